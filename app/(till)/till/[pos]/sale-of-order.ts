import { formatTypedMoney } from '@/lib/i18n/format-money';
import { emptySale, type Sale } from './sale';
import { type FigureTerms, figuresOf } from './sale-figures';
import type { TillItem } from './till-item';
import type { TillOrder } from './till-order';

/**
 * The same things once more, for an order that ended without money. Its reference is used up and stays with it. The rates of
 * IVA are not in the order: they are those of what the till offers; where they do not give what the order declared, that
 * stands as if somebody had typed it, also when it was nothing.
 */
export function saleOfOrder(
  order: Pick<TillOrder, 'items' | 'discountMinor' | 'taxMinor' | 'note'>,
  { terms, items }: { terms: FigureTerms; items: readonly TillItem[] },
): Sale {
  const lines = order.items.map(({ description: _sent, ...item }) => {
    const offered = items.find((one) => one.title === item.title && one.unitPriceMinor === item.unitPriceMinor);
    return { ...item, taxRate: offered?.taxRate ?? null };
  });
  const text = (minor: number) => formatTypedMoney(minor, terms.currencyId);
  const sale = {
    ...emptySale,
    lines,
    note: order.note ?? '',
    discountText: order.discountMinor === 0 ? '' : text(order.discountMinor),
  };
  return figuresOf(sale, terms).taxMinor === order.taxMinor ? sale : { ...sale, taxText: text(order.taxMinor) };
}
