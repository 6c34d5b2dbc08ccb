import { isUnfinished } from './order';
import type { OrderState } from './order-state';

/** An order can still be paid a little after it expires: the buyer may have been on the last screen. */
const PAYABLE_AFTER_EXPIRY_MS = 2 * 60_000;
const LATE_LOOKS_MS = [60_000, 5 * 60_000, 15 * 60_000];
const HOUR_MS = 3_600_000;
/** An order that should have ended and could not be settled: often while that may be a short outage, then steadily. */
const UNSETTLED_LOOK_MS = 30_000;
const LONG_UNSETTLED_LOOK_MS = 5 * 60_000;
/** Mercado Pago repeats a notification for at most 96 hours; one more hour and nobody will tell us anything. */
const LAST_LOOK_MS = 97 * HOUR_MS;

/**
 * When to look at Mercado Pago again, or null for never. While the order is payable: every 15 s, every 3 s while a till
 * shows it or its publication is unconfirmed; after that ever more rarely, because money can arrive late. One that is
 * unfinished then could not be read, and holds its till: it is looked at until it is settled.
 */
export function nextLookAt(order: OrderState, now: Date, watchedUntil: Date | null): Date | null {
  if (order.status === 'closed') return null;
  if (order.publication === 'refused' || order.publication === 'not_sent') return null;
  const restsAt = Math.min(order.expiresAt.getTime(), order.endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const sinceRest = now.getTime() - (restsAt + PAYABLE_AFTER_EXPIRY_MS);
  if (sinceRest < 0) {
    const hurried = order.status === 'draft' || (watchedUntil !== null && watchedUntil > now);
    return new Date(now.getTime() + (hurried ? 3_000 : 15_000));
  }
  if (isUnfinished(order.status))
    return new Date(now.getTime() + (sinceRest < HOUR_MS ? UNSETTLED_LOOK_MS : LONG_UNSETTLED_LOOK_MS));
  if (sinceRest >= LAST_LOOK_MS) return null;
  const offset = LATE_LOOKS_MS.find((late) => late > sinceRest) ?? (Math.floor(sinceRest / HOUR_MS) + 1) * HOUR_MS;
  return new Date(now.getTime() + (offset - sinceRest));
}
