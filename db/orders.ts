import 'server-only';
import { and, asc, desc, eq, gt, gte, inArray, like, lt, type SQL, sql } from 'drizzle-orm';
import type {
  EventSource,
  Integration,
  LookSource,
  OrderException,
  OrderItem,
  OrderStatus,
  OrderTax,
  QrMode,
} from '../lib/domain/order';
import type { OrderEvent } from '../lib/domain/order-state';
import type { Merchant } from '../lib/domain/scope';
import type { CurrencyId } from '../lib/domain/sites';
import { db, type Executor, prepared } from './client';
import { isId } from './new-id';
import { merchantOrders, orderEvents, orders, payments, people, pos, refunds, stores } from './schema';

/** One row of a list of orders. */
export type OrderSummary = {
  readonly id: string;
  readonly externalReference: string;
  readonly externalPosId: string;
  readonly externalStoreId: string | null;
  readonly posName: string;
  readonly storeName: string;
  /** Zone in which this order's times are shown. */
  readonly timeZone: string;
  readonly integration: Integration;
  readonly mode: QrMode;
  readonly status: OrderStatus;
  readonly exception: OrderException;
  readonly currencyId: CurrencyId;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly title: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly openedAt: Date | null;
  readonly expiresAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: LookSource | null;
};

/** One order with everything that hangs on it. */
export type OrderDetail = OrderSummary & {
  readonly posId: string;
  readonly storeId: string;
  /** The account that it charges for. */
  readonly collectorId: string;
  readonly description: string;
  readonly reviewReasons: readonly string[];
  readonly items: readonly OrderItem[];
  readonly taxes: readonly OrderTax[];
  /** Taken off the items' sum; what is left is the total. */
  readonly discountMinor: number;
  /** For the shop's own people. */
  readonly note: string | null;
  readonly sponsorId: string | null;
  readonly publication: string;
  readonly providerOrderId: string | null;
  readonly qrData: string | null;
  readonly cancelRequestedAt: Date | null;
  readonly endedAt: Date | null;
  readonly lookedAt: Date | null;
  readonly ticketPrints: number;
  readonly createdBy: string | null;
  readonly createdByPersonId: string | null;
  readonly merchantOrderIds: readonly string[];
  /** Oldest first. */
  readonly payments: readonly PaymentRow[];
  /** Oldest first. */
  readonly refunds: readonly RefundRow[];
};

export type PaymentRow = Omit<typeof payments.$inferSelect, 'merchantId' | 'orderId' | 'orderCurrencyId'>;
export type RefundRow = Omit<typeof refunds.$inferSelect, 'merchantId' | 'orderId'>;

/** Every part narrows; an empty filter is all orders of the merchant. Times are half-open and about creation. */
export type OrderFilter = {
  readonly statuses?: readonly OrderStatus[];
  readonly exceptions?: readonly OrderException[];
  readonly referencePrefix?: string;
  readonly externalReference?: string;
  readonly externalPosId?: string;
  readonly externalStoreId?: string;
  readonly posId?: string;
  readonly storeId?: string;
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
  /** When it was paid in full; with either bound, only closed orders. */
  readonly closedFrom?: Date;
  readonly closedTo?: Date;
  readonly closedBy?: readonly LookSource[];
};

