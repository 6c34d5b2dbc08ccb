import { describe, expect, test } from 'vitest';
import { readCheckAnswer, tellingEvidence } from '@/app/_ui/check-answer';
import { readChargeAnswer, retryDelayMs } from '@/app/(till)/till/[pos]/charge-answer';
import { type ChargeTerms, orderRequestOf } from '@/app/(till)/till/[pos]/order-request';
import { emptySale, type Sale } from '@/app/(till)/till/[pos]/sale';
import { spokenAmount } from '@/app/(till)/till/[pos]/spoken-amount';
import { amountItem } from '@/app/(till)/till/[pos]/till-item';

const terms: ChargeTerms = {
  externalPosId: 'S001P03',
  currencyId: 'ARS',
  amountTitle: 'Varios',
  takesTaxes: false,
  typedTaxRate: 0,
};
const sale: Sale = {
  ...emptySale,
  lines: [{ ...amountItem('Flat white', 390_000), quantity: 2 }],
  typedMinor: 5,
};

describe('the request to charge', () => {
  test('carries the lines and what is on the keypad, as exact decimals', () => {
    expect(orderRequestOf(sale, terms)).toEqual({
      body: {
        external_pos_id: 'S001P03',
        items: [
          { title: 'Flat white', unit_price: '3900.00', quantity: 2 },
          { title: 'Varios', unit_price: '0.05', quantity: 1 },
        ],
      },
    });
  });

  test('carries reference and note only when there are some', () => {
    const answer = orderRequestOf({ ...sale, reference: ' Mesa-4 ', note: ' sin azúcar ' }, terms);
    expect(answer).toMatchObject({ body: { external_reference: 'Mesa-4', note: 'sin azúcar' } });
  });

  test('always says the IVA in Colombia, 0 when it was left empty', () => {
    const colombian: ChargeTerms = { ...terms, currencyId: 'COP', takesTaxes: true };
    expect(orderRequestOf(sale, colombian)).toMatchObject({ body: { taxes: [{ type: 'IVA', value: '0' }] } });
    expect(orderRequestOf({ ...sale, taxText: '3.040' }, colombian)).toMatchObject({
      body: { taxes: [{ type: 'IVA', value: '3040' }] },
    });
  });

  test('carries a discount and what the catalogue knows of an item', () => {
    const item = { ...amountItem('Café', 1_000), skuNumber: 'C-1', category: 'Bebidas', unitMeasure: 'pack' as const };
    const discounted = { ...emptySale, lines: [{ ...item, quantity: 3 }], discountText: '10%' };
    expect(orderRequestOf(discounted, terms)).toEqual({
      body: {
        external_pos_id: 'S001P03',
        discount: '3.00',
        items: [
          {
            title: 'Café',
            unit_price: '10.00',
            quantity: 3,
            unit_measure: 'pack',
            sku_number: 'C-1',
            category: 'Bebidas',
          },
        ],
      },
    });
    expect(orderRequestOf({ ...discounted, discountText: '100%' }, terms)).toEqual({ problem: 'discountText' });
  });

  test('is not made while the IVA is not an amount', () => {
    expect(orderRequestOf({ ...sale, taxText: '19%' }, { ...terms, takesTaxes: true })).toEqual({ problem: 'taxText' });
  });
});

describe('the answer to a charge', () => {
  test('names an order when there is one, also when Mercado Pago refused it or was not reached', () => {
    expect(readChargeAnswer(201, { id: 'a' })).toEqual({ kind: 'order', orderId: 'a' });
    for (const [status, code] of [
      [502, 'mercadopago_refused'],
      [503, 'mercadopago_unavailable'],
    ] as const)
      expect(readChargeAnswer(status, { error: { code, order_id: 'a' } })).toEqual({ kind: 'order', orderId: 'a' });
  });

  test('is unknown for every fault, and for whatever cannot be read: only the same key may be tried again', () => {
    const unclear: readonly [number, unknown][] = [
      [500, { error: { code: 'internal' } }],
      [503, { error: { code: 'internal' } }],
      [502, null],
      [504, '<html>'],
      [201, {}],
      [429, { error: { code: 'rate_limited' } }],
      [409, { error: { code: 'conflict', fields: {} } }],
    ];
    for (const [status, body] of unclear) expect(readChargeAnswer(status, body)).toEqual({ kind: 'unknown' });
  });

  test('is a refusal when a field has to change', () => {
    const body = { error: { code: 'conflict', message: 'Usada', fields: { external_reference: 'Ya está en uso.' } } };
    expect(readChargeAnswer(409, body)).toEqual({
      kind: 'refused',
      message: 'Usada',
      fields: { external_reference: 'Ya está en uso.' },
    });
  });

  test('tells what is in the way, and whose it is', () => {
    const error = {
      code: 'pos_busy',
      order_id: 'b',
      external_reference: 'V-000481',
      total_amount: '89.00',
      currency_id: 'BRL',
      expires_at: '2026-11-20T17:31:00.000Z',
      created_by: 'Bruno Díaz',
    };
    expect(readChargeAnswer(409, { error })).toEqual({
      kind: 'busy',
      occupant: {
        orderId: 'b',
        externalReference: 'V-000481',
        totalMinor: 8_900,
        currencyId: 'BRL',
        createdBy: 'Bruno Díaz',
        expiresAt: '2026-11-20T17:31:00.000Z',
      },
    });
  });

  test('is asked for again ever more slowly, and never less than every eight seconds', () => {
    const delays = [0, 1, 2, 3, 4, 5, 20].map(retryDelayMs);
    expect([...delays].sort((a, b) => a - b)).toEqual(delays);
    expect(Math.max(...delays)).toBe(8000);
  });
});

describe('the answer to "says they paid"', () => {
  const line = (finding: string) => ({ way: 'search', finding, code: null, at: '2026-11-20T17:31:00.000Z' });

  test('shows silence before what was found, and what was found before nothing', () => {
    const { evidence } = readCheckAnswer({
      verdict: 'unknown',
      evidence: [line('nothing'), line('found'), line('no_answer')],
    });
    expect(tellingEvidence(evidence).map(({ finding }) => finding)).toEqual(['no_answer', 'found']);
  });

  test.each([null, {}, { verdict: 'paid' }, { verdict: 'yes', evidence: [] }])(
    'is "we do not know" when it cannot be read: %j',
    (body) => {
      expect(readCheckAnswer(body)).toEqual({ verdict: 'unknown', evidence: [] });
    },
  );
});

describe('the voice', () => {
  const withCents = (units: string, cents: string) => `${units} con ${cents}`;

  test('reads whole amounts without marks', () => {
    expect(spokenAmount(2_345_000, 'ARS', withCents)).toBe('23450');
    expect(spokenAmount(12_990, 'CLP', withCents)).toBe('12990');
  });

  test('reads cents when there are any', () => {
    expect(spokenAmount(123_405, 'BRL', withCents)).toBe('1234 con 5');
  });
});
