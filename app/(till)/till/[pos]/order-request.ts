import { formatDecimal } from '@/lib/domain/money';
import { chargedLines, type Sale } from './sale';
import { type FigureTerms, figuresOf } from './sale-figures';

/** What the till has to know to put a sale into words that the API understands. */
export type ChargeTerms = FigureTerms & {
  readonly externalPosId: string;
  /** Title of an amount that has no name; the buyer reads it on their phone. */
  readonly amountTitle: string;
};

/** Body of `POST /api/v1/orders`. Optional parts that nobody filled in are left out, so that the defaults apply. */
export type OrderBody = {
  readonly external_pos_id: string;
  readonly external_reference?: string;
  readonly note?: string;
  readonly discount?: string;
  readonly items: readonly OrderBodyItem[];
  readonly taxes?: readonly { readonly type: 'IVA'; readonly value: string }[];
};

type OrderBodyItem = {
  readonly title: string;
  readonly unit_price: string;
  readonly quantity: number;
  readonly unit_measure?: string;
  readonly sku_number?: string;
  readonly category?: string;
  readonly picture_url?: string;
};

/** The request for a sale, or the field that has to be corrected first. */
export function orderRequestOf(
  sale: Sale,
  terms: ChargeTerms,
): { readonly body: OrderBody } | { readonly problem: 'taxText' | 'discountText' } {
  const { discountMinor, taxMinor } = figuresOf(sale, terms);
  if (discountMinor === null) return { problem: 'discountText' };
  if (taxMinor === null) return { problem: 'taxText' };
  const decimal = (minor: number) => formatDecimal(minor, terms.currencyId);
  const reference = sale.reference.trim();
  const note = sale.note.trim();
  const items = chargedLines(sale, terms.amountTitle).map((line) => ({
    title: line.title,
    unit_price: decimal(line.unitPriceMinor),
    quantity: line.quantity,
    ...(line.unitMeasure === 'unit' ? {} : { unit_measure: line.unitMeasure }),
    ...(line.skuNumber === null ? {} : { sku_number: line.skuNumber }),
    ...(line.category === null ? {} : { category: line.category }),
    ...(line.pictureUrl === null ? {} : { picture_url: line.pictureUrl }),
  }));
  return {
    body: {
      external_pos_id: terms.externalPosId,
      ...(reference === '' ? {} : { external_reference: reference }),
      ...(note === '' ? {} : { note }),
      ...(discountMinor === 0 ? {} : { discount: decimal(discountMinor) }),
      items,
      ...(terms.takesTaxes ? { taxes: [{ type: 'IVA' as const, value: decimal(taxMinor) }] } : {}),
    },
  };
}
