import { type CurrencyId, decimalsByCurrency } from './sites';

/** Largest amount of one order, in minor units (10^13 fits a JavaScript integer with room to sum). */
export const MAX_MINOR = 10_000_000_000_000;

/**
 * Minor units of a decimal in major units ("320.5" ARS → 32050, "1500.00" CLP → 1500), or null when it is not a plain
 * decimal, has more significant decimals than the currency, or is out of range. Trailing zeros beyond the currency's
 * decimals are accepted because Mercado Pago prints "1500.00" for currencies without cents. Never touches a float.
 */
export function parseMinor(decimal: string, currencyId: CurrencyId): number | null {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,16}))?$/.exec(decimal);
  if (!match) return null;
  const [, sign, units = '', fraction = ''] = match;
  const decimals = decimalsByCurrency[currencyId];
  if (/[1-9]/.test(fraction.slice(decimals))) return null;
  const minor = Number(units + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (!Number.isSafeInteger(minor) || minor > MAX_MINOR) return null;
  return sign && minor !== 0 ? -minor : minor;
}

/** Decimal string in major units with all the currency's decimals: 32050 ARS → "320.50", 1500 CLP → "1500". */
export function formatDecimal(minor: number, currencyId: CurrencyId): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`not an integer of minor units: ${minor}`);
  const decimals = decimalsByCurrency[currencyId];
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Σ of minor units; throws when the sum leaves the exact range, which valid amounts cannot reach. */
export function sumMinor(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  if (!Number.isSafeInteger(total)) throw new RangeError('sum of amounts is not exact');
  return total;
}
