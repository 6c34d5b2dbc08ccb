import { describe, expect, test } from 'vitest';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { parseExactJson } from '@/lib/mercadopago/exact-json';
import { ordersApi } from '@/lib/mercadopago/integrations/orders-api';
import { readOrder } from '@/lib/mercadopago/wire/order';
import { acceptedAt, bareItem, fullItem, sale, slot as slotOfPos } from './sale';
import { openScriptedClient } from './scripted-client';
import { html, json } from './scripted-server';

const orderId = 'ORD01K372G4J4FXZ9HGHZMJMGGPKE';
const paymentId = 'PAY01K372G4J4FXZ9HGHZMKWSQS20';
const slot = { ...slotOfPos, mode: 'dynamic', providerOrderId: orderId } as const;

/** The body of an order as the API would send it. */
function orderBody(change: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: orderId,
    type: 'qr',
    external_reference: 'Bill-0001',
    total_amount: '320.10',
    country_code: 'ARG',
    user_id: '100001',
    status: 'created',
    status_detail: 'created',
    currency: 'ARS',
    created_date: '2026-11-21T12:00:01.13Z',
    last_updated_date: '2026-11-21T12:00:02.268358898Z',
    transactions: {
      payments: [{ id: paymentId, amount: '320.10', status: 'created', status_detail: 'ready_to_process' }],
    },
    config: { qr: { external_pos_id: 'S001P01', mode: 'dynamic' } },
    type_response: { qr_data: '00020101' },
    ...change,
  });
}

const paid = {
  status: 'processed',
  status_detail: 'accredited',
  transactions: { payments: [{ id: paymentId, amount: '320.10', paid_amount: '320.10', status: 'processed' }] },
};

const { server, client } = await openScriptedClient();

describe('publishing', () => {
  test('an order has texts for amounts, its life as a duration, and our key', async () => {
    server.answer(json(orderBody(), 201));
    expect(await ordersApi.publish(client, { ...sale, mode: 'dynamic' }, acceptedAt)).toEqual({
      kind: 'confirmed',
      qrData: '00020101',
      providerOrderId: orderId,
    });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', url: '/v1/orders' });
    expect(request?.headers['x-idempotency-key']).toBe('key-1');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      type: 'qr',
      total_amount: '320.10',
      description: 'Almuerzo',
      external_reference: 'Bill-0001',
      expiration_time: 'PT600S',
      config: { qr: { external_pos_id: 'S001P01', mode: 'dynamic' } },
      transactions: { payments: [{ amount: '320.10' }] },
      items: [
        {
          title: 'Product 1',
          unit_price: '120.10',
          quantity: 1,
          unit_measure: 'unit',
          external_code: 'A-1',
          external_categories: [{ id: 'food' }],
        },
        { title: 'Product 2', unit_price: '100.00', quantity: 2, unit_measure: 'pack' },
      ],
      integration_data: { sponsor: { id: '446566691' } },
    });
  });

  test('what does not fit is left out or shortened, never sent too long', async () => {
    server.answer(json(orderBody(), 201));
    const long = { ...fullItem, title: `${'x'.repeat(149)}😀`, skuNumber: 'x'.repeat(31), category: 'x'.repeat(11) };
    await ordersApi.publish(client, { ...sale, description: 'é'.repeat(200), items: [long, bareItem] }, acceptedAt);
    const eleven = Array.from({ length: 11 }, () => ({ ...bareItem, quantity: 1, unitPriceMinor: 100 }));
    await ordersApi.publish(client, { ...sale, totalMinor: 1100, items: eleven, sponsorId: null }, acceptedAt);
    const [first, second] = server.requests.map((request) => JSON.parse(request.body));
    expect(first.description).toHaveLength(150);
    expect(first.items[0]).toEqual({ title: 'x'.repeat(149), unit_price: '120.10', quantity: 1, unit_measure: 'unit' });
    expect(second).not.toHaveProperty('items');
    expect(second).not.toHaveProperty('integration_data');
  });

  test('published again it is the same to the last byte', async () => {
    server.answer(json(orderBody(), 201));
    await ordersApi.publish(client, sale, acceptedAt);
    await ordersApi.publish(client, sale, acceptedAt);
    const [first, second] = server.requests;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['x-idempotency-key']).toBe(first?.headers['x-idempotency-key']);
  });

  test.each([
    ['unknown', json('{"errors":[{"code":"idempotency_key_already_used"}]}', 409)],
    ['refused', json('{"errors":[{"code":"pos_not_found"}]}', 404)],
    ['refused', json('{"errors":[{"code":"unsupported_site"}]}', 400)],
    ['not_sent', json('{"errors":[{"code":"too_many_requests"}]}', 429)],
    ['unknown', json('{}', 201)],
    ['unknown', html(502)],
  ] as const)('the outcome is %s', async (kind, step) => {
    server.answer(step);
    expect((await ordersApi.publish(client, sale, acceptedAt)).kind).toBe(kind);
  });
});

