import { formatDecimal, parseMinor } from '@/lib/domain/money';
import { type CurrencyId, decimalsByCurrency, type Site, sites } from '@/lib/domain/sites';

/** An amount in the pieces that step back or lead; joined in this order they are the whole text. */
export type MoneyParts = {
  /** A true minus, a plus where a difference asks for one, or nothing. */
  readonly sign: '' | '−' | '+';
  /** Symbol of the currency with the no-break space of the countries that use one. */
  readonly symbol: string;
  /** Whole units, grouped as the country does. */
  readonly units: string;
  /** Decimal separator and decimals, or nothing. */
  readonly decimals: string;
};

export type MoneyOptions = {
  /** Shows `+` before a positive amount: for differences. */
  readonly signed?: boolean;
  /** Leaves `,00` out when there are no cents: only for till tiles, live figures and chart ticks. */
  readonly roundShort?: boolean;
};

/** Pieces of an amount in minor units, in the format of the currency's country whatever the interface's language. */
export function moneyParts(minor: number, currencyId: CurrencyId, options: MoneyOptions = {}): MoneyParts {
  const { symbol, decimal } = formatOf(currencyId);
  const [whole = '0', fraction = ''] = formatDecimal(Math.abs(minor), currencyId).split('.');
  const isShort = options.roundShort === true && /^0*$/.test(fraction);
  return {
    sign: signOf(minor, options.signed === true),
    symbol,
    units: groupUnits(whole, currencyId),
    decimals: fraction === '' || isShort ? '' : decimal + fraction,
  };
}

/** An amount as one text: `$ 23.450,00`, `−R$ 1.234,50`, `$12.990`. */
export function formatMoney(minor: number, currencyId: CurrencyId, options: MoneyOptions = {}): string {
  const { sign, symbol, units, decimals } = moneyParts(minor, currencyId, options);
  return sign + symbol + units + decimals;
}

/** Symbol of a currency alone, without the space that follows it in amounts. */
export function currencySymbol(currencyId: CurrencyId): string {
  return formatOf(currencyId).symbol.trimEnd();
}

/**
 * Minor units of what somebody types into an amount field, or null when it is not an amount of this currency. Comma and
 * point are both accepted: the last one is the decimal mark when the currency has decimals and one or two digits follow
 * it, everything else groups in threes. Nobody groups after a zero: "0.500" is no amount.
 */
export function parseTypedMoney(text: string, currencyId: CurrencyId): number | null {
  const match = /^(\d+|[1-9]\d{0,2}(?:([.,])\d{3})(?:\2\d{3})*)(?:([.,])(\d{1,2}))?$/.exec(withoutSymbol(text));
  if (!match) return null;
  const [, whole = '', groupMark, mark, fraction] = match;
  if (mark !== undefined && mark === groupMark) return null;
  const digits = whole.replace(/[.,]/g, '');
  return parseMinor(fraction === undefined ? digits : `${digits}.${fraction}`, currencyId);
}

/**
 * As `parseTypedMoney`, of a file that a program may have written: three digits after the currency's decimal mark may be a
 * thousand as well as decimals ("12.500" MXN), so they are no amount.
 */
export function parseFileMoney(text: string, currencyId: CurrencyId): number | null {
  const [, mark] = /^\d+([.,])\d{3}$/.exec(withoutSymbol(text)) ?? [];
  return mark !== undefined && mark === decimalMark(currencyId) ? null : parseTypedMoney(text, currencyId);
}

function withoutSymbol(text: string): string {
  return text.replace(/\s/g, '').replace(/^(\p{Sc}|R\$|S\/)/u, '');
}

/** Text of an amount field while typing, and of one that is filled in: grouped, without the symbol. */
export function formatTypedMoney(minor: number, currencyId: CurrencyId): string {
  const { units, decimals } = moneyParts(minor, currencyId);
  return units + decimals;
}

/** Digits in groups of three, as the currency's country writes them. */
export function groupUnits(digits: string, currencyId: CurrencyId): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, formatOf(currencyId).group);
}

/** The mark between units and cents, or null where there are none. */
export function decimalMark(currencyId: CurrencyId): string | null {
  return decimalsByCurrency[currencyId] === 0 ? null : formatOf(currencyId).decimal;
}

function signOf(minor: number, signed: boolean): MoneyParts['sign'] {
  if (minor < 0) return '−';
  return signed && minor > 0 ? '+' : '';
}

type MoneyFormat = { readonly symbol: string; readonly group: string; readonly decimal: string };

const formats = new Map<CurrencyId, MoneyFormat>();

/** Symbol and separators from Intl; the digits come from the exact integer, never from a float. */
function formatOf(currencyId: CurrencyId): MoneyFormat {
  const known = formats.get(currencyId);
  if (known) return known;
  const parts = new Intl.NumberFormat(localeOf(currencyId), {
    style: 'currency',
    currency: currencyId,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    useGrouping: 'always',
  }).formatToParts(1234567.89);
  const value = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const afterSymbol = parts[parts.findIndex((part) => part.type === 'currency') + 1];
  const space = afterSymbol?.type === 'literal' ? '\u00a0' : '';
  const format = { symbol: value('currency') + space, group: value('group'), decimal: value('decimal') };
  formats.set(currencyId, format);
  return format;
}

function localeOf(currencyId: CurrencyId): string {
  const all: readonly Site[] = Object.values(sites);
  return all.find((site) => site.currencyId === currencyId)?.formatLocale ?? 'es';
}
