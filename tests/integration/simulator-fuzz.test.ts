import http from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accessToken,
  at,
  openShop,
  orderBody,
  posBody,
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

const requests = 50_000;
const inFlight = 64;

const templates = [
  '/users/me',
  '/users/100001/stores',
  '/users/100001/stores/search',
  '/users/100001/stores/{id}',
  '/stores/{id}',
  '/pos',
  '/pos/{id}',
  '/instore/qr/seller/collectors/100001/stores/S001/pos/S001P01/orders',
  '/instore/qr/seller/collectors/{id}/pos/{id}/orders',
  '/instore/qr/seller/collectors/100001/pos/S001P01/orders',
  '/instore/orders/qr/seller/collectors/100001/pos/S001P01/qrs',
  '/mpmobile/instore/qr/100001/S001P01',
  '/merchant_orders/{id}',
  '/merchant_orders/search',
  '/v1/payments/{id}',
  '/v1/payments/search',
  '/v1/payments/{id}/refunds',
  '/v1/payments/{id}/refunds/{id}',
  '/v1/orders',
  '/v1/orders/{id}',
  '/v1/orders/{id}/cancel',
  '/v1/orders/{id}/refund',
  '/oauth/token',
  '/authorization',
  '/users/test_user',
  '/test_user/search',
  '/test_user/{id}/password',
  '/v1/account/settlement_report',
  '/v1/account/settlement_report/config',
  '/v1/account/release_report/list',
  '/v1/account/release_report/schedule',
  '/v1/account/release_report/{id}',
  '/instore/merchant/qr/{id}/{id}',
  '/_control/scan',
  '/_control/pay',
  '/_control/refund',
  '/_control/expire',
  '/_control/state',
  '/{id}',
];

const ids = fc.oneof(
  fc.constantFrom(
    '1',
    '0',
    '-1',
    'NaN',
    '%',
    '%00',
    '..',
    '99999999999999999999',
    'S001P01',
    '__proto__',
    'ORD01K371WBFDS4MD9JG0K8ZMECBE',
  ),
  fc.string({ maxLength: 12 }).map(encodeURIComponent),
);
const path = fc
  .tuple(fc.constantFrom(...templates), fc.array(ids, { minLength: 2, maxLength: 2 }))
  .map(([template, [one = '', two = '']]) => template.replace('{id}', one).replace('{id}', two));
const query = fc.oneof(
  fc.constant(''),
  fc
    .array(
      fc.tuple(
        fc.constantFrom(
          'limit',
          'offset',
          'external_reference',
          'external_id',
          'status',
          'sort',
          'criteria',
          'range',
          'begin_date',
          'end_date',
          'page',
        ),
        fc.oneof(
          fc.string({ maxLength: 8 }),
          fc.constantFrom('1', '-1', '1e9', 'date_created', 'asc', 'NOW', '2026-01-01T00:00:00Z'),
        ),
      ),
      { maxLength: 4 },
    )
    .map((pairs) => `?${new URLSearchParams(pairs)}`),
);
const fields = [
  ...Object.keys(orderBody()),
  ...Object.keys(storeBody),
  ...Object.keys(posBody),
  'amount',
  'status',
  'type',
  'config',
  'transactions',
  'merchant_order_id',
  'payment_id',
  'outcome',
  'qr_data',
  'external_pos_id',
  'expiration_date',
  'sponsor',
  'cash_out',
  'grant_type',
  'client_id',
  'columns',
  '__proto__',
  'constructor',
];
const value = fc.jsonValue({ maxDepth: 3 });
const whole = fc.constantFrom<unknown>(orderBody(), storeBody, posBody, { external_pos_id: 'S001P01' }, { type: 'qr' });
const body = fc.oneof(
  fc.constant(undefined),
  fc.string({ maxLength: 40 }),
  value.map((json) => JSON.stringify(json)),
  fc
    .tuple(whole, fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 3 }))
    .map(([base, change]) => JSON.stringify(Object.assign({}, base, change))),
);
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
  path,
  query,
  body,
  key: fc.constantFrom('', 'k1', 'k2'),
  token: fc.constantFrom(accessToken, accessToken, accessToken, '', 'nobody'),
});

test('fifty thousand generated requests are all answered, none of them by a failure', {
  timeout: 480_000,
}, async () => {
  await openShop(simulator);
  const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight });
  const failures: string[] = [];
  const queue = fc.sample(request, { numRuns: requests, seed: 20_261_121 });
  let answered = 0;

  async function work(): Promise<void> {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const sent = next.method === 'GET' ? undefined : next.body;
      const headers = { authorization: `Bearer ${next.token}`, 'x-idempotency-key': next.key };
      const status = await exchange(agent, next.method, next.path + next.query, headers, sent);
      answered += 1;
      if (status >= 500) failures.push(`${next.method} ${next.path}${next.query} ${sent} → ${status}`);
    }
  }

  await Promise.all(Array.from({ length: inFlight }, work));
  agent.destroy();
  expect(failures.slice(0, 5)).toEqual([]);
  expect(answered).toBe(requests);
  await openShop(simulator);
  expect(at((await scanNewOrder(simulator)).json, 'result')).toBe('order');
});

/** Without `fetch`, which would take longer than the simulator itself. */
function exchange(
  agent: http.Agent,
  method: string,
  target: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request({ agent, host: '127.0.0.1', port: simulator.port, method, path: target, headers });
    outgoing.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

test('bytes that are no HTTP, and requests broken off, end their own connection only', async () => {
  const broken = [
    'hello\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET //%%% HTTP/1.1\r\nhost: a\r\n\r\n',
    'GET http://[::1 HTTP/1.1\r\nhost: a\r\n\r\n',
    'POST /pos HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"half',
    'PUT /pos HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
  ];
  for (const bytes of broken) {
    await new Promise<void>((resolve) => {
      const socket = connect(simulator.port, '127.0.0.1', () => socket.end(bytes));
      socket.on('error', () => resolve()).on('close', () => resolve());
      socket.resume();
    });
  }
  expect((await simulator.api('GET', '/users/me')).status).toBe(200);
});

test('a body over a megabyte is refused with 413', async () => {
  const refused = await simulator.api('POST', '/pos', JSON.stringify({ name: 'x'.repeat(1_100_000) }));
  expect(refused.status).toBe(413);
});
