import { randomUUID } from 'node:crypto';
import { type Account, siteOf } from './accounts';
import { readAmount } from './amount';
import { findLiveOrder, findSlotOrder, type InStoreOrder, withdrawInStoreOrder } from './in-store-order';
import { addMerchantOrder, type MerchantOrder, paidMinor, statusOf } from './merchant-orders';
import { announceMerchantOrder, announcePayment } from './notifications';
import { processOrder } from './order';
import { addPayment, type Payment } from './payment';
import { feeOf, type PaymentMethod, releaseDaysOf } from './payment-method';
import type { PointOfSale } from './pos';
import { refuseControl } from './refusal';
import type { Simulation } from './simulation';
import { taxMinorOf } from './taxes';

/** What a buyer's app shows after a scan. */
export type ScanResult =
  | { result: 'order'; order: MerchantOrder }
  | { result: 'waiting'; message: string }
  | { result: 'error'; message: string; reason?: ScanProblem };

/** What a buyer can be told in words of its own; the rest is for whoever integrates the shop. */
export type ScanProblem = 'not_a_code' | 'no_pos' | 'open_amount' | 'gone' | 'silent' | 'too_late' | 'nowhere';

/** How a buyer pays: all that is left unless an amount is named. */
export type Attempt = {
  outcome: 'approved' | 'rejected' | 'in_process';
  amount: unknown;
  method: PaymentMethod;
  statusDetail: string | null;
};

const payerId = 200001;
const dayMs = 86_400_000;
const statusDetails = {
  approved: 'accredited',
  rejected: 'cc_rejected_insufficient_amount',
  in_process: 'pending_review_manual',
};

/** A buyer scans the printed QR of a POS. Every scan of an order makes another merchant order. */
export function scanPos(simulation: Simulation, pos: PointOfSale): ScanResult {
  const order = findSlotOrder(simulation, pos.id);
  if (order) return { result: 'order', order: openMerchantOrder(simulation, order) };
  if (pos.fixedAmount) return { result: 'waiting', message: 'Waiting for the shop to enter the amount' };
  const message = 'This point of sale asks the buyer for the amount and takes no orders';
  return { result: 'error', message, reason: 'open_amount' };
}

/** A buyer scans a QR that belongs to one order. */
export function scanOrder(simulation: Simulation, inStoreOrderId: string): ScanResult {
  const order = findLiveOrder(simulation, inStoreOrderId);
  if (order?.hasOwnQr) return { result: 'order', order: openMerchantOrder(simulation, order) };
  return { result: 'error', message: 'This code is no longer valid', reason: 'gone' };
}

/** Makes the merchant order of a scan. */
export function openMerchantOrder(simulation: Simulation, scanned: InStoreOrder): MerchantOrder {
  const now = simulation.now();
  const account = simulation.world.accounts.get(scanned.userId);
  const order: MerchantOrder = {
    id: simulation.nextId(),
    userId: scanned.userId,
    posId: scanned.posId,
    inStoreOrderId: scanned.id,
    origin: scanned.origin,
    orderId: scanned.orderId,
    preferenceId: `${scanned.userId}-${randomUUID()}`,
    externalReference: scanned.externalReference,
    items: scanned.items,
    totalMinor: scanned.totalMinor,
    description: scanned.title,
    notificationUrl: scanned.notificationUrl,
    sponsorId: scanned.sponsorId,
    taxMinor: account === undefined ? null : taxMinorOf(account, scanned.sent, scanned.totalMinor),
    additionalInfo: '',
    payerId,
    isExpired: false,
    paymentIds: [],
    createdAt: now,
    updatedAt: now,
  };
  scanned.merchantOrderIds.push(order.id);
  addMerchantOrder(simulation.world, order);
  announceMerchantOrder(simulation, order, 'created');
  simulation.changed();
  return order;
}

/**
 * A buyer tries to pay. The order stays open after a rejection or a part payment, and a buyer who holds it open may still pay after the
 * shop has withdrawn it: that is how late and double payments happen.
 */
