import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  at,
  openShop,
  orderBody,
  orderPath,
  posBody,
  putOrderPath,
  scanNewOrder,
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

const scan = () => simulator.control('POST', '/scan', { external_pos_id: 'S001P01' });
const search = (query: string) => simulator.api('GET', `/merchant_orders/search?${query}`);

describe('attended orders', () => {
  test('an order is put without an answer and read back as it was sent', async () => {
    const put = await simulator.api('PUT', putOrderPath, orderBody());
    expect([put.status, put.text]).toEqual([204, '']);
    expect((await simulator.api('GET', orderPath)).json).toEqual(orderBody());
  });

  test('a second order silently replaces the first', async () => {
    await simulator.api('PUT', putOrderPath, orderBody());
    await simulator.api('PUT', putOrderPath, orderBody({ external_reference: 'Bill-0002' }));
    expect(at((await simulator.api('GET', orderPath)).json, 'external_reference')).toBe('Bill-0002');
  });

  test('an order can be deleted once', async () => {
    await simulator.api('PUT', putOrderPath, orderBody());
    expect((await simulator.api('DELETE', orderPath)).status).toBe(204);
    const again = await simulator.api('DELETE', orderPath);
    expect([again.status, at(again.json, 'error')]).toEqual([400, 'in_store_order_delete_error']);
    const read = await simulator.api('GET', orderPath);
    expect([read.status, at(read.json, 'error')]).toEqual([404, 'point_of_sale_in_store_order_not_found']);
  });

  test('an order ends at its expiration date, and after ten minutes without one', async () => {
    const inAMinute = new Date(Date.now() + 60_000).toISOString().replace('Z', '+00:00');
    await simulator.api('PUT', putOrderPath, orderBody({ expiration_date: inAMinute }));
    await simulator.control('POST', '/advance', { seconds: 61 });
    expect((await simulator.api('GET', orderPath)).status).toBe(404);
    await simulator.api('PUT', putOrderPath, orderBody());
    await simulator.control('POST', '/advance', { seconds: 590 });
    expect((await simulator.api('GET', orderPath)).status).toBe(200);
    await simulator.control('POST', '/advance', { seconds: 11 });
    expect((await simulator.api('GET', orderPath)).status).toBe(404);
  });

  const item = { title: 'A', unit_price: 10, quantity: 1, unit_measure: 'unit', total_amount: 10 };
  test.each([
    ['invalid_external_reference', orderBody({ external_reference: undefined })],
    ['invalid_external_reference', orderBody({ external_reference: 'Factura 1' })],
    ['invalid_external_reference', orderBody({ external_reference: 'x'.repeat(65) })],
    ['invalid_title', orderBody({ title: undefined })],
    ['invalid_title', orderBody({ title: 'x'.repeat(257) })],
    ['invalid_description', orderBody({ description: 5 })],
    ['invalid_total_amount', orderBody({ total_amount: '320.00' })],
    ['invalid_total_amount', orderBody({ total_amount: 320.01 })],
    ['invalid_items.title', orderBody({ total_amount: 10, items: [{ ...item, title: undefined }] })],
    ['invalid_items.unit_price', orderBody({ total_amount: 10, items: [{ ...item, unit_price: 10.001 }] })],
    ['invalid_items.unit_price', orderBody({ total_amount: 10, items: [{ ...item, unit_price: '10' }] })],
    ['invalid_items.quantity', orderBody({ total_amount: 10, items: [{ ...item, quantity: 1.5 }] })],
    ['invalid_items.unit_measure', orderBody({ total_amount: 10, items: [{ ...item, unit_measure: 'kg' }] })],
    ['invalid_items.total_amount', orderBody({ total_amount: 10, items: [{ ...item, total_amount: 11 }] })],
    ['error_creating_seller_qr_order', orderBody({ items: [] })],
    ['invalid_id', orderBody({ sponsor: {} })],
    ['invalid_sponsor.id', orderBody({ sponsor: { id: 'x' } })],
    ['invalid_sponsor.id', orderBody({ sponsor: { id: 100001 } })],
    ['invalid_expiration_date', orderBody({ expiration_date: '2023-08-22T16:34:56.559-04:00' })],
    ['invalid_expiration_date', orderBody({ expiration_date: 'tomorrow' })],
    ['invalid_notification_url', orderBody({ notification_url: `https://a.example/${'x'.repeat(500)}` })],
  ])('an order is refused with 400 %s', async (key, body) => {
    const refused = await simulator.api('PUT', putOrderPath, body);
    expect([refused.status, at(refused.json, 'error')]).toEqual([400, key]);
  });

  test('an unknown POS, or one of another store, is 404 pos_obtainment_error', async () => {
    const unknownPos = await simulator.api('PUT', putOrderPath.replace('S001P01', 'NONE'), orderBody());
    const otherStore = await simulator.api('PUT', putOrderPath.replace('S001/', 'S002/'), orderBody());
    expect([unknownPos.status, at(unknownPos.json, 'error')]).toEqual([404, 'pos_obtainment_error']);
    expect([otherStore.status, at(otherStore.json, 'error')]).toEqual([404, 'pos_obtainment_error']);
    expect((await simulator.api('PUT', putOrderPath.replace('100001', 'me'), orderBody())).json).toMatchObject({
      error: 'invalid_collectorId',
    });
    expect((await simulator.api('PUT', putOrderPath.replace('100001', '2'), orderBody())).status).toBe(403);
  });

  test.each([
    ['MLC', -33.4, -70.6],
    ['MCO', 4.6, -74.1],
  ])('amounts with decimals are refused in %s', async (siteId, latitude, longitude) => {
    await simulator.control('POST', '/reset', {
      accounts: [{ user_id: 100001, site_id: siteId, access_token: 'zero' }],
    });
    const headers = { authorization: 'Bearer zero' };
    const location = { ...storeBody.location, latitude, longitude };
    await simulator.api('POST', '/users/100001/stores', { ...storeBody, location }, headers);
    await simulator.api('POST', '/pos', { ...posBody, category: undefined }, headers);
    const order = (price: number) =>
      orderBody({
        total_amount: price,
        items: [{ title: 'A', unit_price: price, quantity: 1, unit_measure: 'unit', total_amount: price }],
      });
    expect((await simulator.api('PUT', putOrderPath, order(1500.5), headers)).status).toBe(400);
    expect((await simulator.api('PUT', putOrderPath, order(1500), headers)).status).toBe(204);
  });
});

