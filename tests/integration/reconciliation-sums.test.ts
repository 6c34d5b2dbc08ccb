import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '@/db/reconciliation-listing';
import { openApplication, type TestApplication } from '../support/application';
import { openShop, type Shop } from '../support/shop';

/*
 * The sums that a comparison of a period makes in one go, against the same rules written down again, sale by sale: for
 * payments that were listed twice, with other figures or for another sale, for sales with several payments, and for money
 * of no order.
 */

const DAY_MS = 86_400_000;
const WORLDS = 20;

type Sale = {
  status: 'closed' | 'expired';
  totalMinor: number;
  paidMinor: number;
  refundedMinor: number;
  when: When;
  /** How often its money is listed as it is in our books, beside whatever else is listed. */
  listings: number;
};
/** `late` was made the day before and closed on the day; `earlier` belongs to the day before. */
type When = 'within' | 'late' | 'earlier';
type Ours = Sale & { id: string; reference: string; day: Date };
type World = {
  sales: Sale[];
  listed: { sale: number; odd: boolean; payment: number; paid: number; refunded: number }[];
};

let application: TestApplication;
let shop: Shop;
let personId: string;
let pos: { id: string; storeId: string };
let runs: typeof import('@/db/reconciliation');
let listing: typeof import('@/db/reconciliation-listing');

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  shop = await openShop(application);
  ({ personId } = await shop.signIn('accountant'));
  [runs, listing] = await Promise.all([import('@/db/reconciliation'), import('@/db/reconciliation-listing')]);
  const { listPos } = await import('@/db/pos');
  pos = (await listPos(shop.merchant))[0] ?? expect.unreachable('a shop has tills');
});
afterAll(() => application.close());

const amount = fc.constantFrom(0, 100, 100, 200);
const anyWorld: fc.Arbitrary<World> = fc.record({
  sales: fc.array(
    fc
      .record({
        totalMinor: fc.constantFrom(100, 100, 200),
        paidMinor: amount,
        isRefunded: fc.constantFrom(false, false, true),
        listings: fc.constantFrom(0, 1, 1, 2),
        when: fc.constantFrom<When>('within', 'within', 'within', 'late', 'earlier'),
      })
      .map(
        ({ isRefunded, ...sale }): Sale => ({
          ...sale,
          status: sale.paidMinor >= sale.totalMinor ? 'closed' : 'expired',
          refundedMinor: isRefunded ? sale.paidMinor : 0,
        }),
      ),
    { minLength: 8, maxLength: 8 },
  ),
  listed: fc.array(
    fc.record({
      // Ten sales for eight orders: money of nobody.
      sale: fc.nat(9),
      payment: fc.nat(11),
      paid: amount,
      refunded: fc.constantFrom(0, 0, 0, 100),
      odd: fc.constantFrom(...Array<boolean>(15).fill(false), true),
    }),
    { maxLength: 8 },
  ),
});

/** Orders as they would have been charged long ago; the rules that tie an order to its history are off for that. */
async function insert(sales: readonly Ours[]): Promise<void> {
  const rows = sales.map(({ day, ...sale }) => {
    const createdAt = new Date(day.getTime() + (sale.when === 'within' ? 0 : -3_600_000));
    const closedAt = sale.when === 'late' ? new Date(day.getTime() + DAY_MS - 1) : createdAt;
    return { ...sale, createdAt, closedAt: sale.status === 'closed' ? closedAt : null };
  });
  await application.services.sql.begin(async (transaction) => {
    await transaction`alter table orders disable trigger user`;
    await transaction`
      insert into orders (merchant_id, id, pos_id, store_id, external_pos_id, external_store_id, external_reference, integration,
        mode, status, exception, review_reasons, currency_id, total_minor, paid_minor, refunded_minor, collector_id, title,
        description, items, taxes, publication, created_at, opened_at, expires_at, closed_at, closed_by, is_paid_late, version, changed_at)
      select ${shop.merchant.id}, id, ${pos.id}, ${pos.storeId}, 'S001P01', 'S001', reference, 'attended_v2', 'static', status,
        'none', '{}', 'ARS', "totalMinor", "paidMinor", "refundedMinor", '1', 'Café', 'Café', '[]', '[]', 'confirmed',
        "createdAt", "createdAt", "createdAt", "closedAt", case when status = 'closed' then 'sweep' end, false, 4, "createdAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as one (id uuid, reference text, status text,
        "totalMinor" bigint, "paidMinor" bigint, "refundedMinor" bigint, "createdAt" timestamptz, "closedAt" timestamptz)`;
    await transaction`alter table orders enable trigger user`;
  });
}