describe('withdrawing', () => {
  const conflict = json('{"errors":[{"code":"cannot_cancel_order"}]}', 409);
  test.each([
    ['withdrawn', [json(orderBody({ status: 'canceled' }))]],
    ['nothing_there', [json(orderBody(paid))]],
    ['nothing_there', [conflict, json(orderBody(paid))]],
    ['nothing_there', [conflict, json(orderBody({ status: 'expired' }))]],
    ['withdrawn', [conflict, json(orderBody({ status: 'canceled' }))]],
    ['locked', [conflict, json(orderBody({ status: 'processing' }))]],
    ['unknown', [conflict, html(500)]],
    ['not_sent', [json('{"errors":[{"code":"resource_locked"}]}', 423)]],
    ['unknown', [html(200)]],
    ['unknown', [json(orderBody({ id: 'ORD01K372G4J4FXZ9HGHZMJMOTHER' }))]],
  ] as const)('ends as %s', async (kind, steps) => {
    server.answer(...steps);
    expect((await ordersApi.withdraw(client, slot, 'cancel-1')).kind).toBe(kind);
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: `/v1/orders/${orderId}/cancel`, body: '' });
    expect(server.requests[0]?.headers['x-idempotency-key']).toBe('cancel-1');
  });

  test('without an id nothing can be asked', async () => {
    server.answer(json('{}'));
    const nameless = { ...slot, providerOrderId: null };
    expect(await ordersApi.withdraw(client, nameless, 'k')).toMatchObject({ kind: 'not_sent' });
    expect(await ordersApi.readSlot(client, nameless)).toEqual({ kind: 'not_offered' });
    const [way] = ordersApi.waysToLook({
      externalReference: 'x',
      providerOrderId: null,
      merchantOrderIds: ['1'],
      isThorough: true,
    });
    await expect(way?.read(client)).rejects.toThrow(MercadoPagoError);
    expect(server.requests).toEqual([]);
  });
});

describe('looking', () => {
  test('the order is the only way, whatever merchant orders a notification named', async () => {
    server.answer(json(orderBody(paid)));
    const ways = ordersApi.waysToLook({
      externalReference: 'x',
      providerOrderId: orderId,
      merchantOrderIds: ['7'],
      isThorough: true,
    });
    expect(ways.map((way) => way.name)).toEqual(['order']);
    expect(await ways[0]?.read(client)).toMatchObject([
      { merchantOrderId: orderId, status: 'closed', totalMinor: 32010 },
    ]);
  });

  test.each([
    ['live', { status: 'created' }],
    ['live', { status: 'action_required' }],
    ['empty', paid],
    ['empty', { status: 'canceled' }],
    ['unreadable', { status: 'brand_new' }],
    ['unreadable', { external_reference: null }],
  ] as const)('the slot is %s', async (kind, change) => {
    server.answer(json(orderBody(change)));
    expect((await ordersApi.readSlot(client, slot)).kind).toBe(kind);
  });

  test('a 404 right after publishing says nothing', async () => {
    server.answer(json('{"errors":[{"code":"order_not_found"}]}', 404));
    expect((await ordersApi.readSlot(client, slot)).kind).toBe('unreadable');
  });
});

