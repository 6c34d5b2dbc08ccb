import type { Provider, Scan } from './provider';

/*
 * The accounts of one sale, written a second time from Mercado Pago's own truth and the words of the public interface. It
 * shares no code with the product.
 */

export type Accounts = { readonly paid: number; readonly refunded: number; readonly exception: string };

/** What an order must show once everything about it was read; `hadEnded` when it had ended unpaid before. */
export function accountsOf(
  provider: Provider,
  sale: { reference: string; collectorId: string; totalMinor: number; currencyId: string; hadEnded: boolean },
): Accounts {
  const scans = scansOf(provider, sale);
  const all = scans.flatMap((scan) => scan.payments);
  const approved = all.filter((payment) => payment.wasApproved);
  const counted = approved.filter((payment) => payment.currencyId === sale.currencyId);
  const paid = counted.reduce((sum, payment) => sum + payment.amountMinor, 0);
  const refunded = counted.reduce((sum, payment) => sum + Math.min(payment.refundedMinor, payment.amountMinor), 0);
  const isDisputed = all.some((payment) => payment.status === 'in_mediation' || payment.status === 'charged_back');
  const isPaid = paid >= sale.totalMinor;
  const isShort = !isPaid && scans.some((scan) => grossOf(scan) >= scan.totalMinor);
  const isMixedUp = provider.mixedUp.has(`${sale.collectorId} ${sale.reference}`);
  const exception = (): string => {
    if (isDisputed || isShort || isMixedUp || counted.length < approved.length) return 'needs_review';
    if (refunded > 0) return refunded === paid ? 'refunded' : 'partially_refunded';
    if (isPaid && sale.hadEnded) return 'paid_late';
    if (paid > sale.totalMinor) return 'paid_over';
    return paid > 0 && !isPaid ? 'paid_partial' : 'none';
  };
  return { paid, refunded, exception: exception() };
}

/** What buyers ever paid for a sale, in its currency, to its collector. */
export function truthOf(
  provider: Provider,
  sale: { reference: string; collectorId: string; currencyId: string },
): number {
  return scansOf(provider, sale)
    .flatMap((scan) => scan.payments)
    .filter((payment) => payment.wasApproved && payment.currencyId === sale.currencyId)
    .reduce((sum, payment) => sum + payment.amountMinor, 0);
}

function scansOf(provider: Provider, sale: { reference: string; collectorId: string }): Scan[] {
  return provider.scans.filter((scan) => scan.reference === sale.reference && scan.collectorId === sale.collectorId);
}

function grossOf(scan: Scan): number {
  return scan.payments.reduce((sum, payment) => sum + (payment.wasApproved ? payment.amountMinor : 0), 0);
}
