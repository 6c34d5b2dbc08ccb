import {
  MercadoPagoConfig,
  type MercadoPagoError,
  MerchantOrder,
  MPAuthenticationError,
  MPBadRequestError,
  MPIdempotencyError,
  MPNotFoundError,
  MPRateLimitError,
  MPServerError,
  OAuth,
  Order,
  Payment,
  PaymentRefund,
  User,
} from 'mercadopago';
import type { CreateOrderRequest } from 'mercadopago/dist/clients/order/create/types.js';
import { AppConfig } from 'mercadopago/dist/utils/config/index.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiOrder, application, openScene, redirectUri, type Scene, v2 } from './support/scene';
import { sitesOfTheWorld } from './support/sites-of-the-world';
import { openStand, type Stand } from './support/stand';

/*
 * Mercado Pago's own client for Node drives the simulator: it was written by others, for the real service, and knows
 * nothing of ours. Only its base URL is another. It keeps the options of one call for the next, so every write here
 * brings its own key.
 */

const { userId, accessToken } = sitesOfTheWorld.MLA;
const realBaseUrl = AppConfig.BASE_URL;
const config = new MercadoPagoConfig({ accessToken, options: { maxRetries: 0, timeout: 5_000 } });

let stand: Stand;
let scene: Scene;
beforeAll(async () => {
  stand = await openStand();
  Reflect.set(AppConfig, 'BASE_URL', stand.simulator.url);
});
afterAll(async () => {
  Reflect.set(AppConfig, 'BASE_URL', realBaseUrl);
  await stand.close();
});
beforeEach(async () => {
  scene = await openScene(stand);
});

test('users: the account of the token', async () => {
  expect(await new User(config).get()).toMatchObject({ id: Number(userId), site_id: 'MLA', nickname: 'SHOPMLA' });
});

describe('merchant orders', () => {
  const merchantOrders = new MerchantOrder(config);

  test('none before the scan, one per scan, closed by its payment', async () => {
    const options = { external_reference: 'Sdk-1', limit: 10, offset: 0 };
    await scene.client.putInStoreOrder(v2('S001P05', 'Sdk-1'));
    expect(await merchantOrders.search({ options })).toMatchObject({ elements: null, total: 0, next_offset: 0 });
    const first = await stand.scan('S001P05');
    const second = await stand.scan('S001P05');
    await stand.simulator.pay(second, 'approved');
    const found = await merchantOrders.search({ options });
    expect(found.elements?.map(({ id, status }) => [String(id), status])).toEqual([
      [second, 'closed'],
      [first, 'opened'],
    ]);
    expect(await merchantOrders.get({ merchantOrderId: second })).toMatchObject({
      external_reference: 'Sdk-1',
      order_status: 'paid',
      total_amount: 320,
      paid_amount: 320,
      payments: [{ status: 'approved', status_detail: 'accredited', transaction_amount: 320 }],
      items: [
        { title: 'Menú', unit_price: 120, currency_id: 'ARS' },
        { title: 'Agua', quantity: 2 },
      ],
    });
  });

  test('an unknown id is its not-found error', async () => {
    const error = await failure(merchantOrders.get({ merchantOrderId: '1' }));
    expect(error).toBeInstanceOf(MPNotFoundError);
    expect(error).toMatchObject({ status: 404, error: 'not_found', message: 'Merchant order not found' });
  });
});

