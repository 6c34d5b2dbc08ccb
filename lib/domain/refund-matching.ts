import type { RefundStatus } from './order';

/** A refund as Mercado Pago lists it. */
export type ListedRefund = {
  readonly refundId: string;
  readonly amountMinor: number | null;
  readonly status: 'approved' | 'in_process' | 'rejected' | 'unknown';
  readonly createdAt: Date | null;
};

/** What our books know of the refunds of one payment. */
export type BookedRefund = {
  readonly id: string;
  readonly mercadopagoRefundId: string | null;
  readonly origin: 'here' | 'mercadopago';
  readonly amountMinor: number;
  readonly status: RefundStatus;
  /** Since when it may have been done; null while it certainly was not. */
  readonly uncertainSince: Date | null;
};

/** Their clock and ours differ by less than this. */
const CLOCKS_APART_MS = 2 * 60_000;

/**
 * Which entry of Mercado Pago's list is the one that we asked for and got no answer to: the oldest one of that amount that
 * is nobody else's and not from before we asked. `nothing` when there is none yet. `ambiguous` when another of ours of the
 * same amount is uncertain too, because then an entry may be that one's.
 */
export function findOurRefund<Listed extends ListedRefund>(
  ours: BookedRefund,
  booked: readonly BookedRefund[],
  listed: readonly Listed[],
): Listed | 'nothing' | 'ambiguous' {
  if (ours.mercadopagoRefundId !== null)
    return listed.find((entry) => entry.refundId === ours.mercadopagoRefundId) ?? 'nothing';
  const taken = new Set(booked.map((refund) => refund.mercadopagoRefundId));
  const earliest = (ours.uncertainSince?.getTime() ?? 0) - CLOCKS_APART_MS;
  const candidates = listed
    .filter((entry) => !taken.has(entry.refundId) && entry.amountMinor === ours.amountMinor)
    .filter((entry) => entry.createdAt === null || entry.createdAt.getTime() >= earliest)
    .sort((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
  const isRival = (other: BookedRefund) =>
    other.id !== ours.id &&
    other.origin === 'here' &&
    other.mercadopagoRefundId === null &&
    other.uncertainSince !== null &&
    other.amountMinor === ours.amountMinor &&
    other.status !== 'approved' &&
    other.status !== 'rejected';
  const [first] = candidates;
  if (!first) return 'nothing';
  return booked.some(isRival) ? 'ambiguous' : first;
}
