import type { ObservedMerchantOrder, ObservedPayment } from './merchant-order';
import { sumMinor } from './money';
import type { OrderException, OrderStatus } from './order';
import {
  begin,
  decide,
  exceptionOf,
  isOfEarlierUse,
  type OrderState,
  paidMinor,
  refundedMinor,
  reviewReasons,
} from './order-state';
import { joinPayment, type KnownPayment, knowPayment, refundedOf } from './payment-state';
import type { CurrencyId } from './sites';

/**
 * Ours beside theirs. What Mercado Pago says is judged by the state machine itself: a difference is what its reading would
 * change in our books, so that the verdict, the preview and the application cannot contradict each other.
 */
export type Theirs = {
  /** Every merchant order that one complete reading of a reference found. */
  readonly merchantOrders: readonly ObservedMerchantOrder[];
  /** Payments read or searched by themselves, of this reference; they may repeat those inside the merchant orders. */
  readonly payments: readonly (ObservedPayment & {
    readonly collectorId: string | null;
    readonly createdAt: Date | null;
    /** Their id of the POS where it was made. */
    readonly posId: string | null;
  })[];
};

/** What comparing one sale says; `no_money` when nothing of it is anywhere but a scan at most. */
export const verdicts = [
  'matched',
  'no_money',
  'missing_here',
  'missing_there',
  'status_differs',
  'amount_differs',
  'refund_not_in_books',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Verdicts with which nobody has to do anything. */
export function isSettledVerdict(verdict: Verdict): boolean {
  return verdict === 'matched' || verdict === 'no_money';
}

/** Why, in codes that the interface has a sentence for each. */
export const differenceReasons = [
  'paid_there_only',
  'more_there',
  'less_there',
  'refund_there_only',
  'refund_here_only',
  'status_there',
  'review_there',
  'total_differs',
  'nothing_there',
  'no_order_here',
  'foreign_money',
  'still_open',
] as const;
export type DifferenceReason = (typeof differenceReasons)[number];

/** The figures of one side, or of our books after applying. */
export type Figures = {
  readonly status: OrderStatus;
  readonly exception: OrderException;
  readonly paidMinor: number;
  readonly refundedMinor: number;
};

/** What Mercado Pago shows of one sale. */
export type TheirFigures = {
  readonly merchantOrderIds: readonly string[];
  readonly paymentIds: readonly string[];
  /** Σ ever approved in the sale's currency for our account. */
  readonly paidMinor: number;
  readonly refundedMinor: number;
  /** The total that their order names; null without one, or when two of them disagree. */
  readonly totalMinor: number | null;
  readonly methodIds: readonly string[];
  /** Their ids of the points of sale where it was paid, as far as they say. */
  readonly posIds: readonly string[];
  readonly paidAt: string | null;
  /** Attempts without a verdict yet. */
  readonly undecided: number;
};

export type Comparison = {
  readonly verdict: Verdict;
  readonly reasons: readonly DifferenceReason[];
  readonly theirs: TheirFigures;
  /** What our books would say after applying; null when applying would change nothing. */
  readonly after: Figures | null;
};

/** Figures of an order as it stands. */
export function figuresOf(order: OrderState): Figures {
  return {
    status: order.status,
    exception: exceptionOf(order),
    paidMinor: paidMinor(order),
    refundedMinor: refundedMinor(order),
  };
}

/** Our books after everything that was read is applied. Never less money than before. */
export function afterApplying(order: OrderState, theirs: Theirs, now: Date): OrderState {
  const { order: observed } = decide(
    order,
    { type: 'observed', source: 'check', merchantOrders: theirs.merchantOrders, slot: 'unread' },
    now,
  );
  const payments = paymentsOf(order, theirs);
  return decide(observed, { type: 'payments_observed', source: 'check', payments }, now).order;
}

/**
 * Payments read by themselves that are this order's: made by scanning it, for its account, and of no earlier use of its
 * reference.
 */
function paymentsOf(order: OrderState, theirs: Theirs): Theirs['payments'] {
  return underReference(order, theirs).filter(
    ({ collectorId, merchantOrderId }) => collectorId === order.collectorId && merchantOrderId !== null,
  );
}

function underReference(order: OrderState, { payments }: Theirs): Theirs['payments'] {
  return payments.filter(({ createdAt }) => !isOfEarlierUse(order, createdAt));
}

/** Whether money carries the order's reference without having been paid by scanning it. */
function hasUnscannedMoney(order: OrderState, theirs: Theirs): boolean {
  return underReference(order, theirs).some(
    (payment) =>
      payment.merchantOrderId === null &&
      payment.status === 'approved' &&
      !order.payments.some((known) => known.paymentId === payment.paymentId),
  );
}

/** Compares an order with a complete reading of its reference. */
export function compareOrder(ours: OrderState, theirs: Theirs, now: Date): Comparison {
  const shown = afterApplying(unseen(ours), theirs, now);
  const after = afterApplying(ours, theirs, now);
  const [here, there, then] = [figuresOf(ours), figuresOf(shown), figuresOf(after)];
  const reasons: DifferenceReason[] = [];
  const isNothingThere = shown.payments.length === 0 && here.paidMinor > 0;
  if (isNothingThere) reasons.push('nothing_there');
  if (then.status !== here.status) reasons.push(then.status === 'closed' ? 'paid_there_only' : 'status_there');
  if (there.paidMinor > here.paidMinor && then.status === here.status) reasons.push('more_there');
  if (there.paidMinor < here.paidMinor && !isNothingThere) reasons.push('less_there');
  if (there.refundedMinor > here.refundedMinor) reasons.push('refund_there_only');
  if (there.refundedMinor < here.refundedMinor && !isNothingThere) reasons.push('refund_here_only');
  if (reviewReasons(after).some((reason) => !reviewReasons(ours).includes(reason))) reasons.push('review_there');
  const totalMinor = agreedTotal(shown, theirs);
  const isTotalKnown = reviewReasons(ours).includes('other_total');
  if (totalMinor !== null && totalMinor !== ours.totalMinor && !isTotalKnown) reasons.push('total_differs');
  if (hasUnscannedMoney(ours, theirs)) reasons.push('foreign_money');
  const undecided = shown.payments.filter(isUndecided).length;
  const verdict = verdictOf(reasons, here.paidMinor + there.paidMinor === 0 && shown.payments.length === 0);
  return {
    verdict,
    reasons: reasons.length === 0 && undecided > 0 ? ['still_open'] : reasons,
    theirs: theirFigures(shown.payments, theirs, { totalMinor, undecided }),
    after: isSame(here, then) ? null : then,
  };
}

/** Judges a complete reading of a reference that no order of ours has. */
export function compareOrphan(account: { collectorId: string; currencyId: CurrencyId }, theirs: Theirs): Comparison {
  const payments = joinedPayments(account, theirs);
  const totals = new Set(theirs.merchantOrders.map((merchantOrder) => merchantOrder.totalMinor));
  const [totalMinor = null] = totals.size === 1 ? totals : [];
  const figures = theirFigures(payments, theirs, {
    totalMinor,
    undecided: payments.filter(isUndecided).length,
  });
  const hasForeign = payments.some((payment) => payment.mismatch !== null);
  const verdict = figures.paidMinor > 0 || hasForeign ? 'missing_here' : 'no_money';
  const reasons: DifferenceReason[] = verdict === 'no_money' ? [] : ['no_order_here'];
  if (hasForeign) reasons.push('foreign_money');
  return { verdict, reasons, theirs: figures, after: null };
}

/** The order as it was before anybody saw money: what Mercado Pago shows alone is what it becomes. */
function unseen(order: OrderState): OrderState {
  const fresh = begin({
    type: 'created',
    currencyId: order.currencyId,
    totalMinor: order.totalMinor,
    collectorId: order.collectorId,
    externalReference: order.externalReference,
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
  });
  return { ...fresh, status: 'opened', publication: 'confirmed', openedAt: order.createdAt };
}

/** What differs decides; a payment that is nowhere else outweighs a figure, a figure outweighs a refund. */
function verdictOf(reasons: readonly DifferenceReason[], isWithoutMoney: boolean): Verdict {
  const has = (...some: DifferenceReason[]) => some.some((reason) => reasons.includes(reason));
  if (has('nothing_there')) return 'missing_there';
  if (has('paid_there_only', 'status_there')) return 'status_differs';
  if (has('more_there', 'less_there', 'total_differs', 'foreign_money')) return 'amount_differs';
  if (has('refund_there_only')) return 'refund_not_in_books';
  if (has('refund_here_only')) return 'amount_differs';
  if (has('review_there')) return 'status_differs';
  return isWithoutMoney ? 'no_money' : 'matched';
}

/** The total that the merchant orders of this sale name, when they name one. */
function agreedTotal(shown: OrderState, theirs: Theirs): number | null {
  const ours = new Set(shown.merchantOrders.map((merchantOrder) => merchantOrder.merchantOrderId));
  const totals = theirs.merchantOrders.filter((one) => ours.has(one.merchantOrderId)).map((one) => one.totalMinor);
  const named = new Set(totals.filter((total) => total !== null));
  const [total = null] = named.size === 1 ? named : [];
  return total;
}

function joinedPayments(account: { collectorId: string; currencyId: CurrencyId }, theirs: Theirs): KnownPayment[] {
  const reads = [
    ...theirs.merchantOrders.flatMap(({ collectorId, payments }) =>
      payments.map((payment) => ({ payment, collectorId })),
    ),
    ...theirs.payments.map((payment) => ({ payment, collectorId: payment.collectorId })),
  ];
  const known = new Map<string, KnownPayment>();
  for (const { payment, collectorId } of reads) {
    const isOurCollector = collectorId === account.collectorId;
    const seen = knowPayment(payment, { currencyId: account.currencyId, isOurCollector });
    const before = known.get(payment.paymentId);
    known.set(payment.paymentId, before ? joinPayment(before, seen) : seen);
  }
  return [...known.values()].sort((a, b) => (a.paymentId < b.paymentId ? -1 : 1));
}

function theirFigures(
  payments: readonly KnownPayment[],
  theirs: Theirs,
  rest: Pick<TheirFigures, 'totalMinor' | 'undecided'>,
): TheirFigures {
  const counted = payments.filter((payment) => payment.countedMinor > 0);
  const methods = counted.flatMap((payment) => payment.methodId ?? []);
  const approvals = counted.flatMap((payment) => payment.approvedAt ?? []).sort();
  return {
    merchantOrderIds: [...new Set(theirs.merchantOrders.map((one) => one.merchantOrderId))].sort(),
    paymentIds: payments.map((payment) => payment.paymentId),
    paidMinor: sumMinor(counted.map((payment) => payment.countedMinor)),
    refundedMinor: sumMinor(counted.map(refundedOf)),
    methodIds: [...new Set(methods)].sort(),
    posIds: [...new Set(theirs.payments.flatMap((payment) => payment.posId ?? []))].sort(),
    paidAt: approvals.at(-1) ?? null,
    ...rest,
  };
}

function isUndecided({ status }: KnownPayment): boolean {
  return status === 'pending' || status === 'in_process' || status === 'authorized' || status === 'unknown';
}

function isSame(a: Figures, b: Figures): boolean {
  return (
    a.status === b.status &&
    a.exception === b.exception &&
    a.paidMinor === b.paidMinor &&
    a.refundedMinor === b.refundedMinor
  );
}