describe('payments', () => {
  const payments = new Payment(config);

  test('read, searched and walked through page by page', async () => {
    expect(await payments.get({ id: scene.paymentId })).toMatchObject({
      id: Number(scene.paymentId),
      status: 'approved',
      order: { id: scene.merchantOrderId, type: 'mercadopago' },
      transaction_amount: 320,
      transaction_amount_refunded: 100,
      fee_details: [{ fee_payer: 'collector' }],
    });
    const options = { sort: 'date_created', criteria: 'desc', external_reference: 'Paid-0001' } as const;
    expect(await payments.search({ options })).toMatchObject({
      paging: { total: 1, limit: 30, offset: 0 },
      results: [{ id: Number(scene.paymentId) }],
    });
    await scene.client.putInStoreOrder(v2('S001P05', 'Sdk-2'));
    const scanned = await stand.scan('S001P05');
    for (let attempt = 0; attempt < 4; attempt += 1) await stand.simulator.pay(scanned, 'rejected');
    const walked: unknown[] = [];
    const refused = { sort: 'date_created', criteria: 'asc', external_reference: 'Sdk-2', limit: 3 } as const;
    for await (const { status } of payments.searchAll({ options: refused })) walked.push(status);
    expect(walked).toEqual(Array.from({ length: 4 }, () => 'rejected'));
  });

  test('an attempt that waits for its verdict is given up, an approved one is not', async () => {
    await scene.client.putInStoreOrder(v2('S001P05', 'Sdk-3'));
    const waiting = await stand.simulator.pay(await stand.scan('S001P05'), 'in_process');
    const cancel = (id: string) => payments.cancel({ id, requestOptions: { idempotencyKey: `cancel-${id}` } });
    expect(await cancel(waiting)).toMatchObject({
      status: 'cancelled',
      status_detail: 'by_collector',
    });
    const error = await failure(cancel(scene.paymentId));
    expect(error).toBeInstanceOf(MPBadRequestError);
    expect(error.causes).toMatchObject([{ code: 2063 }]);
  });

  test('a search without order is its bad-request error', async () => {
    const error = await failure(payments.search({ options: { external_reference: 'Paid-0001' } }));
    expect(error).toBeInstanceOf(MPBadRequestError);
    expect(error.causes).toMatchObject([{ code: 1003 }]);
  });
});

describe('refunds', () => {
  const refunds = new PaymentRefund(config);

  test('in parts, once per key, then all that is left', async () => {
    const payment_id = scene.paymentId;
    const requestOptions = { idempotencyKey: 'sdk-part' };
    const part = await refunds.create({ payment_id, body: { amount: 20 }, requestOptions });
    expect(part).toMatchObject({ amount: 20, status: 'approved', payment_id: Number(payment_id) });
    const again = await refunds.create({ payment_id, body: { amount: 20 }, requestOptions });
    expect(again.id).toBe(part.id);
    const other = await failure(refunds.create({ payment_id, body: { amount: 21 }, requestOptions }));
    expect(other).toBeInstanceOf(MPIdempotencyError);
    const rest = await refunds.total({ payment_id, requestOptions: { idempotencyKey: 'sdk-rest' } });
    expect(rest).toMatchObject({ amount: 200, status: 'approved' });
    const listed = await refunds.list({ payment_id });
    expect(listed.map(({ amount }) => amount)).toEqual([100, 20, 200]);
    expect(await refunds.get({ payment_id, refund_id: part.id ?? 0 })).toMatchObject({ amount: 20 });
    const nothing = await failure(refunds.total({ payment_id, requestOptions: { idempotencyKey: 'sdk-none' } }));
    expect(nothing.causes).toMatchObject([{ code: 2063 }]);
  });
});

describe('orders', () => {
  const orders = new Order(config);

  test('created, read, found, canceled', async () => {
    const body = qrOrder('S001P05', 'Sdk-4');
    const made = await orders.create({ body, requestOptions: { idempotencyKey: 'sdk-4' } });
    expect(made).toMatchObject({ type: 'qr', status: 'created', total_amount: '320.00', external_reference: 'Sdk-4' });
    const again = await orders.create({ body, requestOptions: { idempotencyKey: 'sdk-4' } });
    expect(again.id).toBe(made.id);
    const id = made.id ?? '';
    expect(await orders.get({ id })).toMatchObject({ id, status_detail: 'created', user_id: userId });
    const dates = { begin_date: '2020-01-01T00:00:00Z', end_date: new Date(Date.now() + 60_000).toISOString() };
    expect(await orders.search({ options: { ...dates, external_reference: 'Sdk-4' } })).toMatchObject({
      data: [{ id }],
      paging: { total: '1' },
    });
    const cancel = (idempotencyKey: string) => orders.cancel({ id, requestOptions: { idempotencyKey } });
    expect(await cancel('sdk-5')).toMatchObject({ status: 'canceled', status_detail: 'canceled' });
    const twice = await failure(cancel('sdk-6'));
    expect([twice.status, twice instanceof MPIdempotencyError]).toEqual([409, true]);
  });

  test('paid and given back', async () => {
    const id = scene.paidOrderId;
    const { transactions } = await orders.get({ id });
    const [payment] = transactions?.payments ?? [];
    expect(payment).toMatchObject({ status: 'processed', status_detail: 'accredited', amount: '320.00' });
    const part = { transactions: [{ id: payment?.id ?? '', amount: '100.00' }] };
    const refund = (idempotencyKey: string, body = {}) =>
      orders.refund({ id, body, requestOptions: { idempotencyKey } });
    expect(await refund('sdk-7', part)).toMatchObject({ status_detail: 'partially_refunded' });
    expect(await refund('sdk-8')).toMatchObject({ status: 'refunded' });
    expect((await orders.get({ id })).transactions?.refunds).toHaveLength(2);
  });

  test('what is not of QR is not there', async () => {
    const id = scene.openOrderId;
    for (const call of [orders.capture({ id }), orders.process({ id })])
      expect(await failure(call)).toBeInstanceOf(MPNotFoundError);
  });
});