/** Orders newest first, by keyset; `nextCursor` is null on the last page. An unreadable cursor starts from the newest. */
export async function listOrders(
  merchant: Merchant,
  query: { filter: OrderFilter; limit: number; cursor?: string | null },
): Promise<{ orders: OrderSummary[]; nextCursor: string | null }> {
  const after = query.cursor ? readCursor(query.cursor) : null;
  const rows = await selectSummaries()
    .where(
      and(
        ...conditions(merchant, query.filter),
        after
          ? sql`(${orders.createdAt}, ${orders.id}) < (${after.createdAt.toISOString()}, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { orders: page, nextCursor: rows.length > query.limit && last ? writeCursor(last) : null };
}

/** Same, each with everything that hangs on it; for systems that read whole orders. */
export async function listOrderDetails(
  merchant: Merchant,
  query: { filter: OrderFilter; limit: number; cursor?: string | null },
): Promise<{ orders: OrderDetail[]; nextCursor: string | null }> {
  const page = await listOrders(merchant, query);
  const ids = page.orders.map((order) => order.id);
  if (ids.length === 0) return { orders: [], nextCursor: null };
  const rows = await selectDetails().where(and(eq(orders.merchantId, merchant.id), inArray(orders.id, ids)));
  const byId = new Map((await withMoney(merchant, rows)).map((order) => [order.id, order]));
  return { orders: ids.flatMap((id) => byId.get(id) ?? []), nextCursor: page.nextCursor };
}

/** The page before one that began after `cursor`, in the same order; null when the cursor cannot be read. */
export async function listNewerOrders(
  merchant: Merchant,
  query: { filter: OrderFilter; limit: number; cursor: string },
): Promise<{ orders: OrderSummary[]; hasNewer: boolean } | null> {
  const before = readCursor(query.cursor);
  if (!before) return null;
  const rows = await selectSummaries()
    .where(
      and(
        ...conditions(merchant, query.filter),
        sql`(${orders.createdAt}, ${orders.id}) > (${before.createdAt.toISOString()}, ${before.id}::uuid)`,
      ),
    )
    .orderBy(asc(orders.createdAt), asc(orders.id))
    .limit(query.limit + 1);
  return { orders: rows.slice(0, query.limit).reverse(), hasNewer: rows.length > query.limit };
}

/** True for what `nextCursor` and `cursorAt` give. */
export function isOrderCursor(text: string): boolean {
  return readCursor(text) !== null;
}

/** Cursor that stands on an order: what is listed after it is older, what `listNewerOrders` lists is newer. */
export function cursorAt(order: Pick<OrderSummary, 'createdAt' | 'id'>): string {
  return writeCursor(order);
}

/** How many orders match, counted up to `cap`: past that nobody needs the exact figure and counting costs. */
export async function countOrders(merchant: Merchant, filter: OrderFilter, cap = 10_001): Promise<number> {
  const [count] = await countOrdersOfEach(merchant, [filter], cap);
  return count ?? 0;
}

/** Same for several filters in one query, in their order. */
export async function countOrdersOfEach(
  merchant: Merchant,
  filters: readonly OrderFilter[],
  cap: number,
): Promise<number[]> {
  const counts = filters.map(
    (filter) => sql`(select count(*)::int from (
      select 1 from ${orders} where ${and(...conditions(merchant, filter))} limit ${cap}) as capped)`,
  );
  const [row] = await db.execute<{ counts: number[] }>(sql`select array[${sql.join(counts, sql`, `)}] as counts`);
  return row?.counts ?? [];
}

/** One order of this merchant, or null: another merchant's order does not exist here. */
export async function getOrder(merchant: Merchant, orderId: string): Promise<OrderDetail | null> {
  if (!isId(orderId)) return null;
  // As of one moment: an order is never shown with money that its status does not know of yet.
  return db.transaction(
    async (transaction) => {
      const [row] = await selectDetails(transaction).where(
        and(eq(orders.merchantId, merchant.id), eq(orders.id, orderId)),
      );
      return row ? only(await withMoney(merchant, [row], transaction)) : null;
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** Same, by the key of the sale. */
export async function getOrderByReference(merchant: Merchant, externalReference: string): Promise<OrderDetail | null> {
  const [row] = await selectDetails().where(
    and(eq(orders.merchantId, merchant.id), eq(orders.externalReference, externalReference)),
  );
  return row ? only(await withMoney(merchant, [row])) : null;
}

/** The unfinished order on the printed QR of a POS, or null. There is at most one. */
export async function getUnfinishedOrder(
  merchant: Merchant,
  posId: string,
  { modes = ['static', 'hybrid'] }: { modes?: readonly QrMode[] } = {},
): Promise<OrderDetail | null> {
  const [row] = await selectDetails(prepared)
    .where(
      and(
        eq(orders.merchantId, merchant.id),
        eq(orders.posId, posId),
        inArray(orders.status, ['draft', 'opened']),
        inArray(orders.mode, [...modes]),
      ),
    )
    .orderBy(desc(orders.createdAt))
    .limit(1);
  return row ? only(await withMoney(merchant, [row])) : null;
}

/** Orders that changed after this change of this order, oldest change first; for a live stream that was interrupted. */
export async function listOrdersChangedSince(
  merchant: Merchant,
  after: { changedAt: Date; id: string },
  limit: number,
) {
  return db
    .select({
      id: orders.id,
      version: orders.version,
      status: orders.status,
      exception: orders.exception,
      changedAt: orders.changedAt,
    })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, merchant.id),
        sql`(${orders.changedAt}, ${orders.id}) > (${after.changedAt.toISOString()}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(orders.changedAt), asc(orders.id))
    .limit(limit);
}

export type OrderEventRow = {
  readonly sequence: number;
  readonly event: OrderEvent;
  readonly source: EventSource;
  readonly personName: string | null;
  readonly at: Date;
};

/** History of one order, oldest first; empty when there is no such order. */
export async function listOrderEvents(merchant: Merchant, orderId: string): Promise<OrderEventRow[]> {
  if (!isId(orderId)) return [];
  return selectEvents(merchant, orderId, 0);
}

/** A page of an order's history, oldest first, from after a line of it. */
export async function listOrderEventsAfter(
  merchant: Merchant,
  orderId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ events: OrderEventRow[]; hasMore: boolean }> {
  const rows = await selectEvents(merchant, orderId, after).limit(limit + 1);
  return { events: rows.slice(0, limit), hasMore: rows.length > limit };
}

function selectEvents(merchant: Merchant, orderId: string, after: number) {
  return db
    .select({
      sequence: orderEvents.sequence,
      event: orderEvents.data,
      source: orderEvents.source,
      personName: people.name,
      at: orderEvents.at,
    })
    .from(orderEvents)
    .leftJoin(people, eq(people.id, orderEvents.personId))
    .where(
      and(eq(orderEvents.merchantId, merchant.id), eq(orderEvents.orderId, orderId), gt(orderEvents.sequence, after)),
    )
    .orderBy(asc(orderEvents.sequence))
    .$dynamic();
}

const summaryColumns = {
  id: orders.id,
  externalReference: orders.externalReference,
  externalPosId: orders.externalPosId,
  externalStoreId: orders.externalStoreId,
  posName: pos.name,
  storeName: stores.name,
  timeZone: stores.timeZone,
  integration: orders.integration,
  mode: orders.mode,
  status: orders.status,
  exception: orders.exception,
  currencyId: orders.currencyId,
  totalMinor: orders.totalMinor,
  paidMinor: orders.paidMinor,
  refundedMinor: orders.refundedMinor,
  title: orders.title,
  version: orders.version,
  createdAt: orders.createdAt,
  openedAt: orders.openedAt,
  expiresAt: orders.expiresAt,
  closedAt: orders.closedAt,
  closedBy: orders.closedBy,
};

const detailColumns = {
  ...summaryColumns,
  posId: orders.posId,
  storeId: orders.storeId,
  collectorId: orders.collectorId,
  description: orders.description,
  reviewReasons: orders.reviewReasons,
  items: orders.items,
  taxes: orders.taxes,
  discountMinor: orders.discountMinor,
  note: orders.note,
  sponsorId: orders.sponsorId,
  publication: orders.publication,
  providerOrderId: orders.providerOrderId,
  qrData: orders.qrData,
  cancelRequestedAt: orders.cancelRequestedAt,
  endedAt: orders.endedAt,
  lookedAt: orders.lookedAt,
  ticketPrints: orders.ticketPrints,
  createdBy: people.name,
  createdByPersonId: orders.createdByPersonId,
};

function selectSummaries() {
  return db
    .select(summaryColumns)
    .from(orders)
    .innerJoin(pos, and(eq(pos.merchantId, orders.merchantId), eq(pos.id, orders.posId)))
    .innerJoin(stores, and(eq(stores.merchantId, orders.merchantId), eq(stores.id, orders.storeId)));
}

function selectDetails(executor: Pick<Executor, 'select'> = db) {
  return executor
    .select(detailColumns)
    .from(orders)
    .innerJoin(pos, and(eq(pos.merchantId, orders.merchantId), eq(pos.id, orders.posId)))
    .innerJoin(stores, and(eq(stores.merchantId, orders.merchantId), eq(stores.id, orders.storeId)))
    .leftJoin(people, eq(people.id, orders.createdByPersonId));
}

function only(details: readonly OrderDetail[]): OrderDetail | null {
  return details[0] ?? null;
}

/** Adds what hangs on orders, with one query per kind however many orders there are. */
async function withMoney(
  merchant: Merchant,
  rows: readonly Omit<OrderDetail, 'merchantOrderIds' | 'payments' | 'refunds'>[],
  executor: Pick<Executor, 'select'> = db,
): Promise<OrderDetail[]> {
  const ids = rows.map((row) => row.id);
  const [scans, paid, given] = await Promise.all([
    executor
      .select({ orderId: merchantOrders.orderId, merchantOrderId: merchantOrders.merchantOrderId })
      .from(merchantOrders)
      .where(and(eq(merchantOrders.merchantId, merchant.id), inArray(merchantOrders.orderId, ids)))
      .orderBy(asc(merchantOrders.merchantOrderId)),
    executor
      .select()
      .from(payments)
      .where(and(eq(payments.merchantId, merchant.id), inArray(payments.orderId, ids)))
      .orderBy(asc(payments.seenAt), asc(payments.paymentId)),
    executor
      .select()
      .from(refunds)
      .where(and(eq(refunds.merchantId, merchant.id), inArray(refunds.orderId, ids)))
      .orderBy(asc(refunds.createdAt)),
  ]);
  return rows.map((row) => ({
    ...row,
    merchantOrderIds: scans.filter((scan) => scan.orderId === row.id).map((scan) => scan.merchantOrderId),
    payments: paid.filter((payment) => payment.orderId === row.id),
    refunds: given.filter((refund) => refund.orderId === row.id),
  }));
}

function conditions(merchant: Merchant, filter: OrderFilter): (SQL | undefined)[] {
  return [
    eq(orders.merchantId, merchant.id),
    filter.statuses?.length ? inArray(orders.status, [...filter.statuses]) : undefined,
    filter.exceptions?.length ? inArray(orders.exception, [...filter.exceptions]) : undefined,
    // Said once more in the words of the partial index, so that it can serve this.
    filter.exceptions?.length && !filter.exceptions.includes('none') ? sql`${orders.exception} <> 'none'` : undefined,
    filter.externalReference ? eq(orders.externalReference, filter.externalReference) : undefined,
    filter.referencePrefix ? like(orders.externalReference, `${escapeLike(filter.referencePrefix)}%`) : undefined,
    filter.externalPosId ? eq(sql`lower(${orders.externalPosId})`, filter.externalPosId.toLowerCase()) : undefined,
    filter.externalStoreId
      ? eq(sql`lower(${orders.externalStoreId})`, filter.externalStoreId.toLowerCase())
      : undefined,
    filter.posId ? eq(orders.posId, filter.posId) : undefined,
    filter.storeId ? eq(orders.storeId, filter.storeId) : undefined,
    filter.createdFrom ? gte(orders.createdAt, filter.createdFrom) : undefined,
    filter.createdTo ? lt(orders.createdAt, filter.createdTo) : undefined,
    filter.closedFrom || filter.closedTo ? eq(orders.status, 'closed') : undefined,
    filter.closedFrom ? gte(orders.closedAt, filter.closedFrom) : undefined,
    filter.closedTo ? lt(orders.closedAt, filter.closedTo) : undefined,
    filter.closedBy?.length ? inArray(orders.closedBy, [...filter.closedBy]) : undefined,
  ];
}

/** An unescaped `_`, common in references, matches anything and was measured a thousand times slower. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function writeCursor(row: { createdAt: Date; id: string }): string {
  return Buffer.from(`${row.createdAt.toISOString()} ${row.id}`).toString('base64url');
}

function readCursor(cursor: string): { createdAt: Date; id: string } | null {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const createdAt = new Date(time);
  // JavaScript takes years for dates that PostgreSQL refuses: 0, or more than four digits.
  return !/^2\d{3}-/.test(time) || Number.isNaN(createdAt.getTime()) || !isId(id) ? null : { createdAt, id };
}