export function payMerchantOrder(
  simulation: Simulation,
  account: Account,
  order: MerchantOrder,
  attempt: Attempt,
): Payment {
  const { world } = simulation;
  const status = statusOf(world, order);
  const apiOrder = world.orders.get(order.orderId ?? '');
  if (apiOrder && apiOrder.status !== 'created') {
    throw refuseControl(409, `order_${apiOrder.status}`, `The order is ${apiOrder.status}`);
  }
  if (status !== 'opened') throw refuseControl(409, `order_${status}`, `The merchant order is ${status}`);
  const amountMinor = readAttemptAmount(
    attempt.amount,
    siteOf(account).decimals,
    order.totalMinor - paidMinor(world, order),
  );
  const now = simulation.now();
  const payment: Payment = {
    id: simulation.nextId(),
    userId: order.userId,
    merchantOrderId: order.id,
    posId: order.posId,
    storeId: world.pos.get(order.posId)?.storeId ?? 0,
    externalReference: order.externalReference,
    description: order.description,
    notificationUrl: order.notificationUrl,
    sponsorId: order.sponsorId,
    amountMinor,
    feeMinor: feeOf(attempt.method, amountMinor),
    taxMinor: typeof order.taxMinor === 'number' ? Math.round((order.taxMinor * amountMinor) / order.totalMinor) : null,
    methodId: attempt.method.methodId,
    typeId: attempt.method.typeId,
    lastFourDigits: attempt.method.hasCard ? '3704' : null,
    status: 'in_process',
    statusDetail: statusDetails.in_process,
    createdAt: now,
    approvedAt: null,
    updatedAt: now,
    moneyReleaseAt: null,
    refunds: [],
  };
  addPayment(world, payment);
  order.paymentIds.push(payment.id);
  decidePayment(simulation, order, payment, { ...attempt, action: 'payment.created' });
  return payment;
}

/** The verdict on a payment that was in process. */
export function settlePayment(
  simulation: Simulation,
  order: MerchantOrder,
  payment: Payment,
  verdict: Pick<Attempt, 'outcome' | 'statusDetail'>,
): void {
  if (payment.status !== 'in_process') {
    throw refuseControl(409, 'payment_decided', `The payment is already ${payment.status}`);
  }
  decidePayment(simulation, order, payment, { ...verdict, action: 'payment.updated' });
}

function decidePayment(
  simulation: Simulation,
  order: MerchantOrder,
  payment: Payment,
  verdict: Pick<Attempt, 'outcome' | 'statusDetail'> & { action: 'payment.created' | 'payment.updated' },
): void {
  const { world } = simulation;
  const now = simulation.now();
  payment.status = verdict.outcome;
  payment.statusDetail = verdict.statusDetail ?? statusDetails[verdict.outcome];
  payment.updatedAt = now;
  order.updatedAt = now;
  if (verdict.outcome === 'approved') {
    payment.approvedAt = now;
    payment.moneyReleaseAt = now + releaseDaysOf(payment.typeId) * dayMs;
  }
  announcePayment(simulation, payment, verdict.action);
  announceMerchantOrder(simulation, order, 'attempted');
  if (statusOf(world, order) === 'closed') {
    const scanned = world.inStoreOrders.get(order.inStoreOrderId);
    if (scanned) withdrawInStoreOrder(simulation, scanned);
    const apiOrder = world.orders.get(order.orderId ?? '');
    if (apiOrder) processOrder(simulation, apiOrder, payment);
    announceMerchantOrder(simulation, order, 'closed');
  }
  simulation.changed();
}

function readAttemptAmount(amount: unknown, decimals: 0 | 2, leftMinor: number): number {
  if (amount === undefined || amount === null) return leftMinor;
  const minor = readAmount(typeof amount === 'string' ? Number(amount) : amount, decimals);
  if (minor === null || minor === 0) {
    throw refuseControl(400, 'bad_amount', `amount must be positive with at most ${decimals} decimals`);
  }
  return minor;
}
