import type { OrderException, OrderStatus } from './order';
import { surplusOf } from './refund';

/**
 * What somebody does next about a sale, as its money stands.
 * - `wait`: the buyer has not paid yet, or not all of it
 * - `hand_over`: paid as agreed
 * - `refund_surplus`: paid, so hand over, and more than agreed came
 * - `keep_or_refund`: money came for a sale that had ended, or too little of it before it ended
 * - `review`: something does not match; nothing is handed over before somebody with a say has looked
 * - `charge_again`: it ended, and no money came
 * - `none`: it was given back, all of it or what had to be
 */
export const nextActions = [
  'wait',
  'hand_over',
  'refund_surplus',
  'keep_or_refund',
  'review',
  'charge_again',
  'none',
] as const;
export type NextAction = (typeof nextActions)[number];

/** The next action for an order. What a person decided about odd money is in the queue of exceptions, not here. */
export function nextActionOf(order: {
  readonly status: OrderStatus;
  readonly exception: OrderException;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
}): NextAction {
  switch (order.exception) {
    case 'needs_review':
      return 'review';
    case 'paid_late':
      return 'keep_or_refund';
    case 'refunded':
      return 'none';
    case 'partially_refunded':
    case 'paid_over':
      return ofPaid(order);
    case 'paid_partial':
      return isEnded(order.status) ? 'keep_or_refund' : 'wait';
    case 'none':
      if (order.status === 'closed') return 'hand_over';
      return isEnded(order.status) ? 'charge_again' : 'wait';
  }
}

/** Some of it may have gone back: the surplus, a part of the sale, or what came for one that had ended. */
function ofPaid(order: Parameters<typeof nextActionOf>[0]): NextAction {
  const surplusMinor = surplusOf(order);
  const isStillPaid = order.paidMinor - order.refundedMinor >= order.totalMinor;
  if (order.status === 'closed') return surplusMinor > 0 ? 'refund_surplus' : isStillPaid ? 'hand_over' : 'none';
  if (!isEnded(order.status)) return 'wait';
  return surplusMinor > 0 ? 'keep_or_refund' : 'none';
}

function isEnded(status: OrderStatus): boolean {
  return status === 'canceled' || status === 'expired' || status === 'failed';
}
