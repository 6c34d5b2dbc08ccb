import type { TillOrder, TillPayment } from './till-order';

/**
 * What a till shows of an order. `paid` comes from an order that is closed, and from nothing else.
 *
 * - `unconfirmed`: nobody knows yet whether it reached its QR
 * - `last_look`: its time is over, and only a read of Mercado Pago may say that it expired
 * - `paid_odd`: closed, but somebody has to decide something
 * - `review`: money was seen that does not fit; it is not paid
 */
export type OrderView =
  | 'unconfirmed'
  | 'waiting'
  | 'in_process'
  | 'rejected'
  | 'partial'
  | 'canceling'
  | 'last_look'
  | 'review'
  | 'paid'
  | 'paid_odd'
  | 'returned'
  | 'canceled'
  | 'expired'
  | 'failed';

/** How an order is shown. `hasExpired` says that the till's clock, corrected to the server's, is past its expiry. */
export function viewOf(order: TillOrder, hasExpired: boolean): OrderView {
  switch (order.status) {
    case 'closed':
      return closedView(order);
    case 'failed':
    case 'canceled':
    case 'expired':
      return order.paidMinor > 0 || order.exception === 'needs_review' ? 'review' : order.status;
    case 'draft':
    case 'opened':
      return openView(order, hasExpired);
  }
}

/** True while the order may still be paid: it is watched, counted down, and can be canceled. */
export function isOpen(order: Pick<TillOrder, 'status'>): boolean {
  return order.status === 'draft' || order.status === 'opened';
}

/** True when the buyer has paid in full, whatever else there is to say. Only then is there a ticket. */
export function isPaid(order: Pick<TillOrder, 'status'>): boolean {
  return order.status === 'closed';
}

/** The last attempt that was refused, when nothing better came after it. */
export function rejectedAttempt(order: Pick<TillOrder, 'payments'>): TillPayment | null {
  const last = order.payments.at(-1);
  return last && (last.status === 'rejected' || last.status === 'cancelled') ? last : null;
}

/** How many attempts were refused, for "attempt 2". */
export function countRejected(order: Pick<TillOrder, 'payments'>): number {
  return order.payments.filter((payment) => payment.status === 'rejected' || payment.status === 'cancelled').length;
}

/** The payment that a paid order shows: the last that was ever approved. */
export function approvedPayment(order: Pick<TillOrder, 'payments'>): TillPayment | null {
  return order.payments.findLast((payment) => everApproved.includes(payment.status)) ?? null;
}

const everApproved: readonly TillPayment['status'][] = ['approved', 'refunded', 'in_mediation', 'charged_back'];

function closedView(order: TillOrder): OrderView {
  switch (order.exception) {
    case 'none':
    case 'paid_over':
      return 'paid';
    case 'refunded':
    case 'partially_refunded':
      return 'returned';
    default:
      return 'paid_odd';
  }
}

function openView(order: TillOrder, hasExpired: boolean): OrderView {
  if (order.exception === 'needs_review') return 'review';
  if (order.isCancelRequested) return 'canceling';
  if (hasExpired) return 'last_look';
  if (order.status === 'draft') return 'unconfirmed';
  if (order.paidMinor > 0) return 'partial';
  if (rejectedAttempt(order)) return 'rejected';
  return order.payments.length > 0 ? 'in_process' : 'waiting';
}
