import { taxOfSale } from '@/lib/domain/included-tax';
import type { CurrencyId } from '@/lib/domain/sites';
import { parseTypedMoney } from '@/lib/i18n/format-money';
import { lineTotal, type Sale, subtotalOf } from './sale';

/** What a sale comes to. A part that was typed and cannot be read is null, and counts as nothing in the total. */
export type SaleFigures = {
  readonly subtotalMinor: number;
  readonly discountMinor: number | null;
  readonly totalMinor: number;
  /** IVA inside the total; 0 where there is none to say. */
  readonly taxMinor: number | null;
};

export type FigureTerms = {
  readonly currencyId: CurrencyId;
  /** Colombia: the IVA is always said, 0 when exempt. */
  readonly takesTaxes: boolean;
  /** Percent of IVA inside an amount that was typed. */
  readonly typedTaxRate: number;
};

export function figuresOf(sale: Sale, terms: FigureTerms): SaleFigures {
  const subtotalMinor = subtotalOf(sale);
  const discountMinor = readDiscount(sale.discountText, subtotalMinor, terms.currencyId);
  return {
    subtotalMinor,
    discountMinor,
    totalMinor: subtotalMinor - (discountMinor ?? 0),
    taxMinor: terms.takesTaxes ? taxOf(sale, terms, discountMinor ?? 0) : 0,
  };
}

/** Minor units of a discount as it was typed, `10%` or `1.500`; null when it is neither or leaves nothing to charge. */
export function readDiscount(text: string, subtotalMinor: number, currencyId: CurrencyId): number | null {
  const typed = text.trim();
  if (typed === '') return 0;
  const percent = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*%$/.exec(typed);
  const minor = percent
    ? share(subtotalMinor, Number(percent[1]) * 100 + Number((percent[2] ?? '').padEnd(2, '0')))
    : parseTypedMoney(typed, currencyId);
  if (minor === null || minor < 0) return null;
  return minor === 0 || minor < subtotalMinor ? minor : null;
}

/** So many hundredths of a percent, halves up. */
function share(minor: number, hundredths: number): number {
  return Number((BigInt(minor) * BigInt(hundredths) + 5_000n) / 10_000n);
}

/** What somebody typed goes before what the items say. */
function taxOf(sale: Sale, terms: FigureTerms, discountMinor: number): number | null {
  if (sale.taxText.trim() !== '') return parseTypedMoney(sale.taxText, terms.currencyId);
  const lines = sale.lines.map((line) => ({
    totalMinor: lineTotal(line),
    taxRate: line.taxRate ?? terms.typedTaxRate,
  }));
  return taxOfSale([...lines, { totalMinor: sale.typedMinor, taxRate: terms.typedTaxRate }], discountMinor);
}
