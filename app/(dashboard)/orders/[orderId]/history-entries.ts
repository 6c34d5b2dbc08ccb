import type { OrderEventRow } from '@/db/orders';
import type { OrderEvent } from '@/lib/domain/order-state';
import { type KnownPayment, refundedOf } from '@/lib/domain/payment-state';

/** What a person wants to know of one event. */
export type Fact =
  | { readonly kind: 'created' | 'published' | 'cancel_requested' | 'canceled' | 'expired' }
  | { readonly kind: 'failed'; readonly reason: 'refused' | 'not_sent' | 'not_found'; readonly code: string | null }
  | { readonly kind: 'closed'; readonly isLate: boolean }
  | { readonly kind: 'payment'; readonly payment: KnownPayment }
  | { readonly kind: 'refund'; readonly payment: KnownPayment; readonly amountMinor: number }
  | {
      readonly kind: 'refund_asked';
      readonly amountMinor: number;
      readonly reason: string;
      readonly needsApproval: boolean;
    }
  | { readonly kind: 'refund_allowed' | 'refund_declined'; readonly amountMinor: number }
  | {
      readonly kind: 'refund_outcome';
      readonly amountMinor: number;
      readonly status: 'in_process' | 'rejected' | 'unknown';
      readonly code: string | null;
    };

export type HistoryEntry = Omit<OrderEventRow, 'event'> & { readonly fact: Fact };

/** A history told to people: facts newest first, and apart from them what only machines care about. */
export type History = { readonly entries: readonly HistoryEntry[]; readonly noise: readonly OrderEventRow[] };

/** Sorts events, oldest first, into facts and noise. A payment that was read again with nothing to tell is noise. */
export function tellHistory(events: readonly OrderEventRow[]): History {
  const payments = new Map<string, KnownPayment>();
  const entries: HistoryEntry[] = [];
  const noise: OrderEventRow[] = [];
  let isPublished = false;
  for (const { event, ...row } of events) {
    const fact = factOf(event, { isPublished, payments });
    if (fact) entries.push({ ...row, fact });
    else noise.push({ event, ...row });
    if (event.type === 'published') isPublished = true;
    if (event.type === 'payment_observed') payments.set(event.payment.paymentId, event.payment);
  }
  return { entries: entries.reverse(), noise: noise.reverse() };
}

function factOf(
  event: OrderEvent,
  before: { isPublished: boolean; payments: ReadonlyMap<string, KnownPayment> },
): Fact | null {
  switch (event.type) {
    case 'created':
    case 'cancel_requested':
    case 'canceled':
    case 'expired':
      return { kind: event.type };
    case 'published':
      // Said again only to add what the first one did not know.
      return before.isPublished ? null : { kind: 'published' };
    case 'publication_failed':
      return { kind: 'failed', reason: event.reason, code: event.code };
    case 'closed':
      return { kind: 'closed', isLate: event.late };
    case 'payment_observed':
      return paymentFact(event.payment, before.payments.get(event.payment.paymentId));
    case 'refund_requested':
      return {
        kind: 'refund_asked',
        amountMinor: event.amountMinor,
        reason: event.reason,
        needsApproval: event.needsApproval,
      };
    case 'refund_approval_given':
      return { kind: 'refund_allowed', amountMinor: event.amountMinor };
    case 'refund_declined':
      return { kind: 'refund_declined', amountMinor: event.amountMinor };
    case 'refund_settled':
      return refundOutcome(event);
    case 'merchant_order_observed':
    case 'publication_unknown':
      return null;
  }
}

/** That it was done is told by the payment itself, which a look reads right after. */
function refundOutcome({ amountMinor, status, code }: Extract<OrderEvent, { type: 'refund_settled' }>): Fact | null {
  return status === 'approved' ? null : { kind: 'refund_outcome', amountMinor, status, code };
}

function paymentFact(payment: KnownPayment, before: KnownPayment | undefined): Fact | null {
  const givenBack = refundedOf(payment) - (before ? refundedOf(before) : 0);
  if (before && givenBack > 0) return { kind: 'refund', payment, amountMinor: givenBack };
  const isNews = !before || before.status !== payment.status || before.mismatch !== payment.mismatch;
  return isNews ? { kind: 'payment', payment } : null;
}
