import { MercadoPagoConfig, MerchantOrder, OAuth, Order, Payment, PaymentRefund, User } from 'mercadopago';
import { AppConfig } from 'mercadopago/dist/utils/config';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { accessToken, at, openShop, scanNewOrder, startTestSimulator, type TestSimulator } from './simulator-client';

let simulator: TestSimulator;
const config = new MercadoPagoConfig({ accessToken, options: { maxRetries: 0 } });

beforeAll(async () => {
  simulator = await startTestSimulator();
  // The SDK knows one host; this is the only way to show it another.
  Object.assign(AppConfig, { BASE_URL: `http://127.0.0.1:${simulator.port}` });
});
afterAll(() => simulator.close());
beforeEach(() => openShop(simulator));

async function sell(): Promise<{ orderId: number; paymentId: number }> {
  const orderId = Number(at((await scanNewOrder(simulator)).json, 'merchant_order_id'));
  const paid = await simulator.control('POST', '/pay', { merchant_order_id: orderId, outcome: 'approved' });
  return { orderId, paymentId: Number(at(paid.json, 'payment_id')) };
}

test('the official SDK reads its own account', async () => {
  expect(await new User(config).get()).toMatchObject({ id: 100001, site_id: 'MLA' });
});

test('the official SDK reads and searches merchant orders', async () => {
  const { orderId, paymentId } = await sell();
  const merchantOrders = new MerchantOrder(config);
  const order = await merchantOrders.get({ merchantOrderId: orderId });
  expect(order).toMatchObject({ id: orderId, status: 'closed', payments: [{ id: paymentId }] });
  const found = await merchantOrders.search({ options: { external_reference: 'Bill-0001' } });
  expect(found.elements?.map(({ id }) => id)).toEqual([orderId]);
});

test('the official SDK creates and updates merchant orders, and is refused what the reference refuses', async () => {
  const merchantOrders = new MerchantOrder(config);
  const items = [
    {
      id: 'A-1',
      title: 'Book',
      category_id: 'books',
      description: '',
      picture_url: '',
      currency_id: 'ARS',
      quantity: 2,
      unit_price: 10.5,
    },
  ];
  const order = await merchantOrders.create({ body: { external_reference: 'Checkout-1', items } });
  expect(order).toMatchObject({ status: 'opened', external_reference: 'Checkout-1', total_amount: 21, payments: [] });
  const merchantOrderId = Number(order.id);
  const body = { external_reference: 'Checkout-2', additional_info: 'gift' };
  expect(await merchantOrders.update({ merchantOrderId, body })).toMatchObject({ id: order.id, ...body });
  const found = async (external_reference: string) =>
    (await merchantOrders.search({ options: { external_reference } })).elements?.map(({ id }) => id);
  expect([await found('Checkout-1'), await found('Checkout-2')]).toEqual([undefined, [order.id]]);

  const refused: [Record<string, unknown>, object][] = [
    [{ notification_url: 'ftp://shop.example' }, { status: 400, error: 'invalid_url' }],
    [{ sponsor_id: '100001' }, { status: 400, error: 'invalid_sponsor_id' }],
    [{ collector: { id: 999 } }, { status: 403, error: 'user_not_allowed' }],
    [{ items: [] }, { status: 400, error: 'invalid_format' }],
  ];
  for (const [change, error] of refused) {
    await expect(merchantOrders.update({ merchantOrderId, body: change })).rejects.toMatchObject(error);
    await expect(merchantOrders.create({ body: { items, ...change } })).rejects.toMatchObject(error);
  }
  await simulator.control('POST', '/pay', { merchant_order_id: merchantOrderId, outcome: 'approved' });
  const closed = { status: 400, error: 'invalid_order_state' };
  await expect(merchantOrders.update({ merchantOrderId, body })).rejects.toMatchObject(closed);
});

