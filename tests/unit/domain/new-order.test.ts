import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { acceptOrder, type ItemRequest, type OrderRequest } from '@/lib/domain/new-order';
import type { SiteId } from '@/lib/domain/sites';
import { AppError } from '@/lib/errors';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

const item: ItemRequest = { title: 'Café con leche', unitPrice: '1200.50', quantity: 2 };
const smallest: OrderRequest = { externalPosId: 'S001P01', items: [item] };

/** What is said to be wrong with a request, by field; empty when it is accepted. */
function problemsOf(request: OrderRequest, siteId: SiteId = 'MLA'): Readonly<Record<string, string>> {
  try {
    acceptOrder(request, siteId);
    return {};
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return error.fields;
    throw error;
  }
}

function withItem(change: Partial<ItemRequest>): OrderRequest {
  return { ...smallest, items: [{ ...item, ...change }] };
}

describe('an order that may be charged', () => {
  test('with the least that is required gets every default', () => {
    expect(acceptOrder(smallest, 'MLA')).toEqual({
      externalReference: null,
      title: 'Café con leche',
      description: 'Café con leche',
      items: [
        {
          title: 'Café con leche',
          description: null,
          unitPriceMinor: 120_050,
          quantity: 2,
          unitMeasure: 'unit',
          skuNumber: null,
          category: null,
          pictureUrl: null,
        },
      ],
      taxes: [],
      discountMinor: 0,
      totalMinor: 240_100,
      note: null,
      sponsorId: null,
      mode: null,
      expiresInSeconds: 600,
    });
  });

  test('with everything keeps everything', () => {
    const full: OrderRequest = {
      externalPosId: 'S001P01',
      externalReference: 'Bill-0001',
      title: 'Mesa 4',
      description: 'Almuerzo',
      items: [
        {
          title: 'Menú',
          unitPrice: '25900',
          quantity: 3,
          unitMeasure: 'pack',
          skuNumber: 'A-1',
          category: 'food',
          description: 'del día',
          pictureUrl: 'https://example.com/menu.png',
        },
      ],
      taxes: [{ type: 'IVA', value: '3040' }],
      sponsorId: '446566691',
      mode: 'hybrid',
      expiresIn: 86_400,
    };
    expect(acceptOrder(full, 'MCO')).toEqual({
      externalReference: 'Bill-0001',
      title: 'Mesa 4',
      description: 'Almuerzo',
      items: [
        {
          title: 'Menú',
          description: 'del día',
          unitPriceMinor: 25_900,
          quantity: 3,
          unitMeasure: 'pack',
          skuNumber: 'A-1',
          category: 'food',
          pictureUrl: 'https://example.com/menu.png',
        },
      ],
      taxes: [{ type: 'IVA', valueMinor: 3040 }],
      discountMinor: 0,
      totalMinor: 77_700,
      note: null,
      sponsorId: '446566691',
      mode: 'hybrid',
      expiresInSeconds: 86_400,
    });
  });

  test('sums its items exactly, whatever they are', () => {
    const priced = fc.record({
      cents: fc.integer({ min: 1, max: 10_000_000 }),
      quantity: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(priced, { minLength: 1, maxLength: 50 }), (prices) => {
        const items = prices.map(({ cents, quantity }) => ({
          title: 'x',
          unitPrice: `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
          quantity,
        }));
        const total = prices.reduce((sum, { cents, quantity }) => sum + BigInt(cents) * BigInt(quantity), 0n);
        expect(BigInt(acceptOrder({ ...smallest, items }, 'MLA').totalMinor)).toBe(total);
      }),
      { numRuns: 300 },
    );
  });

  test('may have items that cost nothing, but not only such', () => {
    const gift = { ...item, unitPrice: '0' };
    expect(problemsOf({ ...smallest, items: [item, gift] })).toEqual({});
    expect(problemsOf({ ...smallest, items: [gift, gift] })).toEqual({ items: 'too_small' });
  });

  test('is written as its country writes money: no decimals in Chile and Colombia', () => {
    expect(acceptOrder(withItem({ unitPrice: '1500' }), 'MLC').totalMinor).toBe(3000);
    expect(acceptOrder(withItem({ unitPrice: '1500.00' }), 'MLC').totalMinor).toBe(3000);
    expect(problemsOf(withItem({ unitPrice: '1500.5' }), 'MLC')).toEqual({
      'items[0].unit_price': 'too_many_decimals',
    });
    expect(problemsOf(withItem({ unitPrice: '1500.50' }), 'MCO')).toEqual({
      'items[0].unit_price': 'too_many_decimals',
    });
  });

  test('has its texts trimmed, and what is left out or blank of an item is nothing', () => {
    const accepted = acceptOrder(
      withItem({ title: '  Café \n', description: ' ', skuNumber: '', category: '\t' }),
      'MLA',
    );
    expect(accepted.items[0]).toMatchObject({ title: 'Café', description: null, skuNumber: null, category: null });
    expect(accepted.title).toBe('Café');
  });

  test('is described by its items, cut so that no character is halved', () => {
    const two = { ...smallest, items: [item, { ...item, title: 'Medialuna' }] };
    expect(acceptOrder(two, 'MLA').description).toBe('Café con leche, Medialuna');
    for (const shift of ['', 'a']) {
      const items = Array.from({ length: 40 }, () => ({ ...item, title: `${shift}🥐🥐🥐🥐🥐` }));
      const { description } = acceptOrder({ ...smallest, items }, 'MLA');
      expect(description.length).toBeLessThanOrEqual(256);
      expect(description.isWellFormed()).toBe(true);
      expect(description.endsWith('…')).toBe(true);
    }
  });
});

describe('limits', () => {
  test.each([
    ['expires_in', { expiresIn: 29 }, 'too_small'],
    ['expires_in', { expiresIn: 86_401 }, 'too_large'],
    ['expires_in', { expiresIn: 60.5 }, 'not_integer'],
    ['expires_in', { expiresIn: Number.NaN }, 'not_integer'],
    ['external_reference', { externalReference: '' }, 'not_a_reference'],
    ['external_reference', { externalReference: 'Bill 1' }, 'not_a_reference'],
    ['external_reference', { externalReference: 'x'.repeat(65) }, 'not_a_reference'],
    ['title', { title: '' }, 'required'],
    ['title', { title: ' ' }, 'required'],
    ['title', { title: 'x'.repeat(257) }, 'too_long'],
    ['title', { title: 'x\0y' }, 'ill_formed_text'],
    ['title', { title: '\ud83e' }, 'ill_formed_text'],
    ['title', { title: 'a\u001b[31mb' }, 'ill_formed_text'],
    ['title', { title: '\u200b\u2060\u3164' }, 'required'],
    ['note', { note: 'paid\u2067' }, 'ill_formed_text'],
    ['description', { description: 'x'.repeat(257) }, 'too_long'],
    ['description', { description: '\udd50x' }, 'ill_formed_text'],
    ['mode', { mode: 'printed' }, 'invalid'],
    ['mode', { mode: '' }, 'invalid'],
    ['sponsor_id', { sponsorId: 'abc' }, 'invalid'],
    ['sponsor_id', { sponsorId: '' }, 'invalid'],
    ['sponsor_id', { sponsorId: '1'.repeat(21) }, 'invalid'],
    ['items', { items: [] }, 'required'],
    ['items', { items: Array.from({ length: 201 }, () => item) }, 'too_many'],
    ['taxes', { taxes: [{ type: 'IVA', value: '0' }] }, 'only_colombia'],
  ] as const)('%s of %j is %s', (field, change, problem) => {
    expect(problemsOf({ ...smallest, ...change })).toEqual({ [field]: problem });
  });

  test.each([
    ['title', { title: '' }, 'required'],
    ['title', { title: 'x'.repeat(257) }, 'too_long'],
    ['title', { title: 'x\u0000' }, 'ill_formed_text'],
    ['title', { title: 'Caf\u202eé 001' }, 'ill_formed_text'],
    ['title', { title: ' \u200b\ufeff\u00ad ' }, 'required'],
    ['unit_price', { unitPrice: '' }, 'required'],
    ['unit_price', { unitPrice: '-1' }, 'too_small'],
    ['unit_price', { unitPrice: '-0.01' }, 'too_small'],
    ['unit_price', { unitPrice: '1.005' }, 'too_many_decimals'],
    ['unit_price', { unitPrice: String(0.1 + 0.2) }, 'too_many_decimals'],
    ['unit_price', { unitPrice: '1e21' }, 'not_an_amount'],
    ['unit_price', { unitPrice: 'NaN' }, 'not_an_amount'],
    ['unit_price', { unitPrice: 'Infinity' }, 'not_an_amount'],
    ['unit_price', { unitPrice: '1.200,50' }, 'not_an_amount'],
    ['unit_price', { unitPrice: '$ 10' }, 'not_an_amount'],
    ['unit_price', { unitPrice: '99999999999999999999' }, 'too_large'],
    ['unit_price', { unitPrice: '100000000000.01' }, 'too_large'],
    ['quantity', { quantity: 0 }, 'too_small'],
    ['quantity', { quantity: -1 }, 'too_small'],
    ['quantity', { quantity: 1.5 }, 'not_integer'],
    ['quantity', { quantity: Number.NaN }, 'not_integer'],
    ['quantity', { quantity: Number.POSITIVE_INFINITY }, 'not_integer'],
    ['quantity', { quantity: 100_001 }, 'too_large'],
    ['unit_measure', { unitMeasure: 'kg' }, 'invalid'],
    ['picture_url', { pictureUrl: 'javascript:alert(1)' }, 'not_a_url'],
    ['picture_url', { pictureUrl: 'example.com/a.png' }, 'not_a_url'],
    ['picture_url', { pictureUrl: '' }, 'not_a_url'],
    ['picture_url', { pictureUrl: `https://example.com/${'x'.repeat(500)}` }, 'not_a_url'],
    ['picture_url', { pictureUrl: 'https://example.com/\0' }, 'not_a_url'],
    ['picture_url', { pictureUrl: 'https://example.com/\ud800' }, 'not_a_url'],
    ['description', { description: 'x'.repeat(257) }, 'too_long'],
    ['sku_number', { skuNumber: 'x\0' }, 'ill_formed_text'],
    ['category', { category: '\udc00' }, 'ill_formed_text'],
  ] as const)('items[0].%s of %j is %s', (field, change, problem) => {
    expect(problemsOf(withItem(change))).toEqual({ [`items[0].${field}`]: problem });
  });

  test('a total that no account could receive is refused', () => {
    expect(problemsOf(withItem({ unitPrice: '100000000000', quantity: 1 }))).toEqual({});
    expect(problemsOf(withItem({ unitPrice: '100000000000', quantity: 2 }))).toEqual({ items: 'too_large' });
    expect(problemsOf(withItem({ unitPrice: '100000000000', quantity: 100_000 }))).toEqual({ items: 'too_large' });
  });

  test('the longest of everything is accepted', () => {
    expect(
      problemsOf({ ...smallest, title: 'x'.repeat(256), externalReference: 'x'.repeat(64), expiresIn: 30 }),
    ).toEqual({});
    expect(problemsOf({ ...smallest, items: Array.from({ length: 200 }, () => item) })).toEqual({});
    expect(problemsOf(withItem({ quantity: 100_000, unitPrice: '0.01' }))).toEqual({});
  });

  test('one answer names everything that is wrong, and nothing that was not asked for', () => {
    const request: OrderRequest = {
      externalPosId: 'S001P01',
      externalReference: 'no spaces',
      items: [
        { ...item, title: '', quantity: 0 },
        { ...item, unitPrice: 'x', pictureUrl: 'ftp://x' },
      ],
      taxes: [{ type: 'IVA', value: '1' }],
      mode: 'x',
      expiresIn: 1,
      sponsorId: '-1',
    };
    expect(problemsOf(request)).toEqual({
      external_reference: 'not_a_reference',
      'items[0].title': 'required',
      'items[0].quantity': 'too_small',
      'items[1].unit_price': 'not_an_amount',
      'items[1].picture_url': 'not_a_url',
      taxes: 'only_colombia',
      mode: 'invalid',
      expires_in: 'too_small',
      sponsor_id: 'invalid',
    });
  });
});

describe('taxes', () => {
  test('are money for the whole order, in Colombia only, and not part of the total', () => {
    const accepted = acceptOrder({ ...withItem({ unitPrice: '1000' }), taxes: [{ type: 'IVA', value: '380' }] }, 'MCO');
    expect(accepted).toMatchObject({ taxes: [{ type: 'IVA', valueMinor: 380 }], totalMinor: 2000 });
    expect(problemsOf({ ...smallest, taxes: [] })).toEqual({});
  });

  test('may be nothing, when the sale is exempt', () => {
    const exempt: OrderRequest = { ...withItem({ unitPrice: '1000' }), taxes: [{ type: 'IVA', value: '0' }] };
    expect(acceptOrder(exempt, 'MCO').taxes).toEqual([{ type: 'IVA', valueMinor: 0 }]);
  });

  test.each([
    [{ type: 'IVA', value: '-1' }, 'taxes[0].value', 'too_small'],
    [{ type: 'IVA', value: '1.5' }, 'taxes[0].value', 'too_many_decimals'],
    [{ type: 'IVA', value: '19%' }, 'taxes[0].value', 'not_an_amount'],
    [{ type: 'INC', value: '10' }, 'taxes[0].type', 'invalid'],
  ])('%j is refused', (tax, field, problem) => {
    expect(problemsOf({ ...withItem({ unitPrice: '1000' }), taxes: [tax] }, 'MCO')).toEqual({ [field]: problem });
  });

  test('are refused in every other country', () => {
    for (const siteId of ['MLA', 'MLB', 'MLC', 'MLM', 'MPE', 'MLU'] as const)
      expect(problemsOf({ ...withItem({ unitPrice: '10' }), taxes: [{ type: 'IVA', value: '1' }] }, siteId)).toEqual({
        taxes: 'only_colombia',
      });
  });
});

describe('hostile text', () => {
  const pieces = [
    '\0',
    '\ud83e',
    '\udd50',
    '🥐',
    '\u202e',
    '\ufeff',
    '\u2028',
    "'",
    '"',
    '=cmd|',
    '<b>',
    '{{x}}',
    '\\',
    '%',
    'ñ',
    'e\u0301',
    ' ',
    'x',
  ];
  const hostile = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 300 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );
  const maybe = fc.option(hostile, { nil: undefined });
  const requests = fc.record({
    externalPosId: hostile,
    externalReference: maybe,
    title: maybe,
    description: maybe,
    items: fc.array(
      fc.record({
        title: hostile,
        unitPrice: fc.oneof(fc.constant('10.00'), hostile),
        quantity: fc.oneof(fc.constant(1), fc.double()),
        unitMeasure: fc.constantFrom('unit', 'pack', undefined),
        skuNumber: maybe,
        category: maybe,
        description: maybe,
        pictureUrl: fc.option(
          hostile.map((text) => `https://example.com/${text}`),
          { nil: undefined },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    sponsorId: maybe,
    mode: maybe,
    expiresIn: fc.option(fc.double(), { nil: undefined }),
  });

  test('is accepted as something that PostgreSQL keeps and JSON carries, or refused by field, and never anything else', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(Object.keys(problemsOf(request)).filter((path) => !/^[a-z_]+(\[\d+\]\.[a-z_]+)?$/.test(path))).toEqual(
          [],
        );
      }),
      { numRuns: 1_500 },
    );
  });

  test('that is accepted has neither NUL nor half characters anywhere', () => {
    const texts = fc.record({ title: hostile, skuNumber: maybe, description: maybe, category: maybe, url: maybe });
    let accepted = 0;
    fc.assert(
      fc.property(texts, ({ url, ...text }) => {
        const request = withItem({
          ...text,
          ...(url === undefined ? {} : { pictureUrl: `https://example.com/${url}` }),
        });
        const isRefused = Object.keys(problemsOf(request)).length > 0;
        const kept = isRefused ? '' : JSON.stringify(acceptOrder(request, 'MLA'));
        accepted += isRefused ? 0 : 1;
        expect(kept).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
