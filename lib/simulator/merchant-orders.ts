import { type Account, siteOf } from './accounts';
import { writeAmount } from './amount';
import type { InStoreOrder, OrderItem } from './in-store-order';
import { readInstant, writeOffsetInstant } from './instant';
import { readId } from './json-value';
import { readCount } from './paging';
import { type Payment, refundedMinor } from './payment';
import { refuseGeneric } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';
import type { Simulation } from './simulation';
import { accountKey, appendToIndex, type World } from './world';

/** What Mercado Pago makes when a buyer scans an order: one per scan. Its state is worked out of its payments. */
export type MerchantOrder = {
  id: number;
  userId: number;
  posId: number;
  inStoreOrderId: string;
  /** What kind of order was scanned, or that none was: notifications differ. */
  origin: InStoreOrder['origin'] | 'checkout_pro';
  orderId: string | null;
  preferenceId: string;
  externalReference: string;
  items: OrderItem[];
  totalMinor: number;
  description: string;
  notificationUrl: string | null;
  sponsorId: number | null;
  /** What of the total is tax, where the country has it told. */
  taxMinor?: number | null;
  additionalInfo: string;
  payerId: number;
  isExpired: boolean;
  paymentIds: number[];
  createdAt: number;
  updatedAt: number;
};

const searchWindowMs = 90 * 86_400_000;

/** Puts a merchant order into the world and its index. */
export function addMerchantOrder(world: World, order: MerchantOrder): void {
  world.merchantOrders.set(order.id, order);
  appendToIndex(world.merchantOrderIdsByReference, accountKey(order.userId, order.externalReference), order.id);
}

/** The payments of a merchant order, oldest first. */
export function paymentsOf(world: World, order: MerchantOrder): Payment[] {
  return order.paymentIds.flatMap((id) => world.payments.get(id) ?? []);
}

/** Everything ever approved, before refunds. */
export function paidMinor(world: World, order: MerchantOrder): number {
  return paymentsOf(world, order)
    .filter((payment) => payment.approvedAt !== null)
    .reduce((sum, payment) => sum + payment.amountMinor, 0);
}

/** `closed` means that it was paid in full once: refunds do not reopen it. */
export function statusOf(world: World, order: MerchantOrder): 'opened' | 'closed' | 'expired' {
  if (paidMinor(world, order) >= order.totalMinor) return 'closed';
  return order.isExpired ? 'expired' : 'opened';
}

/** Whether a payment for this in-store order is waiting for its verdict. */
export function hasPaymentInProcess(world: World, inStoreOrder: InStoreOrder): boolean {
  return inStoreOrder.merchantOrderIds
    .flatMap((id) => world.merchantOrders.get(id)?.paymentIds ?? [])
    .some((id) => world.payments.get(id)?.status === 'in_process');
}

/**
 * The finer state.
 * Source: mercadopago/devsite-docs reference/merchant_orders/resource.yaml; the order of the rules is inferred.
 */
export function orderStatusOf(world: World, order: MerchantOrder): string {
  if (statusOf(world, order) === 'expired') return 'expired';
  const payments = paymentsOf(world, order);
  const counted = payments.filter((payment) => payment.status !== 'rejected' && payment.status !== 'cancelled');
  const reverted = counted.filter((payment) => payment.status === 'refunded' || payment.status === 'charged_back');
  if (counted.length > 0 && reverted.length === counted.length) return 'reverted';
  if (reverted.length > 0) return 'partially_reverted';
  if (counted.some((payment) => refundedMinor(payment) > 0)) return world.behaviour.partial_refund_status;
  if (paidMinor(world, order) >= order.totalMinor) return 'paid';
  if (counted.some((payment) => payment.status === 'in_process')) return 'payment_in_process';
  return counted.length > 0 ? 'partially_paid' : 'payment_required';
}

/** A merchant order as the API shows it. */
export function writeMerchantOrder(world: World, account: Account, order: MerchantOrder): unknown {
  const { currencyId, decimals } = siteOf(account);
  const payments = paymentsOf(world, order);
  const refunded = payments.reduce((sum, payment) => sum + refundedMinor(payment), 0);
  return {
    id: order.id,
    status: statusOf(world, order),
    external_reference: order.externalReference,
    preference_id: order.preferenceId,
    payments: payments.map((payment) => writeOrderPayment(payment, currencyId, decimals)),
    shipments: [],
    payouts: [],
    collector: { id: account.userId, email: '', nickname: account.nickname },
    marketplace: 'NONE',
    notification_url: order.notificationUrl,
    date_created: writeOffsetInstant(order.createdAt),
    last_updated: writeOffsetInstant(order.updatedAt),
    sponsor_id: order.sponsorId,
    shipping_cost: 0,
    total_amount: writeAmount(order.totalMinor, decimals),
    site_id: account.siteId,
    paid_amount: writeAmount(paidMinor(world, order), decimals),
    refunded_amount: writeAmount(refunded, decimals),
    payer: { id: order.payerId, email: '', nickname: '' },
    items: order.items.map((item) => ({
      id: item.id ?? '',
      category_id: item.category ?? '',
      currency_id: currencyId,
      description: item.description ?? '',
      picture_url: item.pictureUrl,
      picture_id: null,
      title: item.title,
      quantity: item.quantity,
      unit_price: writeAmount(item.unitPriceMinor, decimals),
    })),
    cancelled: order.isExpired,
    additional_info: order.additionalInfo,
    application_id: null,
    is_test: true,
    order_status: orderStatusOf(world, order),
  };
}

