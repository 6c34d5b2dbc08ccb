import { isCurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import type { Locale } from '@/lib/i18n/locales';
import { charge } from '@/lib/i18n/messages/charge';

/** Why an attempt was refused, in words; null for a code that has none. */
export function refusalReason(statusDetail: string | null, locale: Locale): string | null {
  const reasons: Readonly<Record<string, string>> = charge[locale].reason;
  return statusDetail === null || statusDetail === 'other' ? null : (reasons[statusDetail] ?? null);
}

/** What a payment was of, in its own currency, which may not be the order's; null when it was not told readably. */
export function paymentAmount(payment: { amountMinor: number | null; currencyId: string | null }): string | null {
  const { amountMinor, currencyId } = payment;
  return amountMinor === null || !isCurrencyId(currencyId) ? null : formatMoney(amountMinor, currencyId);
}
