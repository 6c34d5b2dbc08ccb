import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOfDay } from '@/lib/domain/calendar';
import { formatDecimal } from '@/lib/domain/money';
import type { CurrencyId } from '@/lib/domain/sites';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { openTwoShops, type Shop } from '../support/shop';

type Closed = typeof import('@/db/closed-orders');
type Filter = Parameters<Closed['sumClosedOrders']>[1];

const zone = 'America/Santiago';
const currencies = ['ARS', 'BRL', 'CLP', 'COP', 'MXN', 'PEN', 'UYU'] as const satisfies CurrencyId[];

let application: TestApplication;
let ours: Shop;
let theirs: Shop;
let closed: Closed;
let exports: typeof import('@/lib/services/closed-orders-export');
let shops: Map<Shop, { posId: string; storeId: string }>;
/** The day on which clocks in Chile went forward: it has 23 hours. */
let day: { from: Date; to: Date };

type Row = {
  closedAt: Date;
  currencyId: CurrencyId;
  totalMinor: number;
  paidMinor: number;
  refundedMinor: number;
  title: string;
  reference: string;
};

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  ({ ours, theirs } = await openTwoShops(application));
  closed = await import('@/db/closed-orders');
  exports = await import('@/lib/services/closed-orders-export');
  const { listPos } = await import('@/db/pos');
  shops = new Map();
  for (const shop of [ours, theirs]) {
    const [till] = await listPos(shop.merchant);
    if (!till) throw new Error('a shop has tills');
    shops.set(shop, { posId: till.id, storeId: till.storeId });
  }
  day = { from: startOfDay('2026-09-06', zone), to: startOfDay('2026-09-07', zone) };
  await insert(theirs, [row({ closedAt: day.from })]);
  await insert(ours, [
    row({ closedAt: new Date(day.from.getTime() - 1), title: 'before' }),
    row({ closedAt: new Date(day.to), title: 'after' }),
    row({ closedAt: new Date(day.from), title: 'first' }),
    row({ closedAt: new Date(day.to.getTime() - 1), title: 'last' }),
    ...fc.sample(anyRow(), { numRuns: 400, seed: 20261121 }),
  ]);
});
afterAll(() => application.close());

function row(change: Partial<Row> = {}): Row {
  const reference = randomUUID();
  const money = { currencyId: 'ARS', totalMinor: 100, paidMinor: 100, refundedMinor: 0 } as const;
  return { closedAt: day.from, title: 'Café', reference, ...money, ...change };
}

/** Within the day, often at the same moment as another; refunds up to all of it; texts that spreadsheets run. */
function anyRow(): fc.Arbitrary<Row> {
  const nasty = fc.constantFrom(
    '=1+1',
    '+54 11',
    '-2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '"a";b,c',
    'ñ 漢 🧾',
    "'quoted",
    ' =1',
  );
  return fc
    .record({
      second: fc.integer({ min: 0, max: 23 * 3600 - 1 }),
      currencyId: fc.constantFrom(...currencies),
      totalMinor: fc.integer({ min: 1, max: 10_000_000_000 }),
      surplus: fc.constantFrom(0, 0, 0, 1, 12_345),
      refunded: fc.constantFrom(0, 0, 0.3, 1),
      title: nasty,
      prefix: fc.constantFrom('A', '-A', '_A'),
    })
    .map(({ second, surplus, refunded, prefix, totalMinor, currencyId, title }) => ({
      closedAt: new Date(day.from.getTime() + Math.floor(second / 60) * 60_000),
      currencyId,
      totalMinor,
      paidMinor: totalMinor + surplus,
      refundedMinor: Math.floor((totalMinor + surplus) * refunded),
      title,
      reference: `${prefix}${randomUUID()}`,
    }));
}

/** Histories are not what is read here, so the rules that tie an order to its history are off for the loading. */
async function insert(shop: Shop, rows: readonly Row[]): Promise<void> {
  const place = shops.get(shop);
  if (!place) throw new Error('an unknown shop');
  await application.services.sql.begin(async (transaction) => {
    await transaction`alter table orders disable trigger user`;
    await transaction`
      insert into orders (merchant_id, id, pos_id, store_id, external_pos_id, external_store_id, external_reference, integration,
        mode, status, exception, review_reasons, currency_id, total_minor, paid_minor, refunded_minor, collector_id, title,
        description, items, taxes, publication, created_at, opened_at, expires_at, closed_at, closed_by, is_paid_late, version, changed_at)
      select ${shop.merchant.id}, gen_random_uuid(), ${place.posId}, ${place.storeId}, 'S001P01', 'S001', reference, 'attended_v2',
        'static', 'closed', 'none', '{}', "currencyId", "totalMinor", "paidMinor", "refundedMinor", '1', title, title, '[]', '[]',
        'confirmed', "closedAt", "closedAt", "closedAt", "closedAt", 'sweep', false, 4, "closedAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as one (reference text, title text, "currencyId" text,
        "totalMinor" bigint, "paidMinor" bigint, "refundedMinor" bigint, "closedAt" timestamptz)`;
    await transaction`alter table orders enable trigger user`;
  });
}

