import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  at,
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

const sites = [
  {
    siteId: 'MLA',
    currencyId: 'ARS',
    price: 120.5,
    category: 621102,
    latitude: -34.6,
    longitude: -58.4,
    windowDays: 180,
  },
  {
    siteId: 'MLB',
    currencyId: 'BRL',
    price: 32.9,
    category: 5611203,
    latitude: -23.5,
    longitude: -46.6,
    windowDays: 180,
  },
  { siteId: 'MLM', currencyId: 'MXN', price: 99.99, category: 5812, latitude: 19.4, longitude: -99.1, windowDays: 180 },
  { siteId: 'MCO', currencyId: 'COP', price: 45_900, category: 5611, latitude: 4.6, longitude: -74.1, windowDays: 180 },
  {
    siteId: 'MLC',
    currencyId: 'CLP',
    price: 12_990,
    category: 561000,
    latitude: -33.4,
    longitude: -70.6,
    windowDays: 180,
  },
  {
    siteId: 'MLU',
    currencyId: 'UYU',
    price: 350.25,
    category: 56101,
    latitude: -34.9,
    longitude: -56.2,
    windowDays: 180,
  },
  { siteId: 'MPE', currencyId: 'PEN', price: 18.7, category: 5520, latitude: -12, longitude: -77, windowDays: 90 },
];
const headers = { authorization: 'Bearer here' };

async function open(site: (typeof sites)[number]): Promise<void> {
  const accounts = [{ user_id: 100001, site_id: site.siteId, access_token: 'here' }];
  await simulator.control('POST', '/reset', { accounts });
  const location = { ...storeBody.location, latitude: site.latitude, longitude: site.longitude };
  await simulator.api('POST', '/users/100001/stores', { ...storeBody, location }, headers);
  await simulator.api('POST', '/pos', { ...posBody, category: site.category }, headers);
}

function orderOf(price: number, change: Record<string, unknown> = {}): Record<string, unknown> {
  const item = { title: 'A', unit_price: price, quantity: 1, unit_measure: 'unit', total_amount: price };
  return { external_reference: 'Site-1', title: 'A', description: 'A', total_amount: price, items: [item], ...change };
}

async function sell(price: number): Promise<{ paid: unknown; paymentId: unknown }> {
  await simulator.api('PUT', putOrderPath, orderOf(price), headers);
  const scanned = await simulator.control('POST', '/scan', { external_pos_id: 'S001P01' });
  const orderId = at(scanned.json, 'merchant_order_id');
  const paid = await simulator.control('POST', '/pay', { merchant_order_id: orderId, outcome: 'approved' });
  return { paid: at(paid.json, 'merchant_order'), paymentId: at(paid.json, 'payment_id') };
}

const refund = (paymentId: unknown, body: unknown, key: string) =>
  simulator.api('POST', `/v1/payments/${paymentId}/refunds`, body, { ...headers, 'x-idempotency-key': key });

describe.each(sites)('in $siteId', (site) => {
  test('an order is sold in its own currency and given back in full', async () => {
    await open(site);
    const { paid, paymentId } = await sell(site.price);
    expect(paid).toMatchObject({
      site_id: site.siteId,
      status: 'closed',
      total_amount: site.price,
      paid_amount: site.price,
      payments: [{ currency_id: site.currencyId }],
    });
    expect((await refund(paymentId, {}, 'k')).json).toMatchObject({ amount: site.price, status: 'approved' });
    expect((await simulator.api('GET', orderPath, undefined, headers)).status).toBe(404);
  });

  test('the time to give money back ends when it should', async () => {
    await open(site);
    const { paymentId } = await sell(site.price);
    await simulator.control('POST', '/advance', { seconds: (site.windowDays + 1) * 86_400 });
    expect(at((await refund(paymentId, {}, 'k')).json, 'cause', 0, 'code')).toBe(2024);
  });

  test('the category of another country is unknown', async () => {
    await open(site);
    const body = { ...posBody, external_id: 'S001P02', category: 99 };
    expect((await simulator.api('POST', '/pos', body, headers)).json).toMatchObject({ error: 'UNKNOWN_MCC' });
  });
});

describe('what only one country has', () => {
  test('Peru gives back whole payments only', async () => {
    await open(findSite('MPE'));
    const { paymentId } = await sell(18.7);
    expect(at((await refund(paymentId, { amount: 5 }, 'k1')).json, 'cause', 0, 'code')).toBe(3024);
    expect((await refund(paymentId, { amount: 18.7 }, 'k2')).status).toBe(201);
  });

  test('Colombia takes IVA as an amount, and nothing else', async () => {
    await open(findSite('MCO'));
    const put = (taxes: unknown) => simulator.api('PUT', putOrderPath, orderOf(45_900, { taxes }), headers);
    expect((await put([{ type: 'IVA', value: 7328 }])).status).toBe(204);
    expect((await put([{ type: 'IVA', value: 0 }])).status).toBe(204);
    expect((await put([{ type: 'IVA', value: '19%' }])).json).toMatchObject({ error: 'invalid_taxes' });
    expect((await put([{ type: 'ICA', value: 10 }])).json).toMatchObject({ error: 'invalid_taxes' });
  });
});

function findSite(siteId: string): (typeof sites)[number] {
  const site = sites.find((candidate) => candidate.siteId === siteId);
  if (site) return site;
  throw new Error(`${siteId} is not in the table`);
}
