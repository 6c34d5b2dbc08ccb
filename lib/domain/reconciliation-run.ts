import type { Figures } from './reconcile';

/**
 * How far one sale of a comparison is.
 * - `pending`: to be compared; with a problem, it had no answer yet and is tried again
 * - `unanswered`: tried for long enough; somebody may ask again
 * - `compared`: both sides are known
 * - `applying`, `applied`, `not_applied`: somebody asked for what Mercado Pago says, it is in our books, it could not be
 */
export const itemStates = ['pending', 'unanswered', 'compared', 'applying', 'applied', 'not_applied'] as const;
export type ItemState = (typeof itemStates)[number];

/** Our side of a sale, as it stood when it was compared. */
export type OurSide = Figures & {
  readonly totalMinor: number;
  readonly posName: string | null;
  readonly storeName: string | null;
  readonly at: string;
};

/** One stretch of time to be listed in one of the searches; both ends are ISO 8601. */
export type ListingWindow = {
  readonly search: 'payments' | 'merchant_orders';
  readonly from: string;
  readonly to: string;
};

const WINDOW_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;
/** How far back each search goes. Source: devsite-docs `reference/api-json/merchant_orders.json`, `reference/payments/`, read 2026-11-21. */
export const searchReachMs = { payments: 364 * DAY_MS, merchant_orders: 90 * DAY_MS } as const;

/**
 * What to list for a period, newest last; what a search does not reach is left out of it. The searches take turns, so that
 * what both of them find is found together.
 */
export function windowsOf(period: { from: Date; to: Date }, now: Date): ListingWindow[] {
  const bySearch = (['payments', 'merchant_orders'] as const).flatMap((search) => {
    const windows: ListingWindow[] = [];
    const to = Math.min(period.to.getTime(), now.getTime());
    let from = Math.max(period.from.getTime(), now.getTime() - searchReachMs[search]);
    for (; from < to; from += WINDOW_MS)
      windows.push({ search, from: iso(from), to: iso(Math.min(from + WINDOW_MS, to)) });
    return windows;
  });
  return bySearch.sort((one, other) => Date.parse(one.from) - Date.parse(other.from));
}

/** The same stretch in two, for one that holds more than a search gives; null when it cannot be divided further. */
export function halvesOf(window: ListingWindow): [ListingWindow, ListingWindow] | null {
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
  if (to - from < 2_000) return null;
  const middle = iso(from + Math.floor((to - from) / 2));
  return [
    { ...window, to: middle },
    { ...window, from: middle },
  ];
}

const RETRY_SECONDS = [2, 5, 15, 60, 300];
/** With five minutes between them, most of a day. */
export const MAX_ATTEMPTS = 200;

/** When to try again what had no answer, after so many attempts. */
export function retryAt(attempts: number, now: Date): Date {
  const seconds = RETRY_SECONDS[Math.max(attempts, 1) - 1] ?? 300;
  return new Date(now.getTime() + seconds * 1000);
}

const PAYMENT_SUBJECT = 'payment ';

/** What a payment is compared under: the reference of its sale, or the payment itself when it names none that we can keep. */
export function subjectOf(payment: { externalReference: string | null; paymentId: string }): string {
  const reference = payment.externalReference ?? '';
  const isUsable = reference !== '' && reference.length <= 256 && !reference.startsWith(PAYMENT_SUBJECT);
  // PostgreSQL refuses NUL, and half characters are lost on the way there.
  const isStorable = reference.isWellFormed() && !reference.includes('\0');
  return isUsable && isStorable ? reference : PAYMENT_SUBJECT + payment.paymentId;
}

/** The payment that a subject is, or null for a reference. */
export function paymentOfSubject(subject: string): string | null {
  return subject.startsWith(PAYMENT_SUBJECT) ? subject.slice(PAYMENT_SUBJECT.length) : null;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
