import 'server-only';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Merchant } from '../lib/domain/scope';
import { type CurrencyId, decimalsByCurrency } from '../lib/domain/sites';
import { sql as cancels, db, exportPool } from './client';
import { isId } from './new-id';
import type { OrderSummary } from './orders';
import { orders, pos, stores } from './schema';

/** Orders that were paid in full within a half-open period. */
export type ClosedFilter = {
  readonly from: Date;
  readonly to: Date;
  readonly storeId: string | null;
  readonly posId: string | null;
};

/** What all of them come to, in one currency. Sums of integers; nothing is rounded. */
export type ClosedSums = {
  readonly currencyId: CurrencyId;
  readonly count: number;
  /** What buyers paid, before anything went back. */
  readonly paidMinor: number;
  readonly refundedMinor: number;
};

export type ClosedOrder = Pick<
  OrderSummary,
  | 'id'
  | 'externalReference'
  | 'posName'
  | 'storeName'
  | 'timeZone'
  | 'title'
  | 'exception'
  | 'currencyId'
  | 'totalMinor'
  | 'paidMinor'
  | 'refundedMinor'
> & { readonly closedAt: Date };

/** The sums of a whole period, whatever page of it is shown; by currency, an empty period has none. */
export async function sumClosedOrders(merchant: Merchant, filter: ClosedFilter): Promise<ClosedSums[]> {
  const rows = await db
    .select({
      currencyId: orders.currencyId,
      count: sql<number>`count(*)::int`,
      paidMinor: sql<string>`sum(${orders.paidMinor})`,
      refundedMinor: sql<string>`sum(${orders.refundedMinor})`,
    })
    .from(orders)
    .where(and(...conditions(merchant, filter)))
    .groupBy(orders.currencyId)
    .orderBy(asc(orders.currencyId));
  return rows.map((row) => ({ ...row, paidMinor: exact(row.paidMinor), refundedMinor: exact(row.refundedMinor) }));
}

