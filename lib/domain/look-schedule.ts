import { isUnfinished } from './order';
import type { OrderState } from './order-state';
import type { KnownPayment } from './payment-state';

/** An order can still be paid a little after it expires: the buyer may have been on the last screen. */
const PAYABLE_AFTER_EXPIRY_MS = 2 * 60_000;
const LATE_LOOKS_MS = [60_000, 5 * 60_000, 15 * 60_000];
const HOUR_MS = 3_600_000;
/** An order that should have ended and could not be settled: often while that may be a short outage, then steadily. */
const UNSETTLED_LOOK_MS = 30_000;
const LONG_UNSETTLED_LOOK_MS = 5 * 60_000;
/** Mercado Pago repeats a notification for at most 96 hours; one more hour and nobody will tell us anything. */
const LAST_LOOK_MS = 97 * HOUR_MS;
/** Somebody else may have had a paid sale on the phone as well: while the first buyer is still there, and until nobody can pay it. */
const LOOKS_AFTER_CLOSING_MS = [60_000, 5 * 60_000];
const LAST_LOOK_AFTER_CLOSING_MS = 15 * 60_000;

/** What else than the order decides when it is looked at; both null where there is nothing. */
export type LookRecord = {
  /** A till shows the order until then. */
  readonly watchedUntil: Date | null;
  /** When the last complete look began. */
  readonly lookedAt: Date | null;
};

/**
 * When to look at Mercado Pago again, or null for never. While the order is payable: every 15 s, every 3 s while a till
 * shows it or its publication is unconfirmed; after that ever more rarely, because money can arrive late. One that is
 * unfinished then could not be read, and holds its till: it is looked at until it is settled. A closed one is looked at a
 * few times more, because it can be paid twice.
 */
export function nextLookAt(order: OrderState, now: Date, { watchedUntil, lookedAt }: LookRecord): Date | null {
  if (order.closedAt) return nextLookAfterClosing(order, order.closedAt, now, lookedAt);
  if (order.publication === 'refused' || order.publication === 'not_sent') return null;
  const restsAt = Math.min(order.expiresAt.getTime(), order.endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const sinceRest = now.getTime() - (restsAt + PAYABLE_AFTER_EXPIRY_MS);
  if (sinceRest < 0) {
    const hurried = order.status === 'draft' || (watchedUntil !== null && watchedUntil > now);
    return new Date(now.getTime() + (hurried ? 3_000 : 15_000));
  }
  if (isUnfinished(order.status))
    return new Date(now.getTime() + (sinceRest < HOUR_MS ? UNSETTLED_LOOK_MS : LONG_UNSETTLED_LOOK_MS));
  return lateLookAt(sinceRest, now);
}

/** Ever more rarely, so long after nobody could begin to pay any more. */
function lateLookAt(sinceRest: number, now: Date): Date | null {
  if (sinceRest >= LAST_LOOK_MS) return null;
  const offset = LATE_LOOKS_MS.find((late) => late > sinceRest) ?? (Math.floor(sinceRest / HOUR_MS) + 1) * HOUR_MS;
  return new Date(now.getTime() + (offset - sinceRest));
}

/**
 * Each look after closing counts once a complete one began after its moment: what was not answered is asked again, ever
 * more rarely. Beyond the last only a payment that is known to be on its way is waited for.
 */
function nextLookAfterClosing(order: OrderState, closedAt: Date, now: Date, lookedAt: Date | null): Date | null {
  const restsAt = Math.max(
    closedAt.getTime() + LAST_LOOK_AFTER_CLOSING_MS,
    order.expiresAt.getTime() + PAYABLE_AFTER_EXPIRY_MS,
  );
  const sinceRest = now.getTime() - restsAt;
  const moments = [...LOOKS_AFTER_CLOSING_MS.map((after) => closedAt.getTime() + after), restsAt];
  const due = moments.find((moment) => moment > (lookedAt?.getTime() ?? 0));
  if (due === undefined) return order.payments.some(isOnItsWay) ? lateLookAt(sinceRest, now) : null;
  const overdueMs = now.getTime() - due;
  if (overdueMs < 0) return new Date(due);
  return sinceRest >= LAST_LOOK_MS ? null : new Date(now.getTime() + 60_000 + overdueMs / 4);
}

/** Mercado Pago may still approve it: it is being reviewed, or the buyer is about to pay somewhere. */
function isOnItsWay({ status }: KnownPayment): boolean {
  return status === 'pending' || status === 'in_process' || status === 'authorized';
}
