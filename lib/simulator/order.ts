import { findLiveOrder, withdrawInStoreOrder } from './in-store-order';
import { createOrderId } from './order-id';
import { announceOrder } from './order-notifications';
import { type Payment, refundedMinor } from './payment';
import type { Simulation } from './simulation';

/** A refund under its id in the Orders API; the money is the refund of the payment. */
export type OrderRefund = { id: string; refundId: number };

/** An order of the Orders API. What was only passed through is kept as it came. */
export type Order = {
  id: string;
  userId: number;
  posId: number;
  /** The scannable side of it. */
  inStoreOrderId: string;
  externalReference: string;
  amountMinor: number;
  sent: Record<string, unknown>;
  mode: 'static' | 'dynamic' | 'hybrid';
  qrData: string | null;
  expirationTime: string;
  expiresAt: number;
  status: 'created' | 'processed' | 'canceled' | 'expired' | 'refunded';
  statusDetail: string;
  transactionId: string;
  /** The payment that closed it. */
  paymentId: number | null;
  refunds: OrderRefund[];
  /** Grows with every change. */
  version: number;
  createdAt: number;
  updatedAt: number;
};

/** Ends an order that nobody paid. */
export function endOrder(simulation: Simulation, order: Order, status: 'canceled' | 'expired'): void {
  const scannable = findLiveOrder(simulation, order.inStoreOrderId);
  if (scannable) withdrawInStoreOrder(simulation, scannable);
  changeOrder(simulation, order, status, status);
  simulation.world.openOrderIds.delete(order.id);
}

/** Marks the order of a closed merchant order as paid. */
export function processOrder(simulation: Simulation, order: Order, payment: Payment): void {
  order.paymentId = payment.id;
  changeOrder(simulation, order, 'processed', 'accredited');
  simulation.world.openOrderIds.delete(order.id);
}

/** Brings an order up to date with the refunds of its payment. A refund from the panel gets its id here. */
export function applyOrderRefunds(simulation: Simulation, order: Order, payment: Payment): void {
  for (const refund of payment.refunds) {
    const isKnown = order.refunds.some(({ refundId }) => refundId === refund.id);
    if (!isKnown) order.refunds.push({ id: createOrderId('REF', simulation.now()), refundId: refund.id });
  }
  const refunded = refundedMinor(payment);
  if (refunded >= payment.amountMinor) changeOrder(simulation, order, 'refunded', 'refunded');
  else if (refunded > 0) changeOrder(simulation, order, 'processed', 'partially_refunded');
}

/** Ends every order past its time. */
export function expireOrders(simulation: Simulation): void {
  const now = simulation.now();
  for (const id of [...simulation.world.openOrderIds]) {
    const order = simulation.world.orders.get(id);
    if (order && order.expiresAt <= now) endOrder(simulation, order, 'expired');
  }
}

function changeOrder(simulation: Simulation, order: Order, status: Order['status'], statusDetail: string): void {
  if (order.status === status && order.statusDetail === statusDetail) return;
  order.status = status;
  order.statusDetail = statusDetail;
  order.version += 1;
  order.updatedAt = simulation.now();
  announceOrder(simulation, order);
  simulation.changed();
}