describe('refunds', () => {
  const refund = {
    id: 'REF01J49MMW3SSBK5PSV3DFR32959',
    transaction_id: paymentId,
    amount: '24.90',
    status: 'processed',
  };
  const request = {
    providerOrderId: orderId,
    paymentId,
    amountMinor: 2490,
    currencyId: 'ARS',
    idempotencyKey: 'r-1',
  } as const;
  const answer = (transactions: unknown) =>
    json(JSON.stringify({ id: orderId, status: 'processed', status_detail: 'partially_refunded', transactions }));

  test('a part names its payment and amount, the whole names nothing', async () => {
    server.answer(answer({ refunds: [refund] }));
    expect(await ordersApi.refund(client, request)).toMatchObject({
      refundId: refund.id,
      paymentId,
      amountMinor: 2490,
      status: 'approved',
    });
    await ordersApi.refund(client, { ...request, amountMinor: null });
    expect(server.requests.map(({ url, body }) => [url, body])).toEqual([
      [`/v1/orders/${orderId}/refund`, `{"transactions":[{"id":"${paymentId}","amount":"24.90"}]}`],
      [`/v1/orders/${orderId}/refund`, ''],
    ]);
    expect(server.requests[0]?.headers['x-idempotency-key']).toBe('r-1');
  });

  test.each([
    { refunds: [] },
    { refunds: [{ ...refund, transaction_id: 'PAY02' }] },
    { refunds: [{ status: 'processed' }] },
    {},
  ])('an answer that does not name the refund leaves it unknown', async (transactions) => {
    server.answer(answer(transactions));
    await expect(ordersApi.refund(client, request)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  });

  test('the refunds of one payment are read from its order', async () => {
    const other = { ...refund, id: 'REF2', transaction_id: 'PAY02' };
    server.answer(json(orderBody({ transactions: { payments: [], refunds: [refund, other] } })));
    expect(await ordersApi.listRefunds(client, request)).toMatchObject([{ refundId: refund.id }]);
  });
});

describe('reading', () => {
  const read = (change: Record<string, unknown>) => readOrder(parseExactJson(orderBody(change)));

  test('an order reads as one observation under its own id', () => {
    expect(read(paid)?.observed).toEqual({
      merchantOrderId: orderId,
      status: 'closed',
      externalReference: 'Bill-0001',
      collectorId: '100001',
      totalMinor: 32010,
      createdAt: new Date('2026-11-21T12:00:01.130Z'),
      lastUpdatedAt: new Date('2026-11-21T12:00:02.268Z'),
      payments: [
        {
          paymentId,
          merchantOrderId: orderId,
          status: 'approved',
          statusDetail: null,
          currencyId: 'ARS',
          amountMinor: 32010,
          refundedMinor: 0,
          methodId: null,
          approvedAt: null,
          lastModifiedAt: new Date('2026-11-21T12:00:02.268Z'),
        },
      ],
    });
  });

  test.each([
    ['created', 'opened'],
    ['processing', 'opened'],
    ['action_required', 'opened'],
    ['processed', 'closed'],
    ['refunded', 'closed'],
    ['canceled', 'expired'],
    ['cancelled', 'expired'],
    ['expired', 'expired'],
    ['failed', 'expired'],
    ['paid', 'unknown'],
    [null, 'unknown'],
  ])('status %s is observed as %s', (status, observed) => {
    expect(read({ status })?.observed.status).toBe(observed);
  });

  test.each([
    ['processed', 'approved'],
    ['refunded', 'refunded'],
    ['created', 'pending'],
    ['processing', 'in_process'],
    ['failed', 'rejected'],
    ['canceled', 'cancelled'],
    ['expired', 'cancelled'],
    ['charged_back', 'charged_back'],
    ['paid', 'unknown'],
  ])('a payment that is %s is observed as %s', (status, observed) => {
    const transactions = { payments: [{ id: paymentId, amount: '1.00', status }] };
    expect(read({ transactions })?.observed.payments[0]?.status).toBe(observed);
  });

  test('what counts is never more than what was asked nor than what was paid', () => {
    const amount = (payment: object) =>
      read({ transactions: { payments: [{ id: paymentId, status: 'processed', ...payment }] } })?.observed.payments[0]
        ?.amountMinor;
    expect(amount({ amount: '50.00', paid_amount: '55.00' })).toBe(5000);
    expect(amount({ amount: '50.00', paid_amount: '47.28' })).toBe(4728);
    expect(amount({ amount: '50' })).toBe(5000);
    expect(amount({ amount: 50.0 })).toBe(5000);
    expect(amount({ amount: '50.001' })).toBeNull();
  });

  test('refunds that are done are added up per payment', () => {
    const refund = { id: 'REF1', transaction_id: paymentId, amount: '10.00', status: 'processed' };
    const transactions = {
      payments: paid.transactions.payments,
      refunds: [refund, { ...refund, id: 'REF2', amount: '5.05' }, { ...refund, id: 'REF3', status: 'processing' }],
    };
    expect(read({ ...paid, transactions })?.observed.payments[0]?.refundedMinor).toBe(1505);
  });

  test.each([
    ['AR', 'ARS'],
    ['ARG', 'ARS'],
    ['bra', 'BRL'],
    ['UY', 'UYU'],
    ['US', null],
  ])('without a currency the country %s says %s', (country_code, currencyId) => {
    expect(read({ currency: undefined, country_code })?.currencyId).toBe(currencyId);
  });

  test('without ids it cannot be read', () => {
    expect(read({ id: null })).toBeNull();
    expect(read({ transactions: { payments: [{ status: 'processed' }] } })).toBeNull();
    expect(read({ transactions: null })?.observed.payments).toEqual([]);
  });
});
