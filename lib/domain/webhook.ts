import { exceptionOf, type OrderEvent, type OrderState, withEvent } from './order-state';

/** What a merchant's own system can be told of. Each is one event of an order's history. */
export const webhookEventTypes = [
  'order.created',
  'order.opened',
  'order.payment_updated',
  'order.exception_changed',
  'order.closed',
  'order.canceled',
  'order.expired',
  'order.failed',
  'refund.requested',
  'refund.updated',
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** `held`: it happened while nothing was sent to the endpoint. `failed`: given up. Both can be sent again by hand. */
export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'held';

/** Why nothing is sent to an endpoint: somebody said so, it answered that it is gone, or it failed for days. */
export type EndpointStop = 'person' | 'gone' | 'failing';

/** Why an attempt does not count as told. */
export const attemptProblems = [
  'address_refused',
  'unknown_host',
  'connection_refused',
  'no_connection',
  'connection_lost',
  'certificate',
  'timeout',
  'redirected',
  'gone',
  'rate_limited',
  'refused',
  'not_http',
] as const;
export type AttemptProblem = (typeof attemptProblems)[number];

/** One event to be told; `place` is which of the history's new events it is, from 0. */
export type WebhookNews = {
  readonly type: WebhookEventType;
  readonly place: number;
  readonly refundId: string | null;
};

/**
 * What one change of an order tells the outside: each of its events that has a name there, in their order. States between
 * the events of one change were never true by themselves. What has no name, like a scan, is told only when the change made
 * an exception of the order, or ended one, and nothing else would tell it.
 */
export function newsOf(before: OrderState | null, events: readonly OrderEvent[]): WebhookNews[] {
  const news = events.flatMap((event, place) => {
    const type = typeOf(event, before);
    return type ? [{ type, place, refundId: 'refundId' in event ? event.refundId : null }] : [];
  });
  if (news.length > 0 || !before || events.length === 0) return news;
  const after = events.reduce(withEvent, before);
  if (exceptionOf(after) === exceptionOf(before)) return [];
  return [{ type: 'order.exception_changed', place: events.length - 1, refundId: null }];
}

function typeOf(event: OrderEvent, before: OrderState | null): WebhookEventType | null {
  switch (event.type) {
    case 'created':
      return 'order.created';
    case 'published':
      // Said again when only the answer to the call told the text of the QR.
      return before?.openedAt === null ? 'order.opened' : null;
    case 'publication_failed':
      return 'order.failed';
    case 'payment_observed':
      return 'order.payment_updated';
    case 'closed':
      return 'order.closed';
    case 'canceled':
      return 'order.canceled';
    case 'expired':
      return 'order.expired';
    case 'refund_requested':
      return 'refund.requested';
    case 'refund_approval_given':
    case 'refund_declined':
    case 'refund_settled':
      return 'refund.updated';
    case 'publication_unknown':
    case 'cancel_requested':
    case 'merchant_order_observed':
      return null;
    default:
      return event satisfies never;
  }
}

/** How long to wait after each failure, until it is given up after more than three days. */
const pausesS = [
  5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 28_800, 36_000, 43_200, 43_200, 43_200, 43_200,
] as const;
/** Nobody is left alone for longer, whatever it asks for. */
const LONGEST_PAUSE_S = 86_400;

/**
 * Seconds until the next attempt after `failures` in a row, null to give up. `random` (0 to 1) spreads what failed together
 * by a fifth either way; what the endpoint asked for is never cut short.
 */
export function pauseAfter(failures: number, facts: { random: number; retryAfterS: number | null }): number | null {
  const usualS = pausesS[failures - 1];
  if (usualS === undefined) return null;
  const spreadS = usualS * (0.8 + facts.random * 0.4);
  return Math.min(LONGEST_PAUSE_S, Math.max(spreadS, facts.retryAfterS ?? 0));
}

/** Longer than anything is tried: an endpoint that let nothing through for so long, and often, is gone. */
const FAILING_FOR_MS = 4 * 86_400_000;
const FAILING_OFTEN = 12;

/** Whether to stop sending to an endpoint that failed again. */
export function isLost(failing: { since: Date; times: number }, now: Date): boolean {
  return failing.times >= FAILING_OFTEN && now.getTime() - failing.since.getTime() >= FAILING_FOR_MS;
}
