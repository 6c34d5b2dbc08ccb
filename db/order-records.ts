import 'server-only';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { caseOfOrder } from '../lib/domain/exception-case';
import { type EventSource, isUnfinished } from '../lib/domain/order';
import {
  exceptionOf,
  hasMethodToLearn,
  type KnownMerchantOrder,
  type OrderCreated,
  type OrderEvent,
  type OrderState,
  paidMinor,
  refundedMinor,
  reviewReasons,
} from '../lib/domain/order-state';
import type { KnownPayment } from '../lib/domain/payment-state';
import { figuresOf } from '../lib/domain/reconcile';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { newsOf } from '../lib/domain/webhook';
import { db, type Executor, prepared, together } from './client';
import { noteFacts, settleDifference } from './exceptions';
import { isId } from './new-id';
import { merchantOrders, orderEvents, orders, payments } from './schema';
import { insertWebhookEvents } from './webhook-deliveries';

/** An order as the state machine sees it, with the row that it came from. */
export type OrderRecord = { readonly row: OrderRow; readonly state: OrderState };
export type OrderRow = typeof orders.$inferSelect;

/** Who or what caused a change, for the history. */
export type ChangeSource = {
  readonly source: EventSource;
  readonly personId: string | null;
  readonly apiKeyId: string | null;
};

/** A new order as it is stored: everything that the state machine does not derive. */
export type NewOrderRow = Pick<
  OrderRow,
  | 'id'
  | 'posId'
  | 'storeId'
  | 'externalPosId'
  | 'externalStoreId'
  | 'integration'
  | 'mode'
  | 'title'
  | 'description'
  | 'items'
  | 'taxes'
  | 'sponsorId'
  | 'createdByPersonId'
  | 'createdByApiKeyId'
  | 'lookAgainAt'
> &
  Partial<Pick<OrderRow, 'discountMinor' | 'note'>>;

/** Stores a new order with its first event, and answers it. Throws PostgreSQL's unique violation for a reference or POS that is taken. */
export async function insertOrder(
  merchant: Merchant,
  executor: Executor,
  { row, state, created, by }: { row: NewOrderRow; state: OrderState; created: OrderCreated; by: ChangeSource },
): Promise<OrderRecord> {
  const at = state.createdAt;
  const [[stored]] = await together([
    executor
      .insert(orders)
      .values({ ...row, ...derivedColumns(state), ...fixedColumns(merchant, state) })
      .returning()
      // Now, before the event that belongs to it.
      .execute(),
    insertEvents(merchant, executor, row.id, 0, [created], by, at),
    tellNews(merchant, executor, null, [created], { orderId: row.id, at }),
  ]);
  if (!stored) throw new Error('an insert answers its row');
  return { row: stored, state };
}

/** One order for a decision, or null when this merchant has no such order. */
export async function loadOrder(merchant: Merchant, orderId: string): Promise<OrderRecord | null> {
  if (!isId(orderId)) return null;
  return loadWhere(merchant, eq(orders.id, orderId));
}

/** Same, by the key of the sale. */
export async function loadOrderByReference(merchant: Merchant, externalReference: string): Promise<OrderRecord | null> {
  return loadWhere(merchant, eq(orders.externalReference, externalReference));
}

/** Same, by Mercado Pago's own id of it, in the generations that have one. */
export async function findOrderIdByProviderOrder(merchant: Merchant, providerOrderId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.merchantId, merchant.id), eq(orders.providerOrderId, providerOrderId)))
    .limit(1);
  return row?.id ?? null;
}

/** Same, by a merchant order or payment that was already seen for it. */
export async function findOrderIdByMoney(
  merchant: Merchant,
  money: { merchantOrderId?: string; paymentId?: string },
): Promise<string | null> {
  const [row] = money.merchantOrderId
    ? await db
        .select({ orderId: merchantOrders.orderId })
        .from(merchantOrders)
        .where(
          and(eq(merchantOrders.merchantId, merchant.id), eq(merchantOrders.merchantOrderId, money.merchantOrderId)),
        )
    : await db
        .select({ orderId: payments.orderId })
        .from(payments)
        .where(and(eq(payments.merchantId, merchant.id), eq(payments.paymentId, money.paymentId ?? '')));
  return row?.orderId ?? null;
}

/** Whether an order still waits to be paid; false when this merchant has no such order. */
export async function isOrderUnfinished(merchant: Merchant, orderId: string): Promise<boolean> {
  const [row] = await db
    .select({ status: orders.status })
    .from(orders)
    .where(and(eq(orders.merchantId, merchant.id), eq(orders.id, orderId)));
  return row !== undefined && isUnfinished(row.status);
}

/** Whether some order of the merchant can still be paid. */
export async function hasUnfinishedOrders(merchant: Merchant): Promise<boolean> {
  const [row] = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.merchantId, merchant.id), inArray(orders.status, ['draft', 'opened'])))
    .limit(1);
  return row !== undefined;
}

/**
 * Saves a decision: the order, its money and its new events, in one transaction, only if nobody saved in between.
 * False means that somebody did; load again and decide again.
 */
