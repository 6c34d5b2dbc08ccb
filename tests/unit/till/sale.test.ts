import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findItems } from '@/app/(till)/till/[pos]/build/find-items';
import {
  changeSale,
  emptySale,
  lineTotal,
  readStoredSale,
  type Sale,
  type SaleAction,
  subtotalOf,
} from '@/app/(till)/till/[pos]/sale';
import { figuresOf, readDiscount } from '@/app/(till)/till/[pos]/sale-figures';
import { saleOfOrder } from '@/app/(till)/till/[pos]/sale-of-order';
import { amountItem } from '@/app/(till)/till/[pos]/till-item';
import { MAX_MINOR } from '@/lib/domain/money';

const coffee = amountItem('Flat white', 390_000);

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
    expect(subtotalOf(sale)).toBeLessThanOrEqual(MAX_MINOR);
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
    expect(subtotalOf(sale)).toBe(780_050);
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
      item: fc
        .tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: MAX_MINOR }), fc.constantFrom(null, 0, 5, 19))
        .map(([title, price, taxRate]) => ({ ...amountItem(title, price), taxRate, skuNumber: title })),
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
      const total = subtotalOf(sale);
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

describe('an order that ended without money', () => {
  const { taxRate: _notSent, ...item } = coffee;
  const order = { items: [{ ...item, description: null, quantity: 2 }], discountMinor: 30_000, note: 'sin azúcar' };
  const terms = { currencyId: 'COP', takesTaxes: true, typedTaxRate: 19 } as const;
  const offered = (taxRate: number) => [{ ...coffee, taxRate, isFavorite: false }];

  test('becomes the same sale again, without its used reference, with the rates of what the till offers', () => {
    expect(saleOfOrder({ ...order, taxMinor: 35_714 }, { terms, items: offered(5) })).toEqual({
      ...emptySale,
      lines: [{ ...coffee, quantity: 2, taxRate: 5 }],
      note: 'sin azúcar',
      discountText: '30.000',
    });
  });

  test.each([
    ['what was declared', 119_000, '119.000'],
    ['that nothing was', 0, '0'],
  ])('keeps %s where the rates say something else', (_what, taxMinor, taxText) => {
    const again = saleOfOrder({ ...order, taxMinor }, { terms, items: [] });
    expect(again.taxText).toBe(taxText);
    expect(figuresOf(again, terms)).toMatchObject({ totalMinor: 750_000, taxMinor });
  });

  test('says nothing of taxes where they are not taken', () => {
    const again = saleOfOrder({ ...order, taxMinor: 0 }, { terms: { ...terms, takesTaxes: false }, items: [] });
    expect(again.taxText).toBe('');
  });
});

describe('a discount', () => {
  test.each([
    ['', 0],
    ['10%', 33_500],
    ['12,5 %', 41_875],
    ['0.01%', 34],
    ['1.500', 150_000],
    ['1500,50', 150_050],
    ['0', 0],
    ['3.350', null],
    ['100%', null],
    ['-5', null],
    ['ten', null],
    ['5%%', null],
  ])('typed as %s takes %s off 3,350.00', (text, minor) => {
    expect(readDiscount(text, 335_000, 'ARS')).toBe(minor);
  });
});

test('in Colombia the IVA is that of the items, after the discount, until somebody types another', () => {
  const terms = { currencyId: 'COP', takesTaxes: true, typedTaxRate: 0 } as const;
  const lines = [
    { ...amountItem('Libro', 10_500), taxRate: 5, quantity: 1 },
    { ...amountItem('Lámpara', 5_950), taxRate: 19, quantity: 2 },
  ];
  const sale: Sale = { ...emptySale, lines, typedMinor: 7_600 };
  expect(figuresOf(sale, terms)).toMatchObject({ totalMinor: 30_000, taxMinor: 2_400 });
  expect(figuresOf({ ...sale, discountText: '10%' }, terms)).toMatchObject({ totalMinor: 27_000, taxMinor: 2_160 });
  expect(figuresOf(sale, { ...terms, typedTaxRate: 19 })).toMatchObject({ taxMinor: 2_400 + 1_213 });
  expect(figuresOf({ ...sale, taxText: '0' }, terms)).toMatchObject({ taxMinor: 0 });
  expect(figuresOf({ ...sale, taxText: '19%' }, terms)).toMatchObject({ taxMinor: null });
  expect(figuresOf(sale, { ...terms, takesTaxes: false })).toMatchObject({ taxMinor: 0 });
});

test('items are found by every word, whatever their accents and case', () => {
  const items = ['Café con leche', 'Té', 'Medialuna'].map((title, index) => ({
    ...amountItem(title, 100),
    category: title === 'Medialuna' ? 'Panadería' : 'Cafetería',
    skuNumber: `A-${index}`,
    isFavorite: false,
  }));
  const titles = (text: string, category: string | null = null) =>
    findItems(items, { text, category }).map((item) => item.title);
  expect(titles('LECHE cafe')).toEqual(['Café con leche']);
  expect(titles('panaderia')).toEqual(['Medialuna']);
  expect(titles('a-1')).toEqual(['Té']);
  expect(titles('', 'Cafetería')).toEqual(['Café con leche', 'Té']);
  expect(titles('leche', 'Panadería')).toEqual([]);
});
