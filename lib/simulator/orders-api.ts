import { randomUUID } from 'node:crypto';
import { type Account, siteOf } from './accounts';
import { findKeptAnswer, type IdempotentWrite, keepAnswer, readIdempotencyKey } from './idempotency';
import { type OrderItem, publishInStoreOrder } from './in-store-order';
import { readInstant } from './instant';
import { isRecord } from './json-value';
import { hasPaymentInProcess } from './merchant-orders';
import { endOrder, expireOrders, type Order } from './order';
import { type OrderBody, readMoney, readOrderBody } from './order-body';
import { createOrderId, isOrderId } from './order-id';
import { writeOrder, writeOrderRefunds } from './order-json';
import { readCount } from './paging';
import { refundableMinor } from './payment';
import { findPosByExternalId } from './pos';
import { writeOrderText } from './qr-text';
import { makeRefund } from './refunds';
import { refuseOrder } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';

const readableMs = 90 * 86_400_000;

function createOrder(call: Call, account: Account): Reply {
  const { simulation } = call;
  const write = startWrite(call, 'order', call.body ?? null);
  const kept = findKeptAnswer(call, account, write);
  const known = simulation.world.orders.get(typeof kept?.json === 'string' ? kept.json : '');
  if (known) return { status: 201, json: writeOrder(simulation.world, account, known) };
  const body = readOrderBody(call, account);
  const pos = findPosByExternalId(simulation.world, account.userId, body.externalPosId);
  if (!pos) throw refuseOrder(404, 'pos_not_found', 'The point of sale was not found');
  const now = simulation.now();
  const inStoreOrderId = randomUUID();
  const order: Order = {
    id: createOrderId('ORD', now),
    userId: account.userId,
    posId: pos.id,
    inStoreOrderId,
    externalReference: body.externalReference,
    amountMinor: body.amountMinor,
    sent: isRecord(call.body) ? call.body : {},
    mode: body.mode,
    qrData: body.mode === 'static' ? null : writeOrderText(account, pos, inStoreOrderId),
    expirationTime: body.expirationTime,
    expiresAt: now + body.lifeMs,
    status: 'created',
    statusDetail: 'created',
    transactionId: createOrderId('PAY', now),
    paymentId: null,
    refunds: [],
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  simulation.world.orders.set(order.id, order);
  simulation.world.openOrderIds.add(order.id);
  publishScannable(call, account, order, body);
  keepAnswer(call, account, write, 201, order.id);
  return { status: 201, json: writeOrder(simulation.world, account, order) };
}

function publishScannable(call: Call, account: Account, order: Order, body: OrderBody): void {
  publishInStoreOrder(call.simulation, {
    id: order.inStoreOrderId,
    userId: order.userId,
    posId: order.posId,
    origin: 'orders_api',
    orderId: order.id,
    externalReference: order.externalReference,
    title: body.description,
    description: body.description,
    notificationUrl: null,
    sponsorId: null,
    items: body.items.map((item) => readScannableItem(item, account)),
    totalMinor: order.amountMinor,
    isOnPrintedQr: order.mode !== 'dynamic',
    hasOwnQr: order.mode !== 'static',
    merchantOrderIds: [],
    sent: order.sent,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
  });
}

function readScannableItem(item: Record<string, unknown>, account: Account): OrderItem {
  return {
    id: typeof item.external_code === 'string' ? item.external_code : null,
    title: String(item.title),
    description: null,
    category: null,
    pictureUrl: null,
    quantity: Number(item.quantity),
    unitPriceMinor: readMoney(item.unit_price, 'items.unit_price', account),
  };
}

function cancelOrder(call: Call, account: Account): Reply {
  const order = requireOrder(call, account);
  const { simulation } = call;
  const write = startWrite(call, 'order_cancel', { id: order.id });
  const kept = findKeptAnswer(call, account, write);
  if (kept) return { status: kept.status, json: kept.json };
  const scannable = simulation.world.inStoreOrders.get(order.inStoreOrderId);
  const isBeingPaid = scannable !== undefined && hasPaymentInProcess(simulation.world, scannable);
  if (order.status !== 'created' || isBeingPaid) {
    throw refuseOrder(409, 'cannot_cancel_order', `The order is ${order.status} and cannot be canceled`);
  }
  endOrder(simulation, order, 'canceled');
  const json = writeOrder(simulation.world, account, order);
  keepAnswer(call, account, write, 200, json);
  return ok(json);
}

function refundOrder(call: Call, account: Account): Reply {
  const order = requireOrder(call, account);
  const { simulation } = call;
  const write = startWrite(call, 'order_refund', { id: order.id, body: call.body ?? null });
  const kept = findKeptAnswer(call, account, write);
  if (kept) return { status: kept.status, json: kept.json };
  if (order.status === 'refunded') throw refuseOrder(409, 'order_already_refunded', 'The order is already refunded');
  const payment = simulation.world.payments.get(order.paymentId ?? 0);
  if (order.status !== 'processed' || !payment) {
    throw refuseOrder(409, 'cannot_refund_order', `An order that is ${order.status} cannot be refunded`);
  }
  const amountMinor = readRefundAmount(call, account, order) ?? refundableMinor(payment);
  const { refundWindowDays, allowsPartialRefund } = siteOf(account);
  if (simulation.now() - (payment.approvedAt ?? 0) > refundWindowDays * 86_400_000) {
    throw refuseOrder(400, 'in_store_payment_refund_order', 'The time to refund the payment is over');
  }
  if (amountMinor === 0) throw refuseOrder(409, 'order_refund_already_in_process', 'A refund is in process');
  if (amountMinor > refundableMinor(payment)) {
    throw refuseOrder(400, 'refund_amount_exceeds', 'The amount is more than what is left');
  }
  if (amountMinor < payment.amountMinor && !allowsPartialRefund) {
    throw refuseOrder(400, 'unsupported_partially_refunds', 'The payment does not support partial refunds');
  }
  if (simulation.world.behaviour.refund_balance === 'short') {
    throw refuseOrder(400, 'bad_request', 'The account does not have enough money for the refund');
  }
  const refund = makeRefund(simulation, payment, amountMinor, 'api');
  const id = order.refunds.find(({ refundId }) => refundId === refund.id)?.id;
  const refunds = writeOrderRefunds(simulation.world, account, order).filter((row) => row.id === id);
  const json = { id: order.id, status: order.status, status_detail: order.statusDetail, transactions: { refunds } };
  keepAnswer(call, account, write, 201, json);
  return { status: 201, json };
}

/** The part to give back; null for all that is left. */
function readRefundAmount(call: Call, account: Account, order: Order): number | null {
  const body = call.body ?? {};
  if (!isRecord(body)) throw refuseOrder(400, 'bad_request', 'The body must be an object');
  if (body.transactions === undefined) return null;
  const { transactions } = body;
  const transaction: unknown = Array.isArray(transactions) && transactions.length === 1 ? transactions[0] : undefined;
  if (!isRecord(transaction) || transaction.id !== order.transactionId) {
    throw refuseOrder(400, 'property_value', 'The value of a property is not valid', ['transactions[0].id']);
  }
  if (transaction.amount === undefined) return null;
  const minor = readMoney(transaction.amount, 'transactions[0].amount', account);
  if (minor > 0) return minor;
  throw refuseOrder(400, 'property_value', 'The value of a property is not valid', ['transactions[0].amount']);
}

/** Dates are required; the numbers of `paging` are texts. */
function searchOrders(call: Call, account: Account): Reply {
  const { query, simulation } = call;
  const begin = readInstant(query.get('begin_date')?.replace(' ', '+'));
  const end = readInstant(query.get('end_date')?.replace(' ', '+'));
  const page = readCount(query, 'page', 1);
  const size = readCount(query, 'page_size', 20);
  if (begin === null || end === null || page === null || page < 1 || size === null || size < 1) {
    throw refuseOrder(400, 'property_value', 'The value of a property is not valid', ['begin_date, end_date, page']);
  }
  expireOrders(simulation);
  const reference = query.get('external_reference');
  const status = query.get('status');
  const found = [...simulation.world.orders.values()].filter(
    (order) =>
      order.userId === account.userId &&
      order.createdAt >= begin &&
      order.createdAt <= end &&
      (reference === null || order.externalReference === reference) &&
      (status === null || order.status === status),
  );
  const rows = found.reverse().slice((page - 1) * size, page * size);
  return ok({
    data: rows.map((order) => writeOrder(simulation.world, account, order)),
    paging: {
      total: String(found.length),
      total_pages: String(Math.ceil(found.length / size)),
      offset: String((page - 1) * size),
      limit: String(size),
    },
  });
}

/** An order can be read for three months; giving its money back has a window of its own. */
function readOrder(call: Call, account: Account): Reply {
  const order = requireOrder(call, account);
  const { simulation } = call;
  if (simulation.now() - order.createdAt > readableMs) throw refuseUnknownOrder();
  return ok(writeOrder(simulation.world, account, order));
}

/** The order that a path names, if it is the account's. */
function requireOrder(call: Call, account: Account): Order {
  const id = call.param('id');
  if (!isOrderId(id)) throw refuseOrder(400, 'invalid_path_param', 'The id of the order is not valid', [id]);
  const { simulation } = call;
  expireOrders(simulation);
  const order = simulation.world.orders.get(id);
  if (!order) throw refuseUnknownOrder();
  if (order.userId !== account.userId) {
    throw refuseOrder(400, 'invalid_order_owner', 'The order belongs to another account');
  }
  return order;
}

function refuseUnknownOrder(): Error {
  return refuseOrder(404, 'order_not_found', 'The order was not found');
}

function startWrite(call: Call, family: IdempotentWrite['family'], request: unknown): IdempotentWrite {
  const key = readIdempotencyKey(call);
  if (key === '' || key.length > 128) {
    throw refuseOrder(400, 'empty_required_header', 'The header X-Idempotency-Key is required');
  }
  return {
    family,
    key,
    request,
    refuseReuse: () => refuseOrder(409, 'idempotency_key_already_used', 'The key was used with another request'),
  };
}

const refusals = {
  refuseCaller: () => refuseOrder(401, 'unauthorized', 'The access token is not valid'),
  refuseScope: () => refuseOrder(401, 'user_not_authorized', 'The access token does not allow this'),
};

/**
 * The Orders API for QR: create, read, search, cancel, refund.
 * Source: the public reference of /v1/orders; developers/docs/qr-code/resources/refund-errors and status-order-transaction.
 */
export const ordersApiRoutes: Route[] = [
  forAccount('POST', '/v1/orders', createOrder, refusals),
  forAccount('GET', '/v1/orders', searchOrders, refusals),
  forAccount('GET', '/v1/orders/:id', readOrder, refusals),
  forAccount('POST', '/v1/orders/:id/cancel', cancelOrder, refusals),
  forAccount('POST', '/v1/orders/:id/refund', refundOrder, refusals),
];