export async function saveOrder(
  merchant: Merchant,
  before: OrderRecord,
  decision: Decision,
  change: OrderChange,
): Promise<boolean> {
  return prepared.transaction((transaction) => saveOrderWithin(merchant, transaction, before, decision, change));
}

type Decision = { readonly order: OrderState; readonly events: readonly OrderEvent[] };
export type OrderChange = {
  readonly by: ChangeSource;
  readonly now: Date;
  readonly lookAgainAt: Date | null;
  readonly lookedAt: Date | null;
  /** One statement more that is committed with it. */
  readonly alongside?: ((transaction: Executor, order: OrderState) => Promise<void>) | undefined;
};

/** Same, together with what else the caller's transaction writes. */
export async function saveOrderWithin(
  merchant: Merchant,
  transaction: Executor,
  before: OrderRecord,
  decision: Decision,
  change: OrderChange,
): Promise<boolean> {
  const saved = await transaction
    .update(orders)
    .set({
      ...derivedColumns(decision.order),
      changedAt: change.now,
      lookAgainAt: change.lookAgainAt,
      lookedAt: change.lookedAt ?? before.row.lookedAt,
      ...(hasMethodToLearn(before.state, decision.order) ? { methodDueAt: change.now, methodAttempts: 0 } : {}),
    })
    .where(
      and(eq(orders.merchantId, merchant.id), eq(orders.id, before.row.id), eq(orders.version, before.state.version)),
    )
    .returning({ id: orders.id });
  if (saved.length === 0) return false;
  const { id: orderId } = before.row;
  const { version } = before.state;
  await saveMoney(merchant, transaction, before, decision.events, change.now);
  await together([
    insertEvents(merchant, transaction, orderId, version, decision.events, change.by, change.now),
    tellNews(merchant, transaction, before.state, decision.events, { orderId, at: change.now }),
    change.alongside?.(transaction, decision.order) ?? Promise.resolve(),
  ]);
  await noteCase(merchant, transaction, before, decision, change);
  return true;
}

/** What the merchant's own systems are told enters their queue with the facts, and stays out with them. */
async function tellNews(
  merchant: Merchant,
  executor: Executor,
  before: OrderState | null,
  events: readonly OrderEvent[],
  { orderId, at }: { orderId: string; at: Date },
): Promise<void> {
  const first = (before?.version ?? 0) + 1;
  const news = newsOf(before, events).map(({ place, ...told }) => ({ ...told, sequence: first + place }));
  await insertWebhookEvents(merchant, executor, { orderId, at, version: first + events.length - 1, news });
}

/** What an order asks a person to decide enters and leaves the queue with the change that brought it about. */
async function noteCase(
  merchant: Merchant,
  executor: Executor,
  before: OrderRecord,
  { order: after, events }: { order: OrderState; events: readonly OrderEvent[] },
  change: { by: ChangeSource; now: Date },
): Promise<void> {
  const noted = { at: change.now, personId: change.by.personId };
  const isMoney = events.some((event) => event.type === 'payment_observed' || event.type === 'closed');
  if (isMoney) await settleDifference(merchant, executor, { orderId: before.row.id, ...figuresOf(after) }, noted);
  const open = caseOfOrder(after);
  if (!open && !caseOfOrder(before.state)) return;
  const { id: orderId, externalReference, currencyId } = before.row;
  const subject = { kind: 'order', subject: orderId, orderId, externalReference, currencyId } as const;
  await noteFacts(merchant, executor, subject, { open, ...noted });
}

/** Events of one order in their order, as the state machine reads them. */
export async function loadOrderHistory(merchant: Merchant, orderId: string): Promise<OrderEvent[]> {
  const rows = await db
    .select({ event: orderEvents.data })
    .from(orderEvents)
    .where(and(eq(orderEvents.merchantId, merchant.id), eq(orderEvents.orderId, orderId)))
    .orderBy(asc(orderEvents.sequence));
  return rows.map((row) => row.event);
}

/** Keys of all orders of the installation, page by page. */
export async function listOrderKeys(
  _system: System,
  page: { after: { merchantId: string; orderId: string } | null; limit: number },
): Promise<{ merchant: Merchant; orderId: string }[]> {
  const rows = await db
    .select({ merchantId: orders.merchantId, orderId: orders.id })
    .from(orders)
    .where(
      page.after
        ? sql`(${orders.merchantId}, ${orders.id}) > (${page.after.merchantId}::uuid, ${page.after.orderId}::uuid)`
        : undefined,
    )
    .orderBy(asc(orders.merchantId), asc(orders.id))
    .limit(page.limit);
  return rows.map((row) => ({ merchant: actAsMerchant(row.merchantId), orderId: row.orderId }));
}