function writeOrderPayment(payment: Payment, currencyId: string, decimals: 0 | 2): unknown {
  return {
    id: payment.id,
    transaction_amount: writeAmount(payment.amountMinor, decimals),
    total_paid_amount: writeAmount(payment.amountMinor, decimals),
    shipping_cost: 0,
    currency_id: currencyId,
    status: payment.status,
    status_detail: payment.statusDetail,
    operation_type: 'regular_payment',
    date_approved: payment.approvedAt === null ? null : writeOffsetInstant(payment.approvedAt),
    date_created: writeOffsetInstant(payment.createdAt),
    last_modified: writeOffsetInstant(payment.updatedAt),
    amount_refunded: writeAmount(refundedMinor(payment), decimals),
  };
}

/** Who calls, for callers that say it besides their token. What else makes a caller invalid, the sources leave open. */
export function checkCaller(call: Call, account: Account): void {
  const callerId = call.query.get('caller.id');
  if (callerId === null || callerId === String(account.userId)) return;
  throw refuseGeneric(401, 'invalid_caller_id', 'The caller is not the owner of the token');
}

function readMerchantOrder(call: Call, account: Account): Reply {
  checkCaller(call, account);
  const id = readId(call.param('id'));
  if (id === null) throw refuseGeneric(400, 'invalid_format', 'The merchant order id must be a number');
  const { world } = call.simulation;
  const order = world.merchantOrders.get(id);
  if (order?.userId !== account.userId || !isVisible(call.simulation, order))
    throw refuseGeneric(404, 'not_found', 'Merchant order not found');
  return ok(writeMerchantOrder(world, account, order));
}

/** A fresh order can be hidden for a while, as reads may lag behind notifications. */
function isVisible(simulation: Simulation, order: MerchantOrder): boolean {
  return simulation.now() - order.createdAt >= simulation.world.behaviour.visible_after_ms;
}

/** Newest first. Nobody scanned is `elements: null`, not an empty list; only the last 90 days are searched. */
function searchMerchantOrders(call: Call, account: Account): Reply {
  const { query, simulation } = call;
  const { world } = simulation;
  checkCaller(call, account);
  const limit = readCount(query, 'limit', 30);
  const offset = readCount(query, 'offset', 0);
  if (limit === null || offset === null) throw refuseSearch('limit and offset must be numbers');
  const isMatch = matchQuery(query, world);
  const oldest = simulation.now() - searchWindowMs;
  const found = listCandidates(world, account, query.get('external_reference')).filter(
    (order) =>
      order.userId === account.userId && order.createdAt >= oldest && isVisible(simulation, order) && isMatch(order),
  );
  const page = found.reverse().slice(offset, offset + Math.min(limit, 100));
  return ok({
    elements: page.length === 0 ? null : page.map((order) => writeMerchantOrder(world, account, order)),
    next_offset: page.length === 0 ? 0 : offset + page.length,
    total: found.length,
  });
}

function listCandidates(world: World, account: Account, reference: string | null): MerchantOrder[] {
  if (reference === null) return [...world.merchantOrders.values()];
  const ids = world.merchantOrderIdsByReference.get(accountKey(account.userId, reference)) ?? [];
  return ids.flatMap((id) => world.merchantOrders.get(id) ?? []);
}

function matchQuery(query: URLSearchParams, world: World): (order: MerchantOrder) => boolean {
  const status = query.get('status');
  const preferenceId = query.get('preference_id');
  const payerId = query.get('payer_id');
  const sponsorId = query.get('sponsor_id');
  const createdFrom = readSearchInstant(query, 'date_created_from') ?? 0;
  const createdTo = readSearchInstant(query, 'date_created_to') ?? Number.POSITIVE_INFINITY;
  const updatedFrom = readSearchInstant(query, 'last_updated_from') ?? 0;
  const updatedTo = readSearchInstant(query, 'last_updated_to') ?? Number.POSITIVE_INFINITY;
  return (order) =>
    (status === null || statusOf(world, order) === status) &&
    (preferenceId === null || order.preferenceId === preferenceId) &&
    (payerId === null || String(order.payerId) === payerId) &&
    (sponsorId === null || String(order.sponsorId) === sponsorId) &&
    order.createdAt >= createdFrom &&
    order.createdAt <= createdTo &&
    order.updatedAt >= updatedFrom &&
    order.updatedAt <= updatedTo;
}

function readSearchInstant(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  // A plus sign that was not encoded arrives as a space.
  const instant = readInstant(text.replace(' ', '+'));
  if (instant === null) throw refuseSearch(`${name} is not a date`);
  return instant;
}

function refuseSearch(message: string): Error {
  return refuseGeneric(400, 'ds_search_query', message);
}

const refusals = { refuseCaller: () => refuseGeneric(401, 'invalid_token', 'Invalid access token') };

/**
 * Merchant orders: read and search.
 * Source: mercadopago/devsite-docs reference/api-json/merchant_orders.json and guides/notifications/ipn/troubleshooting.en.md.
 */
export const merchantOrderRoutes: Route[] = [
  forAccount('GET', '/merchant_orders/search', searchMerchantOrders, refusals),
  forAccount('GET', '/merchant_orders', searchMerchantOrders, refusals),
  forAccount('GET', '/merchant_orders/:id', readMerchantOrder, refusals),
];
