import { exceptionsToDecide, type OrderException, type OrderStatus } from './order';
import { exceptionOf, type OrderState, paidMinor, refundedMinor, reviewReasons } from './order-state';
import type { Comparison, Figures, TheirFigures, Verdict } from './reconcile';

/** What needs a person: an order with odd money, two sides that differ, or money without an order. */
export const caseKinds = ['order', 'difference', 'orphan'] as const;
export type CaseKind = (typeof caseKinds)[number];

export type CaseReason = (typeof exceptionsToDecide)[number] | Exclude<Verdict, 'matched' | 'no_money'>;

/** How a person ends a case. */
export const resolutionsByKind = {
  order: ['kept', 'refunded', 'explained'],
  difference: ['explained', 'other_channel'],
  orphan: ['other_channel', 'refunded', 'explained'],
} as const satisfies Record<CaseKind, readonly string[]>;

/** `adopted` and `by_facts` are never chosen: the one is what adopting does, the other what the facts did. */
export type CaseResolution =
  | (typeof resolutionsByKind)[CaseKind][number]
  | 'adopted'
  /** The facts settled it: the books agree again, or the odd money went back. */
  | 'by_facts';

/** What the case is about, so that anybody sees later what was decided on. */
export type CaseFacts = {
  readonly reasons: readonly string[];
  readonly ours: (Figures & { readonly totalMinor: number }) | null;
  readonly theirs: TheirFigures | null;
};

export type CaseEntryType =
  | 'opened'
  | 'reopened'
  | 'changed'
  | 'taken'
  | 'assigned'
  | 'released'
  | 'noted'
  | 'resolved'
  | 'resolved_by_facts';
export type CaseEntryData = {
  readonly note?: string;
  readonly resolution?: CaseResolution;
  readonly ownerName?: string;
  readonly facts?: CaseFacts;
  readonly reason?: CaseReason;
};

/** What is to be decided now about a subject. */
export type OpenFacts = {
  readonly reason: CaseReason;
  readonly facts: CaseFacts;
  readonly amountMinor: number;
};

/** What an order asks a person to decide, or null when nothing. */
export function caseOfOrder(order: OrderState): OpenFacts | null {
  const exception = exceptionOf(order);
  const reason = exceptionsToDecide.find((known) => known === exception);
  if (!reason) return null;
  const ours = { ...figures(order.status, exception, order), totalMinor: order.totalMinor };
  return {
    reason,
    facts: { reasons: reviewReasons(order), ours, theirs: null },
    amountMinor: stakeOf(reason, ours),
  };
}

/** What a comparison asks a person to decide, or null when the two sides agree. */
export function caseOfComparison(
  comparison: Comparison,
  ours: (Figures & { readonly totalMinor: number }) | null,
): OpenFacts | null {
  const { verdict, reasons, theirs } = comparison;
  if (verdict === 'matched' || verdict === 'no_money') return null;
  return { reason: verdict, facts: { reasons, ours, theirs }, amountMinor: differenceOf(ours, theirs) };
}

/** True when our books say by now what Mercado Pago said when the two were compared. */
export function isDifferenceSettled({ reasons, theirs }: CaseFacts, order: Figures): boolean {
  // Only another comparison can say that this is over.
  if (!theirs || reasons.includes('nothing_there')) return false;
  const isStatusOpen = reasons.includes('paid_there_only') && order.status !== 'closed';
  return !isStatusOpen && theirs.paidMinor === order.paidMinor && theirs.refundedMinor === order.refundedMinor;
}

/** True when the facts say the same: a case that was resolved on them stays resolved. */
export function isSameCase(a: Pick<OpenFacts, 'reason' | 'facts'>, b: Pick<OpenFacts, 'reason' | 'facts'>): boolean {
  return fingerprint(a) === fingerprint(b);
}

/** Only what a decision rests on: a rejected attempt more, or another way to say the same, reopens nothing. */
function fingerprint({ reason, facts }: Pick<OpenFacts, 'reason' | 'facts'>): string {
  const { ours, theirs } = facts;
  return JSON.stringify([
    reason,
    [...facts.reasons].sort(),
    ours && [ours.status, ours.exception, ours.paidMinor, ours.refundedMinor],
    theirs && [theirs.paidMinor, theirs.refundedMinor],
  ]);
}

function figures(status: OrderStatus, exception: OrderException, order: OrderState): Figures {
  return { status, exception, paidMinor: paidMinor(order), refundedMinor: refundedMinor(order) };
}

function stakeOf(reason: CaseReason, ours: Figures & { readonly totalMinor: number }): number {
  return reason === 'paid_over' ? ours.paidMinor - ours.totalMinor : Math.max(ours.paidMinor, 0);
}

function differenceOf(ours: (Figures & { readonly totalMinor: number }) | null, theirs: TheirFigures): number {
  if (!ours) return theirs.paidMinor;
  const paid = Math.abs(theirs.paidMinor - ours.paidMinor);
  return paid > 0 ? paid : Math.abs(theirs.refundedMinor - ours.refundedMinor);
}

/** What explains nothing by itself has to be explained. */
export function needsNote(resolution: CaseResolution): boolean {
  return resolution === 'explained' || resolution === 'other_channel';
}
