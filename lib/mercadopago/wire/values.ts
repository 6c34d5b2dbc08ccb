import { z } from 'zod';
import { parseMinor } from '@/lib/domain/money';
import { type CurrencyId, isCurrencyId, isSiteId, sites } from '@/lib/domain/sites';

/**
 * The smallest things that answers are made of. They read bodies whose numbers are already strings (`parseExactJson`),
 * so that a value is the same whether Mercado Pago printed it as a number or as text. Nothing here fails: what cannot be
 * read is null, and the reader of the whole body decides what it cannot do without.
 */

/** Text as given, null when it is missing, empty or something else. NUL and lone surrogates, which no database keeps, are replaced. */
export const text = z
  .unknown()
  .optional()
  .transform((value) =>
    typeof value === 'string' && value !== '' ? value.slice(0, 4_000).replace(/[\0\p{Cs}]/gu, '\ufffd') : null,
  );

/** An id of up to 64 letters, digits, `_` and `-`; null otherwise. */
export const id = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : null));

/** True or false, null when it is neither. */
export const flag = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'boolean' ? value : null));

/** An amount as a plain decimal in text ("320.10"), not yet in minor units because that takes its currency. */
export const decimal = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? plainDecimal(value) : null));

/** A count; null when it is not a whole number. */
export const count = decimal.transform((value) => {
  const whole = value === null ? null : /^(\d{1,15})(?:\.0+)?$/.exec(value)?.[1];
  return whole ? Number(whole) : null;
});

/** A moment. Null when it has no offset: the merchant's zone is never assumed. */
export const moment = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? readMoment(value) : null));

/** A list; nothing is an empty one, and a single object stands for a list of one. */
export function list<Element extends z.ZodType>(element: Element) {
  return z.preprocess((value) => {
    if (value === null || value === undefined) return [];
    return Array.isArray(value) ? value : [value];
  }, z.array(element));
}

/** An object that may be missing or something else, which reads as null. */
export function optionalObject<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).nullish().catch(null);
}

/** Minor units of a decimal, null when either part is missing or they do not fit each other exactly. */
export function minorOf(amount: string | null, currencyId: string | null): number | null {
  if (amount === null || !isCurrencyId(currencyId)) return null;
  return parseMinor(amount, currencyId);
}

/** The currency of a site, null for a site that we do not know. */
export function currencyOfSite(siteId: string | null): CurrencyId | null {
  return isSiteId(siteId) ? sites[siteId].currencyId : null;
}

/** Writes out the exponent that some servers put into large numbers: "1.0E7" is 10000000 and nothing else. */
function plainDecimal(value: string): string | null {
  const match = /^(-?)(\d{1,32})(?:\.(\d{1,32}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(value);
  if (!match) return null;
  const [, sign = '', units = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  if (shift === 0) return fraction ? `${sign}${units}.${fraction}` : `${sign}${units}`;
  const digits = `${'0'.repeat(Math.max(0, -shift))}${units}${fraction}${'0'.repeat(Math.max(0, shift))}`;
  const point = Math.max(0, -shift) + units.length + shift;
  const whole = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  const rest = digits.slice(point).replace(/0+$/, '');
  return rest ? `${sign}${whole}.${rest}` : `${sign}${whole}`;
}

/** Fractions may have up to nine digits and offsets may lack their colon; the exact form leaves nothing to guess. */
function readMoment(value: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-]\d\d):?(\d\d))$/.exec(value);
  if (!match) return null;
  const [, seconds, fraction = '', hours, minutes] = match;
  const offset = hours ? `${hours}:${minutes}` : 'Z';
  const date = new Date(`${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`);
  return Number.isNaN(date.getTime()) ? null : date;
}