describe('merchant orders', () => {
  test('there is none before a scan, and one more for every scan', async () => {
    await simulator.api('PUT', putOrderPath, orderBody());
    expect((await search('external_reference=Bill-0001')).json).toEqual({ elements: null, next_offset: 0, total: 0 });
    const first = await scan();
    const second = await scan();
    expect(at(first.json, 'merchant_order_id')).not.toBe(at(second.json, 'merchant_order_id'));
    const found = await search('external_reference=Bill-0001');
    expect(found.json).toMatchObject({ total: 2, next_offset: 2 });
    const other = await simulator.api('GET', '/merchant_orders?external_reference=Bill-0001');
    expect(other.json).toEqual(found.json);
  });

  test('a scan without an order waits and makes no merchant order', async () => {
    expect((await scan()).json).toMatchObject({ result: 'waiting' });
    expect((await search('')).json).toMatchObject({ elements: null });
  });

  test('a scanned order shows what was sold, in numbers with offsets of -04:00', async () => {
    const scanned = await scanNewOrder(simulator);
    const id = at(scanned.json, 'merchant_order_id');
    const order = (await simulator.api('GET', `/merchant_orders/${id}`)).json;
    expect(order).toMatchObject({
      id,
      status: 'opened',
      order_status: 'payment_required',
      external_reference: 'Bill-0001',
      payments: [],
      total_amount: 320,
      paid_amount: 0,
      refunded_amount: 0,
      site_id: 'MLA',
      collector: { id: 100001 },
      items: [{ id: 'A-1', title: 'Menú', quantity: 1, unit_price: 120, currency_id: 'ARS' }, { title: 'Agua' }],
    });
    expect(at(order, 'date_created')).toMatch(/\.\d{3}-04:00$/);
  });

  test('thirty come on a page, and pages together hold all of them', async () => {
    await simulator.api('PUT', putOrderPath, orderBody());
    for (let count = 0; count < 35; count += 1) await scan();
    const first = await search('external_reference=Bill-0001');
    const second = await search(`external_reference=Bill-0001&offset=${at(first.json, 'next_offset')}`);
    expect([at(first.json, 'elements', 'length'), at(second.json, 'elements', 'length')]).toEqual([30, 5]);
    expect((await search('external_reference=Bill-0001&offset=35')).json).toMatchObject({ elements: null, total: 35 });
  });

  test('the search forgets orders after ninety days, reading does not', async () => {
    const scanned = await scanNewOrder(simulator);
    await simulator.control('POST', '/advance', { seconds: 91 * 86_400 });
    expect((await search('external_reference=Bill-0001')).json).toMatchObject({ elements: null });
    expect((await simulator.api('GET', `/merchant_orders/${at(scanned.json, 'merchant_order_id')}`)).status).toBe(200);
  });

  test.each([
    [400, 'invalid_format', '/merchant_orders/abc'],
    [404, 'not_found', '/merchant_orders/12'],
    [400, 'ds_search_query', '/merchant_orders/search?limit=x'],
    [400, 'ds_search_query', '/merchant_orders/search?date_created_from=yesterday'],
  ])('a wrong read is %i %s', async (status, key, path) => {
    const refused = await simulator.api('GET', path);
    expect([refused.status, at(refused.json, 'error')]).toEqual([status, key]);
  });
});
