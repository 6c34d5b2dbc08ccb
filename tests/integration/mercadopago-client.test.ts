import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMercadoPagoClient, type MercadoPagoClient } from '@/lib/mercadopago/client';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { attendedV2 } from '@/lib/mercadopago/integrations/attended-v2';
import type { PublishableOrder } from '@/lib/mercadopago/integrations/driver';
import { type RunningSimulator, startSimulator } from '@/lib/simulator/start-simulator';

/** One account per site that differs in what amounts look like. */
const accounts = [
  {
    user_id: 100001,
    site_id: 'MLA',
    access_token: 'TEST-0000000000000001-000000-client-100001',
    nickname: 'ARGENTINA',
  },
  { user_id: 100002, site_id: 'MLC', access_token: 'TEST-0000000000000001-000000-client-100002', nickname: 'CHILE' },
  { user_id: 100003, site_id: 'MCO', access_token: 'TEST-0000000000000001-000000-client-100003', nickname: 'COLOMBIA' },
] as const;

const location = {
  streetName: 'Caseros',
  streetNumber: '3039',
  cityName: 'Belgrano',
  stateName: 'Capital Federal',
  zipCode: null,
  latitude: -34.6,
  longitude: -58.4,
  reference: '3er piso',
};

let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await control('POST', 'reset', { accounts });
  await control('PUT', 'notifications', { mode: 'none' });
  await control('PUT', 'faults', []);
});

async function control(method: string, name: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${simulator.url}/_control/${name}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok || typeof answer !== 'object' || answer === null) throw new Error(JSON.stringify(answer));
  return Object.fromEntries(Object.entries(answer));
}

function clientOf(account: { readonly access_token: string }, timeoutMs = 8_000): MercadoPagoClient {
  return createMercadoPagoClient({ baseUrl: simulator.url, accessToken: account.access_token, timeoutMs });
}

async function failure(call: Promise<unknown>): Promise<MercadoPagoError> {
  const error: unknown = await call.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof MercadoPagoError)) throw error;
  return error;
}

/** A store with one POS, and an order that fits it. */
async function shop(account: (typeof accounts)[number], currencyId: 'ARS' | 'CLP' | 'COP', totalMinor: number) {
  const client = clientOf(account);
  const userId = String(account.user_id);
  const at = { ...location, ...(await placeOf(account.site_id)) };
  const store = await client.createStore({
    userId,
    store: { name: 'Centro', externalId: 'S001', businessHours: null, location: at },
  });
  const settings = { name: 'Caja 1', fixedAmount: true, category: null, storeId: store.storeId, url: null };
  const pos = await client.createPos({ ...settings, externalId: 'S001P01' });
  const slot = { userId, externalPosId: 'S001P01', currencyId, mode: 'static', providerOrderId: null } as const;
  const order: PublishableOrder = {
    ...slot,
    externalStoreId: 'S001',
    externalReference: 'Bill-0001',
    title: 'Mesa 4',
    description: 'Almuerzo',
    notificationUrl: null,
    expiresAt: new Date(Date.now() + 600_000),
    totalMinor,
    items: [
      {
        title: 'Milanesa',
        description: null,
        unitPriceMinor: totalMinor,
        quantity: 1,
        unitMeasure: 'unit',
        skuNumber: null,
        category: null,
        pictureUrl: null,
      },
    ],
    taxes: currencyId === 'COP' ? [{ type: 'IVA', valueMinor: 0 }] : [],
    sponsorId: null,
    idempotencyKey: 'create-1',
  };
  return { client, store, pos, slot, order, settings };
}

/** Coordinates have to lie in the account's own country. */
async function placeOf(siteId: string): Promise<{ latitude: number; longitude: number }> {
  if (siteId === 'MLC') return { latitude: -33.45, longitude: -70.66 };
  if (siteId === 'MCO') return { latitude: 4.6, longitude: -74.08 };
  return { latitude: -34.6, longitude: -58.4 };
}

async function scan(userId: number): Promise<string> {
  const scanned = await control('POST', 'scan', { external_pos_id: 'S001P01', user_id: userId });
  return String(scanned.merchant_order_id);
}

