import type { OrderItem } from '@/lib/domain/order';

/** Something that a till offers by name: of the catalogue, or what was sold most while there is none. */
export type TillItem = Pick<
  OrderItem,
  'title' | 'unitPriceMinor' | 'pictureUrl' | 'skuNumber' | 'category' | 'unitMeasure'
> & {
  /** Percent of IVA inside the price; null for the merchant's own rate of what is typed. */
  readonly taxRate: number | null;
  readonly isFavorite: boolean;
};

/** An item in a sale, without what only matters for offering it. */
export type SoldItem = Omit<TillItem, 'isFavorite'>;

/** An amount without an item. */
export function amountItem(title: string, unitPriceMinor: number): SoldItem {
  return {
    title,
    unitPriceMinor,
    pictureUrl: null,
    skuNumber: null,
    category: null,
    unitMeasure: 'unit',
    taxRate: null,
  };
}
