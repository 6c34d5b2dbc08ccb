import type { ObservedPayment, PaymentStatus } from './merchant-order';

/** A payment as the books know it: the join of everything that was ever read of it. */
export type KnownPayment = {
  readonly paymentId: string;
  readonly merchantOrderId: string | null;
  readonly status: PaymentStatus;
  readonly statusDetail: string | null;
  readonly currencyId: string | null;
  readonly amountMinor: number | null;
  readonly refundedMinor: number;
  readonly methodId: string | null;
  readonly approvedAt: string | null;
  readonly lastModifiedAt: string | null;
  /** What counts as paid: the amount once it was approved in our currency for our collector, else 0. Never shrinks. */
  readonly countedMinor: number;
  /** Why approved money does not count; a person must look. */
  readonly mismatch: 'other_collector' | 'other_currency' | 'unreadable_amount' | null;
};

const everApproved: readonly PaymentStatus[] = ['approved', 'refunded', 'in_mediation', 'charged_back'];

/** One read as knowledge, judged against the order that it is for. */
export function knowPayment(
  observed: ObservedPayment,
  order: { currencyId: string; isOurCollector: boolean },
): KnownPayment {
  const isApproved = everApproved.includes(observed.status);
  const mismatch = isApproved ? mismatchOf(observed, order) : null;
  return {
    paymentId: observed.paymentId,
    merchantOrderId: observed.merchantOrderId,
    status: observed.status,
    statusDetail: observed.statusDetail,
    currencyId: observed.currencyId,
    amountMinor: observed.amountMinor,
    refundedMinor: Math.max(observed.refundedMinor, 0),
    methodId: observed.methodId,
    approvedAt: observed.approvedAt?.toISOString() ?? null,
    lastModifiedAt: observed.lastModifiedAt?.toISOString() ?? null,
    countedMinor: isApproved && !mismatch ? (observed.amountMinor ?? 0) : 0,
    mismatch,
  };
}

/**
 * What two reads of one payment say together. Commutative, associative and idempotent, so that late, repeated and
 * reordered reads end alike: the newer one describes it, and money that was seen is never forgotten.
 */
export function joinPayment(a: KnownPayment, b: KnownPayment): KnownPayment {
  const newer = compareReads(a, b) >= 0 ? a : b;
  // What counts is said by the read that counted; another one with a different figure must not contradict it.
  const counting = a.countedMinor >= b.countedMinor ? a : b;
  const counts = counting.countedMinor > 0;
  return {
    ...newer,
    merchantOrderId: greater(a.merchantOrderId, b.merchantOrderId),
    amountMinor: counts ? counting.amountMinor : greater(a.amountMinor, b.amountMinor),
    currencyId: counts ? counting.currencyId : greater(a.currencyId, b.currencyId),
    methodId: greater(a.methodId, b.methodId),
    approvedAt: greater(a.approvedAt, b.approvedAt),
    refundedMinor: Math.max(a.refundedMinor, b.refundedMinor),
    countedMinor: Math.max(a.countedMinor, b.countedMinor),
    mismatch: greater(a.mismatch, b.mismatch),
  };
}

/**
 * True when nothing that we keep differs. The time of the last change counts too: forgetting it would let a read that
 * is older than one already seen win later.
 */
export function isSamePayment(a: KnownPayment, b: KnownPayment): boolean {
  return paymentFields.every((field) => a[field] === b[field]);
}

const paymentFields = [
  'merchantOrderId',
  'status',
  'statusDetail',
  'currencyId',
  'amountMinor',
  'refundedMinor',
  'methodId',
  'approvedAt',
  'lastModifiedAt',
  'countedMinor',
  'mismatch',
] as const satisfies readonly (keyof KnownPayment)[];

/** What was given back of what counts: all of it once the payment reads `refunded`, whatever the figure says. */
export function refundedOf(payment: KnownPayment): number {
  if (payment.status === 'refunded') return payment.countedMinor;
  return Math.min(payment.refundedMinor, payment.countedMinor);
}

function mismatchOf(
  observed: ObservedPayment,
  order: { currencyId: string; isOurCollector: boolean },
): KnownPayment['mismatch'] {
  if (!order.isOurCollector) return 'other_collector';
  if (observed.currencyId !== order.currencyId) return 'other_currency';
  return observed.amountMinor === null || observed.amountMinor < 0 ? 'unreadable_amount' : null;
}

/** Later in this list is further in a payment's life; it breaks the tie of two reads with the same time. */
const ranks: Readonly<Record<PaymentStatus, number>> = {
  unknown: 0,
  pending: 1,
  in_process: 2,
  authorized: 3,
  rejected: 4,
  cancelled: 5,
  approved: 6,
  in_mediation: 7,
  charged_back: 8,
  refunded: 9,
};

function compareReads(a: KnownPayment, b: KnownPayment): number {
  const keyA = [a.lastModifiedAt ?? '', String(ranks[a.status]), a.statusDetail ?? ''];
  const keyB = [b.lastModifiedAt ?? '', String(ranks[b.status]), b.statusDetail ?? ''];
  const at = keyA.findIndex((part, index) => part !== keyB[index]);
  if (at === -1) return 0;
  return (keyA[at] ?? '') > (keyB[at] ?? '') ? 1 : -1;
}

function greater<Value extends string | number>(a: Value | null, b: Value | null): Value | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
