import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeSale,
  emptySale,
  lineTotal,
  readStoredSale,
  type Sale,
  type SaleAction,
  saleOfOrder,
  totalOf,
} from '@/app/(till)/till/[pos]/sale';
import { MAX_MINOR } from '@/lib/domain/money';

const coffee = { title: 'Flat white', unitPriceMinor: 390_000, pictureUrl: null };

function saleAfter(...actions: readonly SaleAction[]): Sale {
  return actions.reduce(changeSale, emptySale);
}

function typed(...keys: readonly string[]): readonly SaleAction[] {
  return keys.map((digits) => ({ type: 'digits_typed', digits }));
}

describe('the keypad', () => {
  test('fills up from the cents, as a card terminal does', () => {
    expect(saleAfter(...typed('3', '3', '5', '00', '0')).typedMinor).toBe(335_000);
  });

  test('begins without leading zeros', () => {
    expect(saleAfter(...typed('00', '0', '7')).typedMinor).toBe(7);
  });

  test('takes back one digit at a time, and nothing from nothing', () => {
    expect(saleAfter(...typed('1', '2'), { type: 'digit_erased' }).typedMinor).toBe(1);
    expect(saleAfter({ type: 'digit_erased' }).typedMinor).toBe(0);
  });

  test('stops at the largest amount that can be charged', () => {
    const sale = saleAfter(...typed(...'99999999999999999999'.split('')));
    expect(sale.typedMinor).toBe(9_999_999_999_999);
    expect(totalOf(sale)).toBeLessThanOrEqual(MAX_MINOR);
  });

  test('adds what was typed as a line of its own, each time a new one', () => {
    const sale = saleAfter(...typed('5'), { type: 'typed_added', title: 'Varios' }, ...typed('5'), {
      type: 'typed_added',
      title: 'Varios',
    });
    expect(sale.lines.map(({ unitPriceMinor, quantity }) => [unitPriceMinor, quantity])).toEqual([
      [5, 1],
      [5, 1],
    ]);
    expect(sale.typedMinor).toBe(0);
  });

  test('adds no line for nothing', () => {
    expect(saleAfter({ type: 'typed_added', title: 'Varios' })).toEqual(emptySale);
  });
});

describe('the lines', () => {
  test('the same thing at the same price is one line', () => {
    const sale = saleAfter({ type: 'item_added', item: coffee }, { type: 'item_added', item: coffee });
    expect(sale.lines).toEqual([{ ...coffee, quantity: 2 }]);
  });

  test('the same thing at another price is another line', () => {
    const sale = saleAfter(
      { type: 'item_added', item: coffee },
      { type: 'item_added', item: { ...coffee, unitPriceMinor: 1 } },
    );
    expect(sale.lines).toHaveLength(2);
  });

  test('a line goes when its quantity reaches zero', () => {
    const sale = saleAfter({ type: 'item_added', item: coffee }, { type: 'quantity_changed', index: 0, by: -1 });
    expect(sale.lines).toEqual([]);
  });

  test('the total is the lines and what is on the keypad', () => {
    const sale = saleAfter(
      { type: 'item_added', item: coffee },
      { type: 'quantity_changed', index: 0, by: 1 },
      ...typed('50'),
    );
    expect(totalOf(sale)).toBe(780_050);
  });

  test('emptying leaves nothing behind, reference and note included', () => {
    const sale = saleAfter(
      { type: 'item_added', item: coffee },
      { type: 'field_changed', field: 'reference', text: 'Mesa-4' },
      { type: 'emptied' },
    );
    expect(sale).toEqual(emptySale);
  });
});

test('whatever is pressed, every price and quantity stays exact and the total chargeable', () => {
  const action: fc.Arbitrary<SaleAction> = fc.oneof(
    fc.record({ type: fc.constant('digits_typed' as const), digits: fc.constantFrom('0', '00', '7', '9') }),
    fc.constant({ type: 'digit_erased' as const }),
    fc.constant({ type: 'typed_added' as const, title: 'Varios' }),
    fc.record({
      type: fc.constant('item_added' as const),
      item: fc.record({
        title: fc.constantFrom('a', 'b'),
        unitPriceMinor: fc.integer({ min: 0, max: MAX_MINOR }),
        pictureUrl: fc.constant(null),
      }),
    }),
    fc.record({
      type: fc.constant('quantity_changed' as const),
      index: fc.nat(3),
      by: fc.constantFrom(-1, 1, 10_000),
    }),
    fc.record({ type: fc.constant('line_removed' as const), index: fc.nat(3) }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const sale = saleAfter(...actions);
      const total = totalOf(sale);
      expect(Number.isSafeInteger(total) && total >= 0 && total <= MAX_MINOR).toBe(true);
      expect(sale.lines.every((line) => line.quantity >= 1 && lineTotal(line) >= 0)).toBe(true);
      expect(readStoredSale(JSON.parse(JSON.stringify(sale)))).toEqual(sale);
    }),
  );
});

describe('what a till kept', () => {
  test.each([null, 'x', [], {}, { lines: [{}] }, { ...emptySale, typedMinor: -1 }, { ...emptySale, lines: [null] }])(
    'is not believed when it is not a sale: %j',
    (value) => {
      expect(readStoredSale(value)).toBeNull();
    },
  );
});

test('an order that ended without money becomes the same sale again, without its used reference', () => {
  const items = [{ title: 'Flat white', description: null, unitPriceMinor: 390_000, quantity: 2 }];
  expect(saleOfOrder({ items })).toEqual({ ...emptySale, lines: [{ ...coffee, quantity: 2 }] });
});