describe('accounts, stores and points of sale', () => {
  test('the account behind a token', async () => {
    expect(await clientOf(accounts[1]).getMe()).toMatchObject({ userId: '100002', siteId: 'MLC', nickname: 'CHILE' });
    expect(await failure(clientOf({ access_token: 'TEST-1-1-wrong-1' }).getMe())).toMatchObject({
      kind: 'unauthorized',
      status: 401,
    });
  });

  test('a store from its creation to its end', async () => {
    const client = clientOf(accounts[0]);
    const userId = '100001';
    const businessHours = { monday: [{ open: '08:00', close: '13:00' }] };
    const made = await client.createStore({
      userId,
      store: { name: 'Centro', externalId: 'S001', businessHours, location },
    });
    expect(made).toMatchObject({ externalId: 'S001', name: 'Centro', businessHours });
    const { storeId } = made;
    const changed = await client.updateStore({ userId, storeId, change: { name: 'Sur' } });
    expect(changed.name).toBe('Sur');
    expect(await client.getStore(storeId)).toMatchObject({ name: 'Sur', latitude: location.latitude });
    expect(await client.searchStores({ userId })).toHaveLength(1);
    await client.deleteStore({ userId, storeId });
    expect(await client.searchStores({ userId })).toEqual([]);
    expect(await failure(client.getStore(storeId))).toMatchObject({ kind: 'refused', status: 404 });
  });

  test('a store that is refused keeps the key of its refusal', async () => {
    const client = clientOf(accounts[0]);
    const store = { name: 'Centro', externalId: 'S001', businessHours: null, location };
    await client.createStore({ userId: '100001', store });
    expect(await failure(client.createStore({ userId: '100001', store }))).toMatchObject({
      kind: 'refused',
      status: 400,
    });
    expect(await failure(client.createStore({ userId: '100002', store }))).toMatchObject({
      kind: 'refused',
      status: 403,
    });
    const abroad = { ...store, externalId: 'S002', location: { ...location, latitude: 48.85, longitude: 2.35 } };
    expect((await failure(client.createStore({ userId: '100001', store: abroad }))).status).toBe(400);
  });

  test('every page of the points of sale', async () => {
    const { client, settings } = await shop(accounts[0], 'ARS', 100);
    for (let number = 2; number <= 60; number++)
      await client.createPos({ ...settings, externalId: `S001P${number}`, name: `Caja ${number}` });
    const all = await client.searchPos();
    expect(new Set(all.map((pos) => pos.externalId))).toHaveLength(60);
  });

  test('a POS from its creation to its end, with its picture', async () => {
    const { client, pos, settings } = await shop(accounts[0], 'ARS', 100);
    expect(pos).toMatchObject({ externalId: 'S001P01', externalStoreId: 'S001', status: 'active', fixedAmount: true });
    const { bytes, contentType } = await client.fetchPicture(pos.qr.imageUrl ?? '');
    expect(contentType).toBe('image/png');
    expect([...bytes.slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(await client.updatePos({ posId: pos.posId, settings: { ...settings, name: 'Caja 9' } })).toMatchObject({
      name: 'Caja 9',
    });
    expect(await failure(client.createPos({ ...settings, externalId: 'S001P01' }))).toMatchObject({ status: 409 });
    await client.deletePos(pos.posId);
    expect(await failure(client.getPos(pos.posId))).toMatchObject({ kind: 'refused', status: 404 });
  });
});

describe('an attended order', () => {
  test.each([
    ['MLA', accounts[0], 'ARS', 32010],
    ['MLC', accounts[1], 'CLP', 1500],
    ['MCO', accounts[2], 'COP', 32000],
  ] as const)(
    'on %s is published, scanned, paid and refunded to the exact amount',
    async (_site, account, currencyId, totalMinor) => {
      const { client, slot, order } = await shop(account, currencyId, totalMinor);
      const { externalReference } = order;
      expect(await attendedV2.publish(client, order, new Date())).toMatchObject({ kind: 'confirmed' });
      expect(await attendedV2.readSlot(client, slot)).toEqual({ kind: 'live', externalReference, totalMinor });
      expect(await client.searchMerchantOrders({ externalReference })).toEqual([]);

      const merchantOrderId = await scan(account.user_id);
      expect(await client.getMerchantOrder(merchantOrderId)).toMatchObject({
        status: 'opened',
        externalReference,
        collectorId: String(account.user_id),
        totalMinor,
        payments: [],
      });
      await control('POST', 'pay', { merchant_order_id: merchantOrderId, outcome: 'rejected' });
      await control('POST', 'pay', { merchant_order_id: merchantOrderId, outcome: 'approved' });
      const [closed] = await client.searchMerchantOrders({ externalReference });
      expect(closed).toMatchObject({
        status: 'closed',
        payments: [{ status: 'rejected' }, { status: 'approved', amountMinor: totalMinor, currencyId }],
      });
      expect(await attendedV2.readSlot(client, slot)).toEqual({ kind: 'empty' });

      const paymentId = closed?.payments.at(-1)?.paymentId ?? '';
      expect(await client.getPayment(paymentId)).toMatchObject({
        externalReference,
        merchantOrderId,
        amountMinor: totalMinor,
        status: 'approved',
      });
      const refund = { paymentId, amountMinor: 100, currencyId, idempotencyKey: 'refund-1' };
      const made = await client.createRefund(refund);
      expect(made).toMatchObject({ amountMinor: 100, status: 'approved' });
      expect((await client.createRefund(refund)).refundId).toBe(made.refundId);
      expect(await client.listRefunds(refund)).toHaveLength(1);
      await client.createRefund({ ...refund, amountMinor: null, idempotencyKey: 'refund-2' });
      expect(await client.getPayment(paymentId)).toMatchObject({ status: 'refunded', refundedMinor: totalMinor });
      const page = await client.searchPayments({ externalReference });
      expect(page.rows.map((payment) => payment.status)).toEqual(['rejected', 'refunded']);
    },
  );

  test('is withdrawn, and withdrawing again finds nothing', async () => {
    const { client, slot, order } = await shop(accounts[0], 'ARS', 5000);
    await attendedV2.publish(client, order, new Date());
    expect(await attendedV2.withdraw(client, slot, 'cancel-1')).toEqual({ kind: 'withdrawn' });
    expect(await attendedV2.withdraw(client, slot, 'cancel-1')).toEqual({ kind: 'nothing_there' });
  });

  test('on a POS that does not exist is refused', async () => {
    const { client, slot, order } = await shop(accounts[0], 'ARS', 5000);
    expect(await attendedV2.publish(client, { ...order, externalPosId: 'NOPE' }, new Date())).toMatchObject({
      kind: 'refused',
    });
    expect(await attendedV2.readSlot(client, { ...slot, externalPosId: 'NOPE' })).toMatchObject({ kind: 'unreadable' });
  });
});

describe('faults', () => {
  const kinds = [
    ['drop', {}, 'empty'],
    ['drop_after_commit', {}, 'live'],
    ['html', { status: 502 }, 'empty'],
    ['html', { status: 200, commit: true }, 'live'],
    ['garbage', {}, 'live'],
    ['status', { status: 500 }, 'empty'],
    ['status', { status: 503, commit: true }, 'live'],
    ['delay', { delay_ms: 1_000 }, 'empty'],
  ] as const;

  test.each(kinds)('%s %j leaves a publication unknown, and the slot is then %s', async (kind, knobs, held) => {
    const { slot, order } = await shop(accounts[0], 'ARS', 5000);
    const client = clientOf(accounts[0], kind === 'delay' ? 400 : 8_000);
    await control('PUT', 'faults', [{ method: 'PUT', path: '/instore', times: 1, kind, ...knobs }]);
    expect(await attendedV2.publish(client, order, new Date())).toMatchObject({ kind: 'unknown' });
    expect(await attendedV2.readSlot(client, slot)).toMatchObject({ kind: held });
  });

  test.each(kinds)('%s %j on a refund is settled by its key: it is made once', async (kind, knobs) => {
    const { order } = await shop(accounts[0], 'ARS', 5000);
    const client = clientOf(accounts[0], kind === 'delay' ? 400 : 8_000);
    await attendedV2.publish(client, order, new Date());
    const merchantOrderId = await scan(100001);
    const { payment_id } = await control('POST', 'pay', { merchant_order_id: merchantOrderId, outcome: 'approved' });
    const refund = {
      paymentId: String(payment_id),
      amountMinor: 1000,
      currencyId: 'ARS',
      idempotencyKey: 'refund-1',
    } as const;
    await control('PUT', 'faults', [{ method: 'POST', path: '/v1/payments', times: 1, kind, ...knobs }]);
    expect(await failure(client.createRefund(refund))).toMatchObject({ kind: 'unknown_outcome' });
    await client.createRefund(refund);
    expect(await client.listRefunds(refund)).toHaveLength(1);
    expect(await client.getPayment(refund.paymentId)).toMatchObject({ refundedMinor: 1000 });
  });

  test.each([
    ['drop', {}, 'unavailable'],
    ['html', { status: 502 }, 'unavailable'],
    ['html', { status: 200 }, 'unreadable'],
    ['garbage', {}, 'unreadable'],
    ['delay', { delay_ms: 1_000 }, 'unavailable'],
  ] as const)('%s %j makes a read %s', async (kind, knobs, expected) => {
    const client = clientOf(accounts[0], kind === 'delay' ? 400 : 8_000);
    await control('PUT', 'faults', [{ method: 'GET', path: '/merchant_orders', times: 1, kind, ...knobs }]);
    expect(await failure(client.searchMerchantOrders({ externalReference: 'x' }))).toMatchObject({ kind: expected });
    expect(await client.searchMerchantOrders({ externalReference: 'x' })).toEqual([]);
  });

  test('a rate limit says how long to wait, and nothing was published', async () => {
    const { client, slot, order } = await shop(accounts[0], 'ARS', 5000);
    await control('PUT', 'faults', [{ path: '*', times: 1, kind: 'rate_limit', retry_after: 7 }]);
    const outcome = await attendedV2.publish(client, order, new Date());
    expect(outcome).toMatchObject({ kind: 'not_sent', error: { kind: 'rate_limited', retryAfterSeconds: 7 } });
    expect(await attendedV2.readSlot(client, slot)).toEqual({ kind: 'empty' });
  });
});

test('no request carries the token in its address', async () => {
  const { client, order } = await shop(accounts[0], 'ARS', 5000);
  await attendedV2.publish(client, order, new Date());
  await client.searchMerchantOrders({ externalReference: 'x' });
  const { requests } = await control('GET', 'requests');
  const addresses = JSON.stringify(requests).match(/"(?:path|url|query)":"[^"]*"/g) ?? [];
  expect(addresses.length).toBeGreaterThan(3);
  expect(addresses.join()).not.toContain('client-1000');
});