describe('OAuth', () => {
  const oauth = new OAuth(config);
  const client = { client_id: application.clientId, client_secret: application.clientSecret };

  test('from its address of the page to a pair that rotates', async () => {
    const asked = { client_id: application.clientId, redirect_uri: redirectUri, state: 'sdk' };
    const address = new URL(oauth.getAuthorizationURL({ options: asked }));
    const decided = await fetch(`${stand.simulator.url}/authorization`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams([...address.searchParams, ['user_id', userId], ['decision', 'allow']]),
    });
    const back = new URL(decided.headers.get('location') ?? '').searchParams;
    expect(back.get('state')).toBe('sdk');
    const given = await oauth.create({ body: { ...client, code: back.get('code') ?? '', redirect_uri: redirectUri } });
    expect(given).toMatchObject({ token_type: 'bearer', expires_in: 15_552_000, live_mode: true });
    const refresh_token = given.refresh_token ?? '';
    const next = await oauth.refresh({ body: { ...client, refresh_token } });
    expect(next.refresh_token).not.toBe(refresh_token);
    const theirs = new MercadoPagoConfig({ accessToken: next.access_token ?? '' });
    expect(await new User(theirs).get()).toMatchObject({ id: Number(userId) });
    const used = await failure(oauth.refresh({ body: { ...client, refresh_token } }));
    expect(used).toMatchObject({ status: 400, error: 'invalid_grant' });
  });
});

describe('trouble', () => {
  test('a bad token is its authentication error', async () => {
    const error = await failure(new User(new MercadoPagoConfig({ accessToken: 'APP_USR-of-nobody' })).get());
    expect(error).toBeInstanceOf(MPAuthenticationError);
  });

  test('a limit is its rate-limit error with the seconds to wait', async () => {
    const limit = { kind: 'rate_limit', times: 1, retry_after: 9 };
    await stand.simulator.control('PUT', '/faults', [limit]);
    const error = await failure(new User(config).get());
    expect([error instanceof MPRateLimitError, Reflect.get(error, 'retryAfter')]).toEqual([true, 9]);
  });

  test('its own retries get through two failures', async () => {
    await stand.simulator.misbehave({ kind: 'status', status: 503, times: 2 });
    const patient = new MercadoPagoConfig({ accessToken, options: { maxRetries: 2 } });
    const requestOptions = { maxRetries: 2, initialDelay: 1 };
    expect(await new User(patient).get({ requestOptions })).toMatchObject({ id: Number(userId) });
    await stand.simulator.misbehave({ kind: 'status', status: 503, times: 1 });
    expect(await failure(new User(config).get())).toBeInstanceOf(MPServerError);
  });
});

/** Its types do not know `config.qr` yet; the service does. */
function qrOrder(externalPosId: string, externalReference: string): CreateOrderRequest {
  const { config: qr, ...order } = apiOrder(externalPosId, externalReference);
  return { ...order, config: Object(qr) };
}

async function failure(call: Promise<unknown>): Promise<MercadoPagoError> {
  return call.then(
    (value) => Promise.reject(new Error(`it did not fail: ${JSON.stringify(value)}`)),
    (error: MercadoPagoError) => error,
  );
}