test('the official SDK reads, searches and refunds payments', async () => {
  const { paymentId } = await sell();
  const payments = new Payment(config);
  expect(await payments.get({ id: paymentId })).toMatchObject({ id: paymentId, status: 'approved' });
  const options = { external_reference: 'Bill-0001', sort: 'date_created', criteria: 'desc' } as const;
  expect((await payments.search({ options })).results?.map(({ id }) => id)).toEqual([paymentId]);
  const refunds = new PaymentRefund(config);
  const part = await refunds.create({ payment_id: paymentId, body: { amount: 20 } });
  expect(part).toMatchObject({ payment_id: paymentId, amount: 20, status: 'approved' });
  expect(await refunds.total({ payment_id: paymentId })).toMatchObject({ amount: 300 });
  expect(await refunds.list({ payment_id: paymentId })).toHaveLength(2);
  expect(await refunds.get({ payment_id: paymentId, refund_id: Number(part.id) })).toMatchObject({ id: part.id });
  await expect(refunds.total({ payment_id: paymentId })).rejects.toMatchObject({ status: 400, error: 'bad_request' });
});

test('the official SDK creates, reads, searches, cancels and refunds orders', async () => {
  const orders = new Order(config);
  const body = {
    type: 'qr',
    external_reference: 'Sdk-1',
    total_amount: '50.00',
    // Its types do not know `qr` here; an undefined field that they know lets it pass.
    config: { payment_method: undefined, qr: { external_pos_id: 'S001P01', mode: 'static' } },
    transactions: { payments: [{ amount: '50.00' }] },
  };
  const canceled = await orders.create({ body });
  expect(await orders.get({ id: String(canceled.id) })).toMatchObject({ id: canceled.id, status: 'created' });
  expect(await orders.cancel({ id: String(canceled.id) })).toMatchObject({ status: 'canceled' });
  await expect(orders.cancel({ id: String(canceled.id) })).rejects.toMatchObject({ status: 409 });

  const order = await orders.create({ body });
  const scanned = await simulator.control('POST', '/scan', { external_pos_id: 'S001P01' });
  await simulator.control('POST', '/pay', {
    merchant_order_id: at(scanned.json, 'merchant_order_id'),
    outcome: 'approved',
  });
  expect(await orders.refund({ id: String(order.id) })).toMatchObject({ status: 'refunded' });
  const from = new Date(Date.now() - 60_000).toISOString();
  const to = new Date(Date.now() + 60_000).toISOString();
  const found = await orders.search({ options: { begin_date: from, end_date: to, external_reference: 'Sdk-1' } });
  expect(found.data?.map(({ id }) => id)).toEqual([order.id, canceled.id]);
});

test('the official SDK exchanges and refreshes OAuth tokens', async () => {
  const redirectUri = 'http://localhost:3000/callback';
  const client = { client_id: '1234567890123456', client_secret: 'TEST-client-secret-0001' };
  const oauth = new OAuth(config);
  const page = new URL(
    oauth.getAuthorizationURL({ options: { client_id: client.client_id, redirect_uri: redirectUri, state: 's' } }),
  );
  const form = new URLSearchParams([...page.searchParams, ['user_id', '100001'], ['decision', 'allow']]);
  const allowed = await fetch(`http://127.0.0.1:${simulator.port}/authorization`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const granted = await oauth.create({ body: { ...client, code, redirect_uri: redirectUri } });
  expect(granted).toMatchObject({ user_id: 100001, token_type: 'bearer' });
  const refreshed = await oauth.refresh({ body: { ...client, refresh_token: String(granted.refresh_token) } });
  expect(refreshed.refresh_token).not.toBe(granted.refresh_token);
  await expect(oauth.create({ body: { ...client, code, redirect_uri: redirectUri } })).rejects.toMatchObject({
    status: 400,
    error: 'invalid_grant',
  });
});

test('the official SDK sees a bad token as an authentication error', async () => {
  const stranger = new MercadoPagoConfig({ accessToken: 'nobody', options: { maxRetries: 0 } });
  await expect(new User(stranger).get()).rejects.toMatchObject({ status: 401, name: 'MPAuthenticationError' });
});
