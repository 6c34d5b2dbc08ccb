import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type RawTransaction, sql } from '@/db/client';
import { countItems, insertRun } from '@/db/reconciliation';
import { compareListed, saveListing } from '@/db/reconciliation-listing';
import { actAsMerchant } from '@/lib/domain/scope';
import { bench } from './bench-database';
import { printRow, ratio } from './contender';
import { from, OTHERS, ROWS, to } from './reconcile-period';

/* The rounds of `reconcile`, ours and the baseline in turn, against the database that was prepared for them. */

/** What one round of the listing keeps at once. */
const BATCH = 10_000;
const ROUNDS = 3;

const findings = Array.from({ length: ROWS }, (_, place) => findingOf(place + 1));
const merchant = actAsMerchant(bench.merchantId);
const keeping: number[] = [];
const comparing: number[] = [];
const ours: number[] = [];
const baseline: number[] = [];
const counting: number[] = [];
let differing = 0;
for (let round = 0; round < ROUNDS; round++) {
  const id = `00000000-0000-7000-9000-00000000000${round}`;
  await insertRun(
    merchant,
    {
      id,
      scope: 'period',
      fromAt: from,
      toAt: to,
      timeZone: 'UTC',
      currencyId: 'ARS',
      status: 'listing',
      windows: [],
      requestedByPersonId: bench.personId,
      createdAt: new Date(),
      dueAt: null,
    },
    [],
  );
  keeping.push(
    await timed(async () => {
      for (let place = 0; place < ROWS; place += BATCH)
        await saveListing(
          merchant,
          { id, attempts: 0 },
          {
            findings: findings.slice(place, place + BATCH),
            windows: [],
            windowsDone: 1,
            dueAt: new Date(),
            problem: null,
          },
        );
    }),
  );
  comparing.push(await timed(() => compareListed(merchant, { id, attempts: 0, fromAt: from, toAt: to })));
  ours.push((keeping.at(-1) ?? 0) + (comparing.at(-1) ?? 0));
  differing = (await countItems(merchant, id)).reduce((sum, { items }) => sum + items, 0);
  baseline.push(await timed(() => compareBare(findings)));
  counting.push(await timed(() => countBare(findings)));
}
const [mine = 0, bare = 0] = [median(ours), median(baseline)];
printRow({
  name: 'reconcile',
  ours: mine,
  baseline: bare,
  ratio: ratio(mine, bare),
  unit: 'ms/288k rows',
  keep_ms: median(keeping) ?? 0,
  compare_ms: median(comparing) ?? 0,
  counting_ms: median(counting) ?? 0,
  orders: ROWS + OTHERS,
  differing,
});
await sql.end();

type Finding = { subject: string; paymentId: string; paidMinor: number; refundedMinor: number; isOdd: boolean };

/** A payment of each order of the period, but for every thousandth: that one has another amount, or is of no order. */
function findingOf(number: number): Finding {
  const isOrphan = number % 1000 === 500;
  return {
    subject: isOrphan ? `OTHER-${number}` : referenceOf(number),
    paymentId: String(70_000_000_000 + number),
    paidMinor: 100 + number + (number % 1000 === 0 ? 1 : 0),
    refundedMinor: 0,
    isOdd: false,
  };
}

function referenceOf(number: number): string {
  return `VBNCH-${String(number).padStart(6, '0')}`;
}

/** The least that gives the same answer: a table, one COPY, one full join, and what differs written down. */
async function compareBare(findings: readonly Finding[]): Promise<void> {
  await sql.begin(async (transaction) => {
    await loadBare(transaction, findings);
    await transaction`create temp table differing (subject text, order_id uuid) on commit drop`;
    await transaction`
      with joined as (
        select subject, ours.id, coalesce(theirs.paid, 0) as paid,
          coalesce(theirs.paid, 0) = coalesce(ours.paid_minor, 0) and coalesce(theirs.refunded, 0) = coalesce(ours.refunded_minor, 0)
            and not coalesce(theirs.odd, false)
            and (ours.id is null or (ours.status = 'closed') = (coalesce(theirs.paid, 0) >= ours.total_minor)) as agrees
        from theirs full join (select external_reference as subject, id, paid_minor, refunded_minor, total_minor, status from orders
          where merchant_id = ${bench.merchantId} and ((created_at >= ${from.toISOString()} and created_at < ${to.toISOString()})
            or (status = 'closed' and closed_at >= ${from.toISOString()} and closed_at < ${to.toISOString()}
              and created_at < ${from.toISOString()}))) as ours using (subject)
      ), written as (insert into differing select subject, id from joined where not agrees)
      select count(*) filter (where agrees and paid > 0), sum(paid) filter (where agrees) from joined`;
  });
}

/** A COPY and a full join that only counts the amounts that differ. */
async function countBare(findings: readonly Finding[]): Promise<void> {
  await sql.begin(async (transaction) => {
    await loadBare(transaction, findings);
    await transaction`
      select count(*) filter (where theirs.paid is distinct from ours.paid_minor) from theirs
      full join (select external_reference as subject, paid_minor from orders where merchant_id = ${bench.merchantId}
        and created_at >= ${from.toISOString()} and created_at < ${to.toISOString()}) as ours using (subject)`;
  });
}

async function loadBare(transaction: RawTransaction, findings: readonly Finding[]): Promise<void> {
  await transaction`create temp table theirs (subject text, payment_id text, paid bigint, refunded bigint, odd boolean) on commit drop`;
  const copy = await transaction`copy theirs from stdin`.writable();
  await pipeline(Readable.from(linesOf(findings)), copy);
}

function* linesOf(findings: readonly Finding[]): Generator<string> {
  for (let place = 0; place < findings.length; place += 500)
    yield findings
      .slice(place, place + 500)
      .map((one) => `${one.subject}\t${one.paymentId}\t${one.paidMinor}\t${one.refundedMinor}\t${one.isOdd}\n`)
      .join('');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(performance.now() - startedAt);
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