async function loadWhere(merchant: Merchant, condition: ReturnType<typeof eq>): Promise<OrderRecord | null> {
  const [row] = await db
    .select()
    .from(orders)
    .where(and(eq(orders.merchantId, merchant.id), condition));
  if (!row) return null;
  const [scans, paid] = await Promise.all([
    db
      .select()
      .from(merchantOrders)
      .where(and(eq(merchantOrders.merchantId, merchant.id), eq(merchantOrders.orderId, row.id)))
      .orderBy(asc(merchantOrders.merchantOrderId)),
    db
      .select()
      .from(payments)
      .where(and(eq(payments.merchantId, merchant.id), eq(payments.orderId, row.id)))
      .orderBy(asc(payments.paymentId)),
  ]);
  return { row, state: toState(row, scans.map(toKnownMerchantOrder), paid.map(toKnownPayment)) };
}

function toState(
  row: OrderRow,
  knownMerchantOrders: readonly KnownMerchantOrder[],
  knownPayments: readonly KnownPayment[],
): OrderState {
  return {
    status: row.status,
    currencyId: row.currencyId,
    totalMinor: row.totalMinor,
    collectorId: row.collectorId,
    externalReference: row.externalReference,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    publication: row.publication,
    openedAt: row.openedAt,
    cancelRequestedAt: row.cancelRequestedAt,
    endedAt: row.endedAt,
    closedAt: row.closedAt,
    closedBy: row.closedBy,
    paidLate: row.isPaidLate,
    qrData: row.qrData,
    providerOrderId: row.providerOrderId,
    merchantOrders: knownMerchantOrders,
    payments: knownPayments,
    version: row.version,
  };
}

function toKnownMerchantOrder(row: typeof merchantOrders.$inferSelect): KnownMerchantOrder {
  return {
    merchantOrderId: row.merchantOrderId,
    status: row.status,
    hasForeignCollector: row.hasForeignCollector,
    otherTotalMinor: row.otherTotalMinor,
  };
}

function toKnownPayment(row: typeof payments.$inferSelect): KnownPayment {
  return {
    paymentId: row.paymentId,
    merchantOrderId: row.merchantOrderId,
    status: row.status,
    statusDetail: row.statusDetail,
    currencyId: row.currencyId,
    amountMinor: row.amountMinor,
    refundedMinor: row.refundedMinor,
    methodId: row.methodId,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    lastModifiedAt: row.lastModifiedAt?.toISOString() ?? null,
    countedMinor: row.countedMinor,
    mismatch: row.mismatch,
  };
}

function fixedColumns(merchant: Merchant, state: OrderState) {
  return {
    merchantId: merchant.id,
    externalReference: state.externalReference,
    currencyId: state.currencyId,
    totalMinor: state.totalMinor,
    collectorId: state.collectorId,
    createdAt: state.createdAt,
    expiresAt: state.expiresAt,
    changedAt: state.createdAt,
  };
}

function derivedColumns(state: OrderState) {
  return {
    status: state.status,
    exception: exceptionOf(state),
    reviewReasons: reviewReasons(state),
    paidMinor: paidMinor(state),
    refundedMinor: refundedMinor(state),
    publication: state.publication,
    providerOrderId: state.providerOrderId,
    qrData: state.qrData,
    openedAt: state.openedAt,
    cancelRequestedAt: state.cancelRequestedAt,
    endedAt: state.endedAt,
    closedAt: state.closedAt,
    closedBy: state.closedBy,
    isPaidLate: state.paidLate,
    version: state.version,
  };
}

async function saveMoney(
  merchant: Merchant,
  executor: Executor,
  before: OrderRecord,
  events: readonly OrderEvent[],
  now: Date,
): Promise<void> {
  const key = { merchantId: merchant.id, orderId: before.row.id };
  for (const event of events) {
    if (event.type === 'merchant_order_observed') {
      const { merchantOrderId, ...seen } = event.merchantOrder;
      await executor
        .insert(merchantOrders)
        .values({ ...key, merchantOrderId, ...seen, seenAt: now })
        .onConflictDoUpdate({ target: [merchantOrders.merchantId, merchantOrders.merchantOrderId], set: seen });
    }
    if (event.type === 'payment_observed') {
      const { paymentId, approvedAt, lastModifiedAt, ...seen } = event.payment;
      const columns = { ...seen, approvedAt: toDate(approvedAt), lastModifiedAt: toDate(lastModifiedAt) };
      await executor
        .insert(payments)
        .values({ ...key, paymentId, orderCurrencyId: before.row.currencyId, ...columns, seenAt: now })
        .onConflictDoUpdate({ target: [payments.merchantId, payments.paymentId], set: columns });
    }
  }
}

function toDate(iso: string | null): Date | null {
  return iso === null ? null : new Date(iso);
}

async function insertEvents(
  merchant: Merchant,
  executor: Executor,
  orderId: string,
  sequenceBefore: number,
  events: readonly OrderEvent[],
  by: ChangeSource,
  at: Date,
): Promise<void> {
  if (events.length === 0) return;
  await executor.insert(orderEvents).values(
    events.map((event, index) => ({
      merchantId: merchant.id,
      orderId,
      sequence: sequenceBefore + index + 1,
      type: event.type,
      data: event,
      source: by.source,
      personId: by.personId,
      apiKeyId: by.apiKeyId,
      at,
    })),
  );
}
