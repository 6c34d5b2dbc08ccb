import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readEmvcoText } from '@/lib/simulator/emvco';
import {
  at,
  type Listener,
  listenForNotices,
  openShop,
  orderBody,
  orderPath,
  posBody,
  putOrderPath,
  startTestSimulator,
  storeBody,
  type TestSimulator,
} from './simulator-client';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => openShop(simulator));

const scan = (body: Record<string, unknown>) => simulator.control('POST', '/scan', body);
const scanPos = () => scan({ external_pos_id: 'S001P01' });
const pay = (orderId: unknown) =>
  simulator.control('POST', '/pay', { merchant_order_id: orderId, outcome: 'approved' });

describe('attended orders, first version', () => {
  const path = '/mpmobile/instore/qr/100001/S001P01';
  const body = (change: Record<string, unknown> = {}) => ({
    external_reference: 'Factura 0001',
    items: [
      {
        id: 'A-1',
        title: 'Producto 1',
        currency_id: 'ARS',
        unit_price: 120.5,
        quantity: 2,
        picture_url: 'https://a.example/p.png',
      },
    ],
    ...change,
  });

  test('an order totals its items and answers a preference', async () => {
    const made = await simulator.api('POST', path, body());
    expect([made.status, made.json]).toMatchObject([
      200,
      {
        collector_id: 100001,
        total_amount: 241,
        external_reference: 'Factura 0001',
        operation_type: 'regular_payment',
      },
    ]);
    const scanned = await scanPos();
    expect(at(scanned.json, 'merchant_order')).toMatchObject({
      total_amount: 241,
      items: [{ id: 'A-1', picture_url: 'https://a.example/p.png' }],
    });
  });

  test('an order lives as long as its header says', async () => {
    await simulator.api('POST', path, body(), { 'x-ttl-store-preference': '60' });
    await simulator.control('POST', '/advance', { seconds: 61 });
    expect((await scanPos()).json).toMatchObject({ result: 'waiting' });
  });

  test('deleting answers 204 with and without an order', async () => {
    await simulator.api('POST', path, body());
    expect((await simulator.api('DELETE', path)).status).toBe(204);
    expect((await simulator.api('DELETE', path)).status).toBe(204);
    expect((await scanPos()).json).toMatchObject({ result: 'waiting' });
  });

  const item = { title: 'A', currency_id: 'ARS', unit_price: 10, quantity: 1 };
  test.each([
    ['invalid_items', body({ items: [] })],
    ['invalid_items', body({ items: [{ ...item, currency_id: 'BRL' }] })],
    ['invalid_items', body({ items: [{ ...item, unit_price: '10' }] })],
    ['invalid_items', body({ items: [{ ...item, quantity: 0.5 }] })],
    ['invalid_items', body({ items: [{ ...item, unit_price: 0 }] })],
    ['invalid_sponsor_id', body({ sponsor_id: 100001 })],
    ['invalid_external_reference', body({ external_reference: 'x'.repeat(257) })],
  ])('an order is refused with 400 %s', async (key, refusedBody) => {
    const refused = await simulator.api('POST', path, refusedBody);
    expect([refused.status, at(refused.json, 'error')]).toEqual([400, key]);
  });

  test('a bad token is 400 invalid_access_token', async () => {
    const refused = await simulator.api('POST', path, body(), { authorization: 'Bearer nobody' });
    expect([refused.status, at(refused.json, 'error')]).toEqual([400, 'invalid_access_token']);
  });
});

