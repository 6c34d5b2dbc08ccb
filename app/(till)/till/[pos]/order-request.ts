import { formatDecimal } from '@/lib/domain/money';
import type { CurrencyId } from '@/lib/domain/sites';
import { parseTypedMoney } from '@/lib/i18n/format-money';
import { chargedLines, type Sale } from './sale';

/** What the till has to know to put a sale into words that the API understands. */
export type ChargeTerms = {
  readonly externalPosId: string;
  readonly currencyId: CurrencyId;
  /** Title of an amount that has no name; the buyer reads it on their phone. */
  readonly amountTitle: string;
  /** Colombia: the IVA is always said, 0 when exempt. */
  readonly takesTaxes: boolean;
};

/** Body of `POST /api/v1/orders`. Optional parts that nobody filled in are left out, so that the defaults apply. */
export type OrderBody = {
  readonly external_pos_id: string;
  readonly external_reference?: string;
  readonly description?: string;
  readonly items: readonly OrderBodyItem[];
  readonly taxes?: readonly { readonly type: 'IVA'; readonly value: string }[];
};

type OrderBodyItem = {
  readonly title: string;
  readonly unit_price: string;
  readonly quantity: number;
  readonly picture_url?: string;
};

/** The request for a sale, or the field that has to be corrected first. */
export function orderRequestOf(
  sale: Sale,
  terms: ChargeTerms,
): { readonly body: OrderBody } | { readonly problem: 'taxText' } {
  const tax = terms.takesTaxes ? parseTax(sale.taxText, terms.currencyId) : 0;
  if (tax === null) return { problem: 'taxText' };
  const reference = sale.reference.trim();
  const note = sale.note.trim();
  const items = chargedLines(sale, terms.amountTitle).map((line) => ({
    title: line.title,
    unit_price: formatDecimal(line.unitPriceMinor, terms.currencyId),
    quantity: line.quantity,
    ...(line.pictureUrl === null ? {} : { picture_url: line.pictureUrl }),
  }));
  return {
    body: {
      external_pos_id: terms.externalPosId,
      ...(reference === '' ? {} : { external_reference: reference }),
      ...(note === '' ? {} : { description: note }),
      items,
      ...(terms.takesTaxes ? { taxes: [{ type: 'IVA' as const, value: formatDecimal(tax, terms.currencyId) }] } : {}),
    },
  };
}

/** An empty field is exempt: 0. Null when what is there is not an amount. */
function parseTax(text: string, currencyId: CurrencyId): number | null {
  return text.trim() === '' ? 0 : parseTypedMoney(text, currencyId);
}
