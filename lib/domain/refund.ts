import { sumMinor } from './money';
import type { RefundStatus } from './order';
import type { KnownPayment } from './payment-state';
import type { Role } from './permissions';
import { type CurrencyId, type SiteId, sites } from './sites';

/** Whether a second person had to agree, and did. */
export type RefundApproval = 'not_needed' | 'pending' | 'given' | 'declined';

/** Who asks, as far as limits go: a role that may ask, or any API key. */
export const refundAskers = ['owner', 'manager', 'cashier', 'api'] as const satisfies readonly (Role | 'api')[];
export type RefundAsker = (typeof refundAskers)[number];

/** Up to how much somebody gives back alone; null is no limit, 0 is never alone. */
export type RefundLimit = { readonly perRefundMinor: number | null; readonly perDayMinor: number | null };

/** Longest reason that is kept. */
export const MAX_REFUND_REASON = 500;

/** What of a payment matters for giving it back. */
export type RefundablePayment = Pick<KnownPayment, 'paymentId' | 'status' | 'countedMinor' | 'refundedMinor'> & {
  readonly approvedAt: Date | null;
};

/** What of a refund of one payment matters for what is left of it. */
export type RefundPart = {
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly status: RefundStatus;
};

/** What to ask of one payment; `isWhole` when nothing of it was or is being given back otherwise. */
export type PlannedPart = { readonly paymentId: string; readonly amountMinor: number; readonly isWhole: boolean };

/**
 * What of one payment can still be given back: what counts, without what Mercado Pago says went back, and without what is
 * asked for and not settled. One that was done and is still unknown here is taken off twice, never not at all.
 */
export function leftOfPayment(payment: RefundablePayment, refunds: readonly RefundPart[]): number {
  // Only these does Mercado Pago give back; a claim or a chargeback has its own way.
  if (payment.status !== 'approved') return 0;
  const own = refunds.filter((refund) => refund.paymentId === payment.paymentId);
  const sum = (isMeant: (status: RefundStatus) => boolean) =>
    sumMinor(own.filter((refund) => isMeant(refund.status)).map((refund) => refund.amountMinor));
  const done = Math.max(
    payment.refundedMinor,
    sum((status) => status === 'approved'),
  );
  const asked = sum((status) => status === 'requested' || status === 'in_process' || status === 'unknown');
  return Math.max(0, payment.countedMinor - done - asked);
}

/** What of an order can still be given back. */
export function leftToRefund(payments: readonly RefundablePayment[], refunds: readonly RefundPart[]): number {
  return sumMinor(payments.map((payment) => leftOfPayment(payment, refunds)));
}

/**
 * Which payments an amount comes from, the newest first: what came too much came last. Without an amount, all that is left.
 * Says instead what stands against it.
 */
export function planRefund(
  payments: readonly RefundablePayment[],
  refunds: readonly RefundPart[],
  amountMinor: number | null,
): readonly PlannedPart[] | 'nothing_left' | 'too_large' {
  const left = leftToRefund(payments, refunds);
  if (left === 0) return 'nothing_left';
  if (amountMinor !== null && amountMinor > left) return 'too_large';
  const parts: PlannedPart[] = [];
  let missing = amountMinor ?? left;
  for (const payment of newestFirst(payments)) {
    const partMinor = Math.min(missing, leftOfPayment(payment, refunds));
    if (partMinor === 0) continue;
    parts.push({
      paymentId: payment.paymentId,
      amountMinor: partMinor,
      isWhole: partMinor === payment.countedMinor,
    });
    missing -= partMinor;
  }
  return parts;
}

/**
 * How a refund stands as a whole: what is uncertain first, then what is on its way. `approved` only when all of it went
 * back; one of which a part was refused is `rejected`, and its parts say what went back all the same.
 */
export function refundStatusOf(parts: readonly Pick<RefundPart, 'status'>[]): RefundStatus {
  const order = ['unknown', 'requested', 'in_process', 'rejected'] as const;
  return order.find((status) => parts.some((part) => part.status === status)) ?? 'approved';
}

/** What came too much or too late, and would be given back when the sale is not kept. */
export function surplusOf(order: {
  status: string;
  exception: string;
  totalMinor: number;
  paidMinor: number;
  refundedMinor: number;
}): number {
  const kept = order.paidMinor - order.refundedMinor;
  // A sale that ended without being paid in full, or was paid after it had ended, owes all of it back.
  if (order.status !== 'closed' || order.exception === 'paid_late') return kept;
  return Math.max(0, kept - order.totalMinor);
}

/** What Mercado Pago will probably say no to; a warning, because its own word is what counts. */
export type RefundWarning = { readonly code: 'window_over'; readonly days: number } | { readonly code: 'total_only' };

/** What to know before asking. `amountMinor` null is all that is left. */
export function refundWarnings(
  siteId: SiteId,
  payments: readonly RefundablePayment[],
  refunds: readonly RefundPart[],
  amountMinor: number | null,
  now: Date,
): RefundWarning[] {
  const { refundDays, totalRefundsOnly } = sites[siteId];
  const plan = planRefund(payments, refunds, amountMinor);
  if (typeof plan === 'string') return [];
  const planned = payments.filter((payment) => plan.some((part) => part.paymentId === payment.paymentId));
  const warnings: RefundWarning[] = [];
  if (planned.some(({ approvedAt }) => approvedAt && now.getTime() - approvedAt.getTime() > refundDays * DAY_MS))
    warnings.push({ code: 'window_over', days: refundDays });
  if (totalRefundsOnly && plan.some((part) => !part.isWhole)) warnings.push({ code: 'total_only' });
  return warnings;
}

/** Whether a second person must agree: the amount, or all that somebody gave back alone today with it, is above the limit. */
export function needsSecondPerson(limit: RefundLimit, amountMinor: number, givenTodayMinor: number): boolean {
  if (limit.perRefundMinor !== null && amountMinor > limit.perRefundMinor) return true;
  return limit.perDayMinor !== null && givenTodayMinor + amountMinor > limit.perDayMinor;
}

/**
 * The limits of a merchant that set none: a cashier always asks a second person, a manager gives back some hundred dollars'
 * worth at once and five times that in a day, an owner and an API key, which an owner made for it, as much as there is.
 */
export function usualRefundLimit(asker: RefundAsker, currencyId: CurrencyId): RefundLimit {
  if (asker === 'cashier') return { perRefundMinor: 0, perDayMinor: 0 };
  if (asker !== 'manager') return { perRefundMinor: null, perDayMinor: null };
  const perRefundMinor = managerLimits[currencyId];
  return { perRefundMinor, perDayMinor: perRefundMinor * 5 };
}

export function isRefundAsker(value: unknown): value is RefundAsker {
  return refundAskers.some((asker) => asker === value);
}

const DAY_MS = 86_400_000;

const managerLimits: Readonly<Record<CurrencyId, number>> = {
  ARS: 150_000_00,
  BRL: 500_00,
  CLP: 100_000,
  COP: 400_000,
  MXN: 2_000_00,
  PEN: 400_00,
  UYU: 4_000_00,
};

/** By when it was approved; of the same moment, the higher number is the newer. */
function newestFirst(payments: readonly RefundablePayment[]): RefundablePayment[] {
  return [...payments].sort((a, b) => {
    const apart = (b.approvedAt?.getTime() ?? 0) - (a.approvedAt?.getTime() ?? 0);
    if (apart !== 0) return apart;
    const length = b.paymentId.length - a.paymentId.length;
    return length !== 0 ? length : b.paymentId > a.paymentId ? 1 : -1;
  });
}
