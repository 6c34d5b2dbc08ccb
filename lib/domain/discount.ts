import type { OrderItem } from './order';

/**
 * The same items at prices from which a discount is taken off, for Mercado Pago knows no negative amounts: every line gives
 * its share, to the minor unit, and no price rises. Where the sum does not divide by the quantities one line becomes two,
 * one minor unit apart. Throws a `RangeError` for a discount that is not smaller than the sum of the items.
 */
export function discountItems(items: readonly OrderItem[], discountMinor: number): readonly OrderItem[] {
  if (discountMinor === 0) return items;
  const sum = items.reduce((total, item) => total + item.unitPriceMinor * item.quantity, 0);
  if (!Number.isSafeInteger(discountMinor) || discountMinor < 0 || discountMinor >= sum)
    throw new RangeError(`not a discount of ${sum}: ${discountMinor}`);
  const left = sum - discountMinor;
  const lines = items.map((item) => ({
    item,
    price: Number((BigInt(item.unitPriceMinor) * BigInt(left)) / BigInt(sum)),
  }));
  let missing = left - lines.reduce((total, { item, price }) => total + price * item.quantity, 0);
  // Largest quantities first: what they cannot take is left to those that can take any amount.
  for (const line of [...lines].sort((a, b) => b.item.quantity - a.item.quantity)) {
    const steps = Math.min(Math.floor(missing / line.item.quantity), line.item.unitPriceMinor - line.price);
    line.price += steps;
    missing -= steps * line.item.quantity;
  }
  const split = missing === 0 ? -1 : lines.findIndex(({ item, price }) => price < item.unitPriceMinor);
  return lines.flatMap(({ item, price }, index) =>
    index === split
      ? [
          { ...item, unitPriceMinor: price + 1, quantity: missing },
          { ...item, unitPriceMinor: price, quantity: item.quantity - missing },
        ]
      : [{ ...item, unitPriceMinor: price }],
  );
}