const wholeDay = (change: Partial<Filter> = {}): Filter => ({ ...day, storeId: null, posId: null, ...change });

/** Every order of a period, page by page. */
async function allPages(filter: Filter, limit: number) {
  const seen: Awaited<ReturnType<Closed['listClosedOrders']>>['orders'] = [];
  for (let older: string | null = null; ; ) {
    const page = await closed.listClosedOrders(ours.merchant, { filter, limit, older });
    seen.push(...page.orders);
    const last = page.orders.at(-1);
    if (!page.hasMore || !last) return seen;
    older = closed.closedCursorAt(last);
  }
}

async function csvOf(filter: Filter, form: { separator: ',' | ';'; decimalMark: '.' | ',' }, hasByteOrderMark = false) {
  const stream = await exports.streamClosedOrders(ours.merchant, {
    filter,
    form: { ...form, timeZone: zone },
    hasByteOrderMark,
    head: ['Pagada', 'con "comillas"'],
    personId: null,
  });
  return Buffer.from(await new Response(stream).arrayBuffer()).toString();
}

/** RFC 4180, read by somebody who did not write it. */
function parseCsv(text: string, separator: string): string[][] {
  const lines: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let place = 0; place < text.length; place++) {
    const sign = text[place];
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[place + 1] === '"') cell += text[++place];
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === separator || sign === '\n') {
      lines.at(-1)?.push(cell);
      cell = '';
      if (sign === '\n') lines.push([]);
    } else cell += sign;
  }
  return lines.filter((line) => line.length > 0);
}

