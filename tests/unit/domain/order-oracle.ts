import type { ObservedMerchantOrder, ObservedPayment } from '@/lib/domain/merchant-order';

/*
 * The accounts of one sale, written a second time from the words of the public interface and nothing else: "the sum of
 * payments ever approved, gross", in the order's currency, for its collector; "the first that applies" of the
 * exceptions. `reads` are all reads of merchant orders that are this sale's, of which no two of a payment contradict
 * each other in its amount. It shares no code with the product.
 */

const approvedOnce = ['approved', 'refunded', 'in_mediation', 'charged_back'];

/** What the order must show after `reads`, having ended unpaid before or not. */
export function accountsOf(
  reads: readonly ObservedMerchantOrder[],
  sale: { totalMinor: number; currencyId: string; collectorId: string; hadEnded: boolean },
): { paid: number; refunded: number; exception: string } {
  const lives = new Map<string, (ObservedPayment & { isOurs: boolean })[]>();
  for (const read of reads) {
    for (const payment of read.payments) {
      const isOurs = read.collectorId === sale.collectorId;
      lives.set(payment.paymentId, [...(lives.get(payment.paymentId) ?? []), { ...payment, isOurs }]);
    }
  }
  let paid = 0;
  let refunded = 0;
  let isOdd = reads.some((read) => read.collectorId !== sale.collectorId);
  for (const life of lives.values()) {
    const last = life.reduce((a, b) => (Number(b.lastModifiedAt) > Number(a.lastModifiedAt) ? b : a));
    isOdd ||= ['in_mediation', 'charged_back'].includes(last.status);
    if (!life.some((read) => approvedOnce.includes(read.status))) continue;
    const isRight = last.isOurs && last.currencyId === sale.currencyId && last.amountMinor !== null;
    const amount = isRight ? (last.amountMinor ?? 0) : 0;
    isOdd ||= !isRight;
    paid += amount;
    refunded +=
      last.status === 'refunded' ? amount : Math.min(amount, ...[Math.max(...life.map((r) => r.refundedMinor))]);
  }
  const isClosed = paid >= sale.totalMinor;
  if (isOdd || (!isClosed && reads.some((read) => read.status === 'closed')))
    return { paid, refunded, exception: 'needs_review' };
  if (refunded > 0) return { paid, refunded, exception: refunded === paid ? 'refunded' : 'partially_refunded' };
  if (isClosed && sale.hadEnded) return { paid, refunded, exception: 'paid_late' };
  if (paid > sale.totalMinor) return { paid, refunded, exception: 'paid_over' };
  return { paid, refunded, exception: paid > 0 && !isClosed ? 'paid_partial' : 'none' };
}
