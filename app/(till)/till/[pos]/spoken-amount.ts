import type { CurrencyId } from '@/lib/domain/sites';
import { moneyParts } from '@/lib/i18n/format-money';

/** An amount as a voice should read it: whole units without marks, and cents only when there are any. */
export function spokenAmount(
  minor: number,
  currencyId: CurrencyId,
  withCents: (units: string, cents: string) => string,
) {
  const { units, decimals } = moneyParts(minor, currencyId);
  const whole = units.replace(/\D/g, '');
  const cents = decimals.replace(/\D/g, '');
  return /[1-9]/.test(cents) ? withCents(whole, String(Number(cents))) : whole;
}
