import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  at,
  type Listener,
  listenForNotices,
  openShop,
  scanNewOrder,
  startTestSimulator,
  type TestSimulator,
} from './simulator-client';

let simulator: TestSimulator;
let listener: Listener;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await openShop(simulator);
  listener = await listenForNotices();
});
afterEach(() => listener.close());

const notify = (settings: Record<string, unknown>) => simulator.control('PUT', '/notifications', settings);
const scan = async (query = '') =>
  at((await scanNewOrder(simulator, { notification_url: listener.url + query })).json, 'merchant_order_id');
const pay = (orderId: unknown, outcome: string) =>
  simulator.control('POST', '/pay', { merchant_order_id: orderId, outcome });
const topicOf = (notice: { query: URLSearchParams }) => notice.query.get('topic') ?? notice.query.get('type');

test('a scan is announced as IPN in the query and as webhook with the id at the top of its body', async () => {
  const id = await scan();
  const notices = await listener.waitFor(2);
  const ipn = notices.find(({ query }) => query.has('topic'));
  const webhook = notices.find(({ query }) => query.has('type'));
  expect(ipn?.query.get('id')).toBe(String(id));
  expect(ipn?.query.get('tenant')).toBe('a1');
  expect(ipn?.body).toEqual({
    resource: `https://api.mercadolibre.com/merchant_orders/${id}`,
    topic: 'merchant_order',
  });
  expect(webhook?.query.get('data.id')).toBe(String(id));
  expect(webhook?.body).toMatchObject({
    action: 'create',
    id: String(id),
    status: 'opened',
    type: 'topic_merchant_order_wh',
    data: { status: 'opened' },
    user_id: 100001,
  });
});

test('an approved payment is announced as payment, as attempt and as closing', async () => {
  const id = await scan();
  await listener.waitFor(2);
  await pay(id, 'approved');
  const notices = (await listener.waitFor(6)).slice(2);
  expect(notices.map(topicOf).sort()).toEqual([
    'merchant_order',
    'merchant_order',
    'payment',
    'topic_merchant_order_wh',
  ]);
  const payment = notices.find((notice) => topicOf(notice) === 'payment');
  expect(payment?.body).toMatchObject({ action: 'payment.created', type: 'payment', api_version: 'v1' });
  expect(at(payment?.body, 'data', 'id')).toBe(payment?.query.get('data.id'));
});

test('a rejected payment is announced, though not as closing', async () => {
  const id = await scan();
  await pay(id, 'rejected');
  const notices = await listener.waitFor(4);
  expect(notices.map(topicOf).sort()).toEqual([
    'merchant_order',
    'merchant_order',
    'payment',
    'topic_merchant_order_wh',
  ]);
});

test("a webhook is signed with the account's secret over the id of its query", async () => {
  await scan('&source_news=webhooks');
  const [notice] = await listener.waitFor(1);
  const header = String(notice?.headers['x-signature']);
  const [, ts, digest] = /^ts=(\d{13}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const manifest = `id:${notice?.query.get('data.id')};request-id:${notice?.headers['x-request-id']};ts:${ts};`;
  expect(digest).toBe(createHmac('sha256', 'TEST-webhook-secret-0001').update(manifest).digest('hex'));
});

test.each([
  ['ipn', 'merchant_order'],
  ['webhook', 'topic_merchant_order_wh'],
])('mode %s sends that kind only', async (mode, topic) => {
  await notify({ mode, duplicate: true });
  await scan();
  const notices = await listener.waitFor(2);
  expect(notices.map(topicOf)).toEqual([topic, topic]);
});

test('what is not to be sent is not sent', async () => {
  await notify({ mode: 'none' });
  await pay(await scan(), 'approved');
  await notify({ mode: 'both', drop_rate: 1 });
  await pay(await scan(), 'approved');
  const { json } = await simulator.control('GET', '/notifications');
  expect(new Set([at(json, 'deliveries')].flat().map((delivery) => at(delivery, 'outcome')))).toEqual(
    new Set(['dropped']),
  );
  expect(listener.notices).toEqual([]);
});

test('only 200 and 201 acknowledge: anything else is sent again', async () => {
  listener.close();
  listener = await listenForNotices([500, 204, 201]);
  await notify({ mode: 'ipn', retry_scale: 0.00001 });
  const id = await scan();
  const notices = await listener.waitFor(3);
  expect(notices.map(({ headers }) => headers['x-retry'])).toEqual(['0', '1', '2']);
  expect(notices.map(({ query }) => query.get('id'))).toEqual([String(id), String(id), String(id)]);
});

test('time travel brings a retry forward', async () => {
  listener.close();
  listener = await listenForNotices([503, 200]);
  await notify({ mode: 'ipn' });
  await scan();
  await listener.waitFor(1);
  await expect
    .poll(async () => at((await simulator.control('GET', '/notifications')).json, 'deliveries', 0, 'outcome'))
    .toBe('retrying');
  await simulator.control('POST', '/advance', { seconds: 901 });
  expect(await listener.waitFor(2)).toHaveLength(2);
});

test('a late notification comes late and still comes', async () => {
  await notify({ mode: 'ipn', delay_ms: 150 });
  const startedAt = performance.now();
  await scan();
  await listener.waitFor(1);
  expect(performance.now() - startedAt).toBeGreaterThan(140);
});

test('a wrong setting is refused and changes nothing', async () => {
  expect((await notify({ mode: 'pigeon' })).status).toBe(400);
  expect((await notify({ colour: 'red' })).status).toBe(400);
  expect((await simulator.control('GET', '/notifications')).json).toMatchObject({ mode: 'both', delay_ms: 0 });
});