/** Lists in rounds as the worker does, compares, and gives what the comparison says. */
async function compare(findings: readonly Finding[], day: Date) {
  const [id, dueAt] = [randomUUID(), new Date()];
  const period = { fromAt: day, toAt: new Date(day.getTime() + DAY_MS) };
  const kind = { scope: 'period', timeZone: 'UTC', currencyId: 'ARS', status: 'listing', windows: [] } as const;
  const run = { ...kind, ...period, id, requestedByPersonId: personId, createdAt: dueAt, dueAt: null };
  await runs.insertRun(shop.merchant, run, []);
  for (let place = 0; place < findings.length; place += 5)
    await listing.saveListing(
      shop.merchant,
      { id, attempts: 0 },
      { findings: findings.slice(place, place + 5), windows: [], windowsDone: 1, dueAt, problem: null },
    );
  expect(await listing.compareListed(shop.merchant, { id, attempts: 0, ...period })).toBe(true);
  const items = await runs.listItems(shop.merchant, id, { filter: 'all', limit: 500, offset: 0 });
  const { agreedCount, agreedMinor } = (await runs.getRun(shop.merchant, id)) ?? expect.unreachable('it was inserted');
  return { differing: items.map(({ subject, orderId }) => `${subject} ${orderId}`), agreedCount, agreedMinor };
}

/** What it should say. */
function expected(findings: readonly Finding[], ours: readonly Ours[]) {
  const payments = new Map<string, Finding>();
  for (const found of findings) {
    const known = payments.get(found.paymentId) ?? found;
    payments.set(found.paymentId, {
      paymentId: found.paymentId,
      subject: [known.subject, found.subject].sort()[0] ?? found.subject,
      paidMinor: Math.max(known.paidMinor, found.paidMinor),
      refundedMinor: Math.max(known.refundedMinor, found.refundedMinor),
      isOdd: known.isOdd || found.isOdd,
    });
  }
  const inPeriod = ours.filter(({ when, status }) => when === 'within' || (when === 'late' && status === 'closed'));
  const subjects = [...payments.values()].map(({ subject }) => subject);
  const differing: string[] = [];
  let [agreedCount, agreedMinor] = [0, 0];
  for (const subject of [...new Set([...subjects, ...inPeriod.map(({ reference }) => reference)])].sort()) {
    const order = inPeriod.find(({ reference }) => reference === subject);
    const theirs = [...payments.values()].filter((payment) => payment.subject === subject);
    const paid = theirs.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
    const refunded = theirs.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0);
    const isSame = order
      ? order.paidMinor === paid &&
        order.refundedMinor === refunded &&
        (order.status === 'closed') === paid >= order.totalMinor
      : paid === 0 && refunded === 0;
    if (!isSame || theirs.some(({ isOdd }) => isOdd)) differing.push(`${subject} ${order?.id ?? null}`);
    else if (paid > 0) {
      agreedCount += 1;
      agreedMinor += paid;
    }
  }
  return { differing, agreedCount, agreedMinor };
}

test('a period is compared sale by sale, whatever was listed twice, moved between sales or paid in parts', async () => {
  // Each has a day of its own.
  const worlds = fc.sample(anyWorld, { numRuns: WORLDS, seed: 20_261_121 }).map((world, number) => {
    const day = new Date(Date.UTC(2025, 0, 1 + 2 * number));
    const ours = world.sales.map((sale, place) => ({
      ...sale,
      day,
      id: randomUUID(),
      reference: `W${number}-${place}`,
    }));
    return { ...world, number, day, ours };
  });
  await insert(worlds.flatMap(({ ours }) => ours));
  let [agreed, differing] = [0, 0];
  for (const { number, day, ours, listed } of worlds) {
    const equal = ours.flatMap(({ listings, reference, paidMinor, refundedMinor }, place) =>
      Array.from({ length: listings }, () => ({
        subject: reference,
        paymentId: `9${place}`,
        paidMinor,
        refundedMinor,
        isOdd: false,
      })),
    );
    const other = listed.map(({ sale, payment, paid, refunded, odd }) => ({
      // A reference may have signs that mean something to COPY.
      subject: ours[sale]?.reference ?? `other\\n\t${number}\n\r${sale}`,
      paymentId: String(payment),
      paidMinor: paid,
      refundedMinor: refunded,
      isOdd: odd,
    }));
    const findings = [...equal, ...other].sort((one, two) => one.paymentId.localeCompare(two.paymentId));
    const said = await compare(findings, day);
    expect(said, JSON.stringify({ ours, findings })).toEqual(expected(findings, ours));
    agreed += said.agreedCount;
    differing += said.differing.length;
  }
  // Both happen often, or nothing was shown.
  expect(agreed).toBeGreaterThan(WORLDS / 2);
  expect(differing).toBeGreaterThan(WORLDS);
});