/** Newest payment first, by keyset. `newer` reads the page before the one that begins after its cursor. */
export async function listClosedOrders(
  merchant: Merchant,
  query: { filter: ClosedFilter; limit: number; older?: string | null; newer?: string | null },
): Promise<{ orders: ClosedOrder[]; hasMore: boolean }> {
  const older = query.older ? readCursor(query.older) : null;
  const newer = query.newer ? readCursor(query.newer) : null;
  const rows = await db
    .select(columns)
    .from(orders)
    .innerJoin(pos, and(eq(pos.merchantId, orders.merchantId), eq(pos.id, orders.posId)))
    .innerJoin(stores, and(eq(stores.merchantId, orders.merchantId), eq(stores.id, orders.storeId)))
    .where(
      and(
        ...conditions(merchant, query.filter),
        older
          ? sql`(${orders.closedAt}, ${orders.id}) < (${older.closedAt}::timestamptz, ${older.id}::uuid)`
          : undefined,
        newer
          ? sql`(${orders.closedAt}, ${orders.id}) > (${newer.closedAt}::timestamptz, ${newer.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(newer ? asc(orders.closedAt) : desc(orders.closedAt), newer ? asc(orders.id) : desc(orders.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit).flatMap(({ closedAt, ...row }) => (closedAt ? [{ ...row, closedAt }] : []));
  return { orders: newer ? page.reverse() : page, hasMore: rows.length > query.limit };
}

/** Cursor that stands on an order of the list. */
export function closedCursorAt({ closedAt, id }: Pick<ClosedOrder, 'closedAt' | 'id'>): string {
  return Buffer.from(`${closedAt.toISOString()} ${id}`).toString('base64url');
}

/** How a file is read by the program that opens it. */
export type CsvForm = {
  readonly separator: ',' | ';';
  readonly decimalMark: '.' | ',';
  readonly timeZone: string;
};

/** Rows of a file, as they come from PostgreSQL, and a way to end it when nobody reads on. */
export type ClosedOrdersCsv = { readonly rows: Readable; readonly stop: () => void };

const EXPORTS_AT_ONCE = 2;
const LONGEST_MS = 10 * 60_000;

/**
 * The same orders in the same order as lines of CSV, without a head: local and UTC time, reference, store, till, title,
 * exception, who found it, currency, total, paid, refunded, net. PostgreSQL writes the file (COPY), so memory does not
 * grow with it. A text that a spreadsheet would take for a formula gets an apostrophe in front. Null when this merchant
 * has as many exports under way as it may.
 */
export async function exportClosedOrders(
  merchant: Merchant,
  filter: ClosedFilter,
  form: CsvForm,
): Promise<ClosedOrdersCsv | null> {
  // COPY takes no parameters: what it must know is set for its transaction, so that no text becomes part of it.
  const settings = {
    merchant: merchant.id,
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    store: filter.storeId ?? '',
    pos: filter.posId ?? '',
    zone: form.timeZone,
    mark: form.decimalMark,
    decimals: JSON.stringify(decimalsByCurrency),
  };
  const pool = exportPool();
  return new Promise((resolve, reject) => {
    pool
      .begin(async (transaction) => {
        const [slot] = await transaction<{ pid: number }[]>`
          select pg_backend_pid() as pid from generate_series(1, ${EXPORTS_AT_ONCE}::int) slot
          where pg_try_advisory_xact_lock(hashtextextended('export ' || slot || ' ' || ${merchant.id}, 0)) limit 1`;
        if (!slot) return resolve(null);
        await transaction`
          select set_config('mostrador.' || key, value, true) from jsonb_each_text(${JSON.stringify(settings)}::text::jsonb)`;
        await transaction`select set_config('statement_timeout', ${String(LONGEST_MS)}, true)`;
        const rows = await (form.separator === ','
          ? transaction`copy (${closedRows(transaction)}) to stdout with (format csv, encoding 'UTF8')`
          : transaction`copy (${closedRows(transaction)}) to stdout with (format csv, delimiter ';', encoding 'UTF8')`
        ).readable();
        let stopping: Promise<unknown> | null = null;
        const stop = () => {
          stopping ??= cancels`select pg_cancel_backend(${slot.pid})`.catch(() => undefined);
        };
        resolve({ rows, stop });
        try {
          await finished(rows);
        } finally {
          // A cancellation that came late would end whatever this connection does next.
          await stopping;
          // postgres.js pauses its socket when a chunk fills the stream, and nobody asks for more after the last one: the
          // rest of the conversation would never be read. Asking resumes it.
          rows._read(0);
        }
      })
      .catch(reject);
  });
}

type Fragments = ReturnType<typeof exportPool> | Parameters<Parameters<ReturnType<typeof exportPool>['begin']>[1]>[0];

/** The query of the file; everything that varies is read from the transaction's settings. */
function closedRows(raw: Fragments) {
  const text = (column: ReturnType<typeof raw>) =>
    raw`case when ${column} ~ E'^[-=+@\\t\\r\\n]' then '''' || ${column} else ${column} end`;
  const money = (minor: ReturnType<typeof raw>) => raw`replace(
    round(${minor}::numeric / (10::numeric ^ setting.decimals), setting.decimals)::text, '.', current_setting('mostrador.mark'))`;
  return raw`
    select to_char(o.closed_at at time zone current_setting('mostrador.zone'), 'YYYY-MM-DD HH24:MI:SS'),
      to_char(o.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      ${text(raw`o.external_reference`)}, ${text(raw`stores.name`)}, ${text(raw`o.external_store_id`)},
      ${text(raw`pos.name`)}, ${text(raw`o.external_pos_id`)}, ${text(raw`o.title`)}, o.exception, o.closed_by, o.currency_id,
      ${money(raw`o.total_minor`)}, ${money(raw`o.paid_minor`)}, ${money(raw`o.refunded_minor`)},
      ${money(raw`(o.paid_minor - o.refunded_minor)`)}
    from orders o
    join pos on pos.merchant_id = o.merchant_id and pos.id = o.pos_id
    join stores on stores.merchant_id = o.merchant_id and stores.id = o.store_id
    cross join lateral (
      select (current_setting('mostrador.decimals')::jsonb ->> o.currency_id)::int as decimals
    ) setting
    where o.merchant_id = current_setting('mostrador.merchant')::uuid and o.status = 'closed'
      and o.closed_at >= current_setting('mostrador.from')::timestamptz
      and o.closed_at < current_setting('mostrador.to')::timestamptz
      and (current_setting('mostrador.store') = '' or o.store_id = nullif(current_setting('mostrador.store'), '')::uuid)
      and (current_setting('mostrador.pos') = '' or o.pos_id = nullif(current_setting('mostrador.pos'), '')::uuid)
    order by o.closed_at desc, o.id desc`;
}

const columns = {
  id: orders.id,
  externalReference: orders.externalReference,
  posName: pos.name,
  storeName: stores.name,
  timeZone: stores.timeZone,
  title: orders.title,
  exception: orders.exception,
  currencyId: orders.currencyId,
  totalMinor: orders.totalMinor,
  paidMinor: orders.paidMinor,
  refundedMinor: orders.refundedMinor,
  closedAt: orders.closedAt,
};

function conditions(merchant: Merchant, filter: ClosedFilter): (SQL | undefined)[] {
  return [
    eq(orders.merchantId, merchant.id),
    eq(orders.status, 'closed'),
    gte(orders.closedAt, filter.from),
    lt(orders.closedAt, filter.to),
    filter.storeId ? eq(orders.storeId, filter.storeId) : undefined,
    filter.posId ? eq(orders.posId, filter.posId) : undefined,
  ];
}

function exact(sum: string): number {
  const value = Number(sum);
  if (!Number.isSafeInteger(value)) throw new RangeError('a sum of amounts is not exact');
  return value;
}

function readCursor(cursor: string): { closedAt: string; id: string } | null {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const isTime = /^2\d{3}-/.test(time) && !Number.isNaN(new Date(time).getTime());
  return isTime && isId(id) ? { closedAt: new Date(time).toISOString(), id } : null;
}