describe('dynamic and hybrid QR', () => {
  const path = '/instore/orders/qr/seller/collectors/100001/pos/S001P01/qrs';

  test('a dynamic QR leads to its order, and the printed QR does not', async () => {
    const made = await simulator.api('POST', path, orderBody());
    const qrData = String(at(made.json, 'qr_data'));
    expect(made.status).toBe(200);
    expect(readEmvcoText(qrData)?.find(({ id }) => id === '01')?.value).toBe('12');
    expect(at(made.json, 'in_store_order_id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await scanPos()).json).toMatchObject({ result: 'waiting' });
    const scanned = await scan({ qr_data: qrData });
    await pay(at(scanned.json, 'merchant_order_id'));
    expect((await scan({ qr_data: qrData })).json).toMatchObject({ result: 'error' });
  });

  test('several dynamic orders live at once on one POS', async () => {
    const first = await simulator.api('POST', path, orderBody());
    const second = await simulator.api('POST', path, orderBody({ external_reference: 'Bill-0002' }));
    for (const made of [first, second]) {
      expect((await scan({ qr_data: at(made.json, 'qr_data') })).json).toMatchObject({ result: 'order' });
    }
  });

  test('a hybrid order is on both codes, and paying through one empties the other', async () => {
    const made = await simulator.api('PUT', path, orderBody());
    expect(made.status).toBe(201);
    const printed = await scanPos();
    const dynamic = await scan({ qr_data: at(made.json, 'qr_data') });
    expect([at(printed.json, 'result'), at(dynamic.json, 'result')]).toEqual(['order', 'order']);
    expect((await simulator.api('GET', orderPath)).status).toBe(200);
    await pay(at(printed.json, 'merchant_order_id'));
    expect((await scan({ qr_data: at(made.json, 'qr_data') })).json).toMatchObject({ result: 'error' });
  });

  test('a hybrid order may answer without a body', async () => {
    await simulator.control('PUT', '/behaviour', { hybrid_body: false });
    const made = await simulator.api('PUT', path, orderBody());
    expect([made.status, made.text]).toEqual([201, '']);
  });

  test('a dynamic QR in Brazil is a Pix payload', async () => {
    await simulator.control('POST', '/reset', { accounts: [{ user_id: 100001, site_id: 'MLB', access_token: 'br' }] });
    const headers = { authorization: 'Bearer br' };
    const location = { ...storeBody.location, latitude: -23.5, longitude: -46.6 };
    await simulator.api('POST', '/users/100001/stores', { ...storeBody, location }, headers);
    await simulator.api('POST', '/pos', { ...posBody, category: 5611203 }, headers);
    const made = await simulator.api('POST', path, orderBody(), headers);
    const qrData = String(at(made.json, 'qr_data'));
    expect(readEmvcoText(qrData)?.map(({ id }) => id)).toEqual([
      '00',
      '01',
      '26',
      '52',
      '53',
      '58',
      '59',
      '60',
      '62',
      '63',
    ]);
    expect((await scan({ qr_data: qrData })).json).toMatchObject({ result: 'order' });
  });

  test('a notification URL without a scheme is refused here only', async () => {
    const body = orderBody({ notification_url: 'www.yourserver.com' });
    expect((await simulator.api('POST', path, body)).json).toMatchObject({ error: 'invalid_notification_url' });
    expect((await simulator.api('PUT', putOrderPath, body)).status).toBe(204);
  });
});

describe('the Orders API', () => {
  let key = 0;
  const body = (change: Record<string, unknown> = {}) => ({
    type: 'qr',
    external_reference: 'Bill-0001',
    description: 'Almuerzo',
    total_amount: '50.00',
    config: { qr: { external_pos_id: 'S001P01', mode: 'static' } },
    transactions: { payments: [{ amount: '50.00' }] },
    items: [{ title: 'Menú', unit_price: '50.00', quantity: 1, unit_measure: 'unit' }],
    ...change,
  });
  const post = (path: string, sent: unknown, idempotencyKey = `k${++key}`) =>
    simulator.api('POST', path, sent, { 'x-idempotency-key': idempotencyKey });

  async function payNewOrder(): Promise<string> {
    const made = await post('/v1/orders', body());
    await pay(at((await scanPos()).json, 'merchant_order_id'));
    return String(at(made.json, 'id'));
  }

  test('an order is created with amounts as texts and an id that can be read', async () => {
    const made = await post('/v1/orders', body());
    expect([made.status, made.json]).toMatchObject([
      201,
      {
        type: 'qr',
        status: 'created',
        status_detail: 'created',
        total_amount: '50.00',
        expiration_time: 'PT15M',
        country_code: 'ARG',
        user_id: '100001',
        transactions: { payments: [{ amount: '50.00', status: 'created', status_detail: 'ready_to_process' }] },
        config: { qr: { external_pos_id: 'S001P01', mode: 'static' } },
      },
    ]);
    const id = String(at(made.json, 'id'));
    expect(id).toMatch(/^ORD[0-9A-Z]{26}$/);
    expect((await simulator.api('GET', `/v1/orders/${id}`)).json).toEqual(made.json);
  });

  test('a paid order is processed and names the numeric payment', async () => {
    const order = (await simulator.api('GET', `/v1/orders/${await payNewOrder()}`)).json;
    expect(order).toMatchObject({ status: 'processed', status_detail: 'accredited' });
    const paymentId = String(at(order, 'transactions', 'payments', 0, 'reference_id'));
    expect((await simulator.api('GET', `/v1/payments/${paymentId}`)).json).toMatchObject({ status: 'approved' });
  });

  test('a rejected attempt leaves the order created', async () => {
    const made = await post('/v1/orders', body());
    const scanned = await scanPos();
    await simulator.control('POST', '/pay', {
      merchant_order_id: at(scanned.json, 'merchant_order_id'),
      outcome: 'rejected',
    });
    expect((await simulator.api('GET', `/v1/orders/${at(made.json, 'id')}`)).json).toMatchObject({ status: 'created' });
  });

  test.each(['dynamic', 'hybrid'])('a %s order answers a QR of its own', async (mode) => {
    const made = await post('/v1/orders', body({ config: { qr: { external_pos_id: 'S001P01', mode } } }));
    const qrData = at(made.json, 'type_response', 'qr_data');
    expect(readEmvcoText(String(qrData))).not.toBeNull();
    expect((await scan({ qr_data: qrData })).json).toMatchObject({ result: 'order' });
    expect((await scanPos()).json).toMatchObject({ result: mode === 'hybrid' ? 'order' : 'waiting' });
  });

  test('the same key and body answer the same order, another body is 409', async () => {
    const first = await post('/v1/orders', body(), 'same');
    expect((await post('/v1/orders', body(), 'same')).json).toEqual(first.json);
    const refused = await post('/v1/orders', body({ description: 'Cena' }), 'same');
    expect([refused.status, at(refused.json, 'errors', 0, 'code')]).toEqual([409, 'idempotency_key_already_used']);
  });

  test('an order can be canceled while it is created, and not paid afterwards', async () => {
    const id = String(at((await post('/v1/orders', body())).json, 'id'));
    const scanned = await scanPos();
    const canceled = await post(`/v1/orders/${id}/cancel`, undefined);
    expect(canceled.json).toMatchObject({
      status: 'canceled',
      transactions: { payments: [{ status: 'canceled', status_detail: 'canceled_by_api' }] },
    });
    expect((await pay(at(scanned.json, 'merchant_order_id'))).status).toBe(409);
    const again = await post(`/v1/orders/${id}/cancel`, undefined);
    expect([again.status, at(again.json, 'errors', 0, 'code')]).toEqual([409, 'cannot_cancel_order']);
  });

  test('an order expires at its time', async () => {
    const id = at((await post('/v1/orders', body({ expiration_time: 'PT30S' }))).json, 'id');
    await simulator.control('POST', '/advance', { seconds: 31 });
    expect((await simulator.api('GET', `/v1/orders/${id}`)).json).toMatchObject({ status: 'expired' });
    expect((await scanPos()).json).toMatchObject({ result: 'waiting' });
  });

  test('refunds in parts end in a refunded order', async () => {
    const id = await payNewOrder();
    const order = (await simulator.api('GET', `/v1/orders/${id}`)).json;
    const transactionId = at(order, 'transactions', 'payments', 0, 'id');
    const part = await post(`/v1/orders/${id}/refund`, { transactions: [{ id: transactionId, amount: '24.90' }] });
    expect([part.status, part.json]).toMatchObject([
      201,
      {
        status: 'processed',
        status_detail: 'partially_refunded',
        transactions: { refunds: [{ transaction_id: transactionId, amount: '24.90', status: 'processed' }] },
      },
    ]);
    const tooMuch = await post(`/v1/orders/${id}/refund`, { transactions: [{ id: transactionId, amount: '25.11' }] });
    expect(at(tooMuch.json, 'errors', 0, 'code')).toBe('refund_amount_exceeds');
    expect((await post(`/v1/orders/${id}/refund`, {})).json).toMatchObject({ status: 'refunded' });
    const again = await post(`/v1/orders/${id}/refund`, {});
    expect([again.status, at(again.json, 'errors', 0, 'code')]).toEqual([409, 'order_already_refunded']);
    const read = (await simulator.api('GET', `/v1/orders/${id}`)).json;
    expect(at(read, 'transactions', 'refunds')).toHaveLength(2);
  });

  test('a search needs dates and finds by reference', async () => {
    const made = await post('/v1/orders', body());
    const dates = `begin_date=${new Date(Date.now() - 60_000).toISOString()}&end_date=${new Date(Date.now() + 60_000).toISOString()}`;
    expect((await simulator.api('GET', '/v1/orders')).status).toBe(400);
    const found = await simulator.api('GET', `/v1/orders?${dates}&external_reference=Bill-0001`);
    expect(found.json).toMatchObject({ data: [{ id: at(made.json, 'id') }], paging: { total: '1' } });
  });

  test.each([
    [400, 'unsupported_properties', { notification_url: 'https://a.example' }],
    [400, 'property_value', { type: 'point' }],
    [400, 'property_value', { external_reference: 'con espacio' }],
    [400, 'property_value', { transactions: { payments: [] } }],
    [400, 'property_type', { transactions: { payments: [{ amount: 50 }] } }],
    [400, 'property_value', { transactions: { payments: [{ amount: '50.001' }] } }],
    [400, 'property_value', { total_amount: '51.00' }],
    [400, 'property_value', { expiration_time: 'PT10S' }],
    [400, 'property_value', { expiration_time: '15 minutes' }],
    [400, 'property_value', { description: 'x'.repeat(151) }],
    [
      400,
      'property_value',
      { items: Array.from({ length: 11 }, () => ({ title: 'A', unit_price: '1', quantity: 1 })) },
    ],
    [400, 'unsupported_properties', { items: [{ title: 'A', unit_price: '1', quantity: 1, total_amount: '1' }] }],
    [400, 'sponsor_id_not_valid', { integration_data: { sponsor: { id: '100001' } } }],
    [400, 'seller_configuration', { transactions: { cash_outs: [{ amount: '10.00' }] } }],
    [404, 'pos_not_found', { config: { qr: { external_pos_id: 'NONE' } } }],
    [404, 'marketplace_fee_not_allowed', { marketplace_fee: '1.00' }],
  ])('an order is refused with %i %s', async (status, code, change) => {
    const refused = await post('/v1/orders', body(change));
    expect([refused.status, at(refused.json, 'errors', 0, 'code')]).toEqual([status, code]);
  });

  test('a write without a key, a bad id and a country without it are refused', async () => {
    expect((await simulator.api('POST', '/v1/orders', body())).json).toMatchObject({
      errors: [{ code: 'empty_required_header' }],
    });
    expect((await simulator.api('GET', '/v1/orders/123')).json).toMatchObject({
      errors: [{ code: 'invalid_path_param' }],
    });
    await simulator.control('POST', '/reset', { accounts: [{ user_id: 5, site_id: 'MLM', access_token: 'mx' }] });
    const refused = await simulator.api('POST', '/v1/orders', body(), {
      authorization: 'Bearer mx',
      'x-idempotency-key': 'k',
    });
    expect(refused.json).toMatchObject({ errors: [{ code: 'unsupported_site' }] });
  });

  describe('webhooks', () => {
    let listener: Listener;
    beforeEach(async () => {
      listener = await listenForNotices();
      await simulator.control('PUT', '/webhooks', { user_id: 100001, url: listener.url });
    });
    afterEach(() => listener.close());

    test('every change is announced under the topic order, with a growing version', async () => {
      const id = await payNewOrder();
      await post(`/v1/orders/${id}/refund`, {});
      const notices = await listener.waitFor(2);
      expect(notices.map(({ query }) => [query.get('type'), query.get('data.id')])).toEqual([
        ['order', id],
        ['order', id],
      ]);
      expect(notices.map(({ body: sent }) => sent)).toMatchObject([
        {
          action: 'order.processed',
          user_id: '100001',
          data: { id, status: 'processed', total_amount: '50.00', version: 2 },
        },
        { action: 'order.refunded', data: { id, status: 'refunded', version: 3 } },
      ]);
    });
  });
});