describe('a period', () => {
  test('is half-open: its first moment is in it, the next one’s is not, and nothing of another merchant', async () => {
    const orders = await allPages(wholeDay(), 500);
    expect(orders).toHaveLength(402);
    const titles = new Set(orders.map((order) => order.title));
    expect([titles.has('first'), titles.has('last'), titles.has('before'), titles.has('after')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(day.to.getTime() - day.from.getTime()).toBe(23 * 3_600_000);
  });

  test.each([1, 7, 401, 402])('comes in pages of %i without gaps or repeats, and back', async (limit) => {
    const filter = limit === 1 ? wholeDay({ to: new Date(day.from.getTime() + 3_600_000) }) : wholeDay();
    const whole = await allPages(filter, 500);
    const paged = await allPages(filter, limit);
    expect(paged.map((order) => order.id)).toEqual(whole.map((order) => order.id));
    const middle = whole[Math.floor(whole.length / 2)];
    if (!middle) throw new Error('the period has orders');
    const newer = closed.closedCursorAt(middle);
    const before = await closed.listClosedOrders(ours.merchant, { filter, limit, newer });
    const at = whole.indexOf(middle);
    expect(before.orders.map((order) => order.id)).toEqual(
      whole.slice(Math.max(0, at - limit), at).map((order) => order.id),
    );
  });

  test('narrows to a store or a till, and to nothing for those of others', async () => {
    const own = shops.get(ours);
    const foreign = shops.get(theirs);
    expect(await allPages(wholeDay({ storeId: own?.storeId ?? '' }), 500)).toHaveLength(402);
    expect(await allPages(wholeDay({ posId: own?.posId ?? '' }), 500)).toHaveLength(402);
    expect(await closed.sumClosedOrders(ours.merchant, wholeDay({ storeId: foreign?.storeId ?? '' }))).toEqual([]);
    expect(await csvOf(wholeDay({ posId: foreign?.posId ?? '' }), { separator: ',', decimalMark: '.' })).toBe(
      '"Pagada","con ""comillas"""\n',
    );
  });
});

describe('sums and file', () => {
  test('the sums are those of the rows, in each currency', async () => {
    const orders = await allPages(wholeDay(), 50);
    const sums = await closed.sumClosedOrders(ours.merchant, wholeDay());
    expect(sums).toEqual(
      currencies.map((currencyId) => {
        const those = orders.filter((order) => order.currencyId === currencyId);
        const total = (pick: (order: (typeof orders)[number]) => number) =>
          those.reduce((sum, order) => sum + pick(order), 0);
        return {
          currencyId,
          count: those.length,
          paidMinor: total((order) => order.paidMinor),
          refundedMinor: total((order) => order.refundedMinor),
        };
      }),
    );
  });

  test.each([
    [',', '.'],
    [';', ','],
  ] as const)(
    'the file separated by %s has exactly the rows of the page, with the decimals of each currency',
    async (separator, mark) => {
      const orders = await allPages(wholeDay(), 100);
      const [head, ...lines] = parseCsv(await csvOf(wholeDay(), { separator, decimalMark: mark }), separator);
      expect(head).toEqual(['Pagada', 'con "comillas"']);
      const money = (minor: number, currencyId: CurrencyId) => formatDecimal(minor, currencyId).replace('.', mark);
      expect(
        lines.map(([, utc, reference, , , , , , , , currency, ...amounts]) => [utc, reference, currency, ...amounts]),
      ).toEqual(
        orders.map(({ closedAt, externalReference, currencyId, totalMinor, paidMinor, refundedMinor }) => [
          closedAt.toISOString(),
          externalReference.startsWith('-') ? `'${externalReference}` : externalReference,
          currencyId,
          money(totalMinor, currencyId),
          money(paidMinor, currencyId),
          money(refundedMinor, currencyId),
          money(paidMinor - refundedMinor, currencyId),
        ]),
      );
    },
  );

  test('no cell of it is a formula, and no text in it is lost', async () => {
    const lines = parseCsv(await csvOf(wholeDay(), { separator: ',', decimalMark: '.' }), ',').slice(1);
    expect(lines.flat().filter((cell) => /^[-=+@\t\r\n]/.test(cell))).toEqual([]);
    const titles = lines.map((line) => line[7] ?? '').map((title) => title.replace(/^'(?=[-=+@\t\r\n])/, ''));
    expect(titles).toEqual((await allPages(wholeDay(), 100)).map((order) => order.title));
  });

  test('local times are the zone’s, across the hour that there was not', async () => {
    const lines = parseCsv(await csvOf(wholeDay(), { separator: ',', decimalMark: '.' }), ',').slice(1);
    expect(lines.at(0)?.[0]).toBe('2026-09-06 23:59:59');
    expect(lines.at(-1)?.[0]).toBe('2026-09-06 01:00:00');
  });

  test('it begins with a byte order mark only where that is asked for, and says in the trail who took what', async () => {
    expect(await csvOf(wholeDay(), { separator: ';', decimalMark: ',' }, true)).toMatch(/^\uFEFF"Pagada";/);
    const [entry] = await application.services.sql`
      select action, data from audit_entries where merchant_id = ${ours.merchant.id} order by id desc limit 1`;
    expect(entry).toMatchObject({
      action: 'closed_orders_exported',
      data: { from: day.from.toISOString(), separator: ';' },
    });
  });

  test('two at once are enough for one merchant, and one that nobody reads on makes room', async () => {
    await insert(
      ours,
      Array.from({ length: 300 }, () => row({ closedAt: new Date('2026-01-15T12:00:00Z'), title: 'x'.repeat(1500) })),
    );
    const filter = {
      from: new Date('2026-01-01T00:00:00Z'),
      to: new Date('2026-02-01T00:00:00Z'),
      storeId: null,
      posId: null,
    };
    const request = {
      filter,
      form: { separator: ',', decimalMark: '.', timeZone: zone },
      hasByteOrderMark: false,
      head: ['a'],
      personId: null,
    } as const;
    const first = await exports.streamClosedOrders(ours.merchant, request);
    const second = await exports.streamClosedOrders(ours.merchant, request);
    await expect(exports.streamClosedOrders(ours.merchant, request)).rejects.toMatchObject({ code: 'rate_limited' });
    const others = await exports.streamClosedOrders(theirs.merchant, request);
    await Promise.all([first.cancel(), second.cancel(), others.cancel()]);
    // PostgreSQL lets go of what was cut a moment later.
    const again = await eventually(() => exports.streamClosedOrders(ours.merchant, request));
    expect(parseCsv(await new Response(again).text(), ',')).toHaveLength(301);
  });
});
