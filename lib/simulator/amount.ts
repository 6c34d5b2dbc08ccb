const largestMinor = 1e14;

/**
 * Reads a JSON amount into minor units, or answers null when it is not a number, is negative, or has more decimals than the currency.
 * The digits are taken from the number's shortest text, so that 0.1 is 10 and never 10.000000000000002.
 */
export function readAmount(value: unknown, decimals: 0 | 2): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return readAmountText(String(value), decimals);
}

/** The same for an amount written as text (Orders API); it takes fewer decimals than the currency has, never more. */
export function readAmountText(text: string, decimals: 0 | 2): number | null {
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  const whole = match[1] ?? '';
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return null;
  const minor = Number(whole + fraction.padEnd(decimals, '0'));
  return minor <= largestMinor ? minor : null;
}

/** Writes minor units as the JSON number of major units that Mercado Pago sends. */
export function writeAmount(minor: number, decimals: 0 | 2): number {
  return decimals === 0 ? minor : minor / 100;
}

/** Writes minor units as the decimal text that the Orders API sends. */
export function writeAmountText(minor: number, decimals: 0 | 2): string {
  return decimals === 0 ? String(minor) : (minor / 100).toFixed(2);
}
