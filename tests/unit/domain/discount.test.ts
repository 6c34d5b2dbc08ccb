import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discountItems } from '@/lib/domain/discount';
import { includedTaxMinor, taxOfSale } from '@/lib/domain/included-tax';
import { acceptOrder } from '@/lib/domain/new-order';
import type { OrderItem } from '@/lib/domain/order';
import { AppError } from '@/lib/errors';

const sumOf = (items: readonly OrderItem[]) =>
  items.reduce((total, { unitPriceMinor, quantity }) => total + unitPriceMinor * quantity, 0);

const item: fc.Arbitrary<OrderItem> = fc.record({
  title: fc.string({ minLength: 1, maxLength: 8 }),
  description: fc.constant(null),
  unitPriceMinor: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 5_000_000_000 })),
  quantity: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9_999 })),
  unitMeasure: fc.constant('unit' as const),
  skuNumber: fc.constant(null),
  category: fc.constant(null),
  pictureUrl: fc.constant(null),
});

const discounted = fc
  .array(item, { minLength: 1, maxLength: 12 })
  .filter((items) => sumOf(items) > 1)
  .chain((items) => fc.tuple(fc.constant(items), fc.integer({ min: 0, max: sumOf(items) - 1 })));

test('a discount comes off the items to the minor unit, raises no price and adds at most one line', () => {
  fc.assert(
    fc.property(discounted, ([items, discountMinor]) => {
      const left = discountItems(items, discountMinor);
      expect(sumOf(left)).toBe(sumOf(items) - discountMinor);
      expect(left.length - items.length).toBeLessThanOrEqual(1);
      expect(left.every(({ quantity, unitPriceMinor }) => quantity > 0 && unitPriceMinor >= 0)).toBe(true);
      const dearest = Math.max(...items.map((one) => one.unitPriceMinor));
      expect(Math.max(...left.map((one) => one.unitPriceMinor))).toBeLessThanOrEqual(dearest);
      expect(left.reduce((count, { quantity }) => count + quantity, 0)).toBe(
        items.reduce((count, { quantity }) => count + quantity, 0),
      );
      expect(left[0]?.title).toBe(items[0]?.title);
    }),
    { numRuns: 2_000 },
  );
});

test('three coffees at 10.00 with 1.00 off are sent as 9.66 and twice 9.67', () => {
  const coffees = acceptOrder(
    { externalPosId: 'S1P1', items: [{ title: 'Café', unitPrice: '10.00', quantity: 3 }], discount: '1.00' },
    'MLA',
  );
  expect(coffees).toMatchObject({ totalMinor: 2900, discountMinor: 100 });
  expect(discountItems(coffees.items, 100).map((one) => [one.unitPriceMinor, one.quantity])).toEqual([
    [967, 2],
    [966, 1],
  ]);
});

test.each([
  ['of everything', '10.00', 'too_large'],
  ['of more than everything', '10.01', 'too_large'],
  ['below zero', '-1', 'too_small'],
  ['with three decimals', '0.001', 'too_many_decimals'],
])('a discount %s is refused at its field', (_name, discount, code) => {
  const items = [{ title: 'Café', unitPrice: '10.00', quantity: 1 }];
  try {
    acceptOrder({ externalPosId: 'S1P1', items, discount }, 'MLA');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalid_input', fields: { discount: code } });
  }
});

test('IVA inside an amount is what the amount without it adds up with', () => {
  expect(includedTaxMinor(19_040, 19)).toBe(3_040);
  expect(includedTaxMinor(10_500, 5)).toBe(500);
  expect(includedTaxMinor(10_500, 0)).toBe(0);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000_000 }), fc.integer({ min: 0, max: 100 }), (total, rate) => {
      const tax = includedTaxMinor(total, rate);
      // The net amount carries the rate, within half a unit of rounding.
      expect(Math.abs(tax * (100 + rate) - total * rate)).toBeLessThanOrEqual((100 + rate) / 2);
    }),
  );
});

test('IVA of a sale is that of what is left of every rate after the discount', () => {
  const lines = [
    { totalMinor: 11_900, taxRate: 19 },
    { totalMinor: 10_500, taxRate: 5 },
    { totalMinor: 7_600, taxRate: 0 },
  ];
  expect(taxOfSale(lines, 0)).toBe(1_900 + 500);
  expect(taxOfSale(lines, 3_000)).toBe(1_710 + 450);
  expect(taxOfSale([], 0)).toBe(0);
});
