import type { OrderDetail, OrderEventRow } from '@/db/orders';
import { isUnfinished } from '@/lib/domain/order';
import type { Refusal } from '@/lib/domain/refusal';

/** Something odd about an order that a sentence has to say. */
export type Remark =
  | { readonly kind: 'unconfirmed' | 'canceling' | 'last_look' | 'refunded' | 'partially_refunded' }
  | {
      readonly kind: 'failed';
      readonly reason: 'refused' | 'not_sent' | 'not_found';
      readonly refusal: Refusal & { readonly requestId: string | null };
      readonly at: Date;
    }
  | { readonly kind: 'review'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'late';
      readonly after: 'canceled' | 'expired' | 'failed';
      readonly endedAt: Date;
      readonly closedAt: Date;
    }
  | { readonly kind: 'over'; readonly amountMinor: number; readonly isTwice: boolean }
  | { readonly kind: 'partial'; readonly missingMinor: number; readonly isOpen: boolean };

/** Everything odd about an order, what is most urgent first. More than one thing can be: late and too much, for example. */
export function remarksOn(order: OrderDetail, events: readonly OrderEventRow[], now: Date): Remark[] {
  return [
    ...remarksOnState(order, events, now),
    ...(order.reviewReasons.length > 0 ? [{ kind: 'review', reasons: order.reviewReasons } as const] : []),
    ...remarksOnMoney(order, events),
  ];
}

function remarksOnState(order: OrderDetail, events: readonly OrderEventRow[], now: Date): Remark[] {
  if (order.status === 'failed') return remarkOnFailure(events);
  if (!isUnfinished(order.status)) return [];
  if (order.expiresAt <= now) return [{ kind: 'last_look' }];
  if (order.cancelRequestedAt) return [{ kind: 'canceling' }];
  return order.status === 'draft' ? [{ kind: 'unconfirmed' }] : [];
}

function remarkOnFailure(events: readonly OrderEventRow[]): Remark[] {
  return events.flatMap(({ event, at }) => {
    if (event.type !== 'publication_failed') return [];
    const { reason, code, message, status = null, requestId = null } = event;
    return [{ kind: 'failed', reason, refusal: { status, code, message, requestId }, at } as const];
  });
}

function remarksOnMoney(order: OrderDetail, events: readonly OrderEventRow[]): Remark[] {
  const remarks: Remark[] = [];
  const { paidMinor, refundedMinor, totalMinor } = order;
  const keptMinor = paidMinor - refundedMinor;
  const late = keptMinor > 0 ? lateRemark(order, events) : null;
  if (late) remarks.push(late);
  // Once what came too much went back there is nothing to decide any more.
  if (keptMinor > totalMinor)
    remarks.push({ kind: 'over', amountMinor: keptMinor - totalMinor, isTwice: isPaidTwice(order) });
  if (keptMinor > 0 && paidMinor < totalMinor)
    remarks.push({ kind: 'partial', missingMinor: totalMinor - paidMinor, isOpen: isUnfinished(order.status) });
  if (refundedMinor > 0) remarks.push({ kind: refundedMinor >= paidMinor ? 'refunded' : 'partially_refunded' });
  return remarks;
}

/** More than one payment was enough by itself: two people scanned, or one of them again. */
function isPaidTwice({ payments, totalMinor }: OrderDetail): boolean {
  return payments.filter((payment) => payment.countedMinor >= totalMinor).length > 1;
}

/** How it had ended before the money came, and when. */
function lateRemark({ endedAt, closedAt }: OrderDetail, events: readonly OrderEventRow[]): Remark | null {
  if (!closedAt || !endedAt || !events.some(({ event }) => event.type === 'closed' && event.late)) return null;
  const types = events.map(({ event }) => event.type);
  const after = types.includes('canceled') ? 'canceled' : types.includes('expired') ? 'expired' : 'failed';
  return { kind: 'late', after, endedAt, closedAt };
}
