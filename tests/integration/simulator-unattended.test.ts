import http from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { at, openShop, orderBody, posBody, startTestSimulator, type TestSimulator } from './simulator-client';

type ShopAnswer = { status: number; headers?: Record<string, string>; body: unknown };

let simulator: TestSimulator;
let shop: http.Server;
let shopUrl: string;
let answer: ShopAnswer;
let asked: string[];

beforeAll(async () => {
  simulator = await startTestSimulator();
  shop = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const address = shop.address();
  shopUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/order?pos=1`;
});
afterAll(async () => {
  shop.closeAllConnections();
  shop.close();
  await simulator.close();
});
beforeEach(async () => {
  asked = [];
  await openShop(simulator);
  await simulator.api('POST', '/pos', { ...posBody, external_id: 'S001P09', url: shopUrl });
});

const scan = () => simulator.control('POST', '/scan', { external_pos_id: 'S001P09' });
const first = {
  collector_id: 100001,
  items: [{ title: 'Nafta', currency_id: 'ARS', description: 'Súper', quantity: 1.0, unit_price: 500.5 }],
  external_reference: '45ea80da',
  notification_url: 'https://shop.example/notices',
};

test('the address of the POS is asked as it was registered', async () => {
  answer = { status: 400, body: { error: { type: 'in_process', message: 'Un momento' } } };
  expect((await scan()).json).toMatchObject({ result: 'waiting', message: 'Un momento', retry_ms: 2000 });
  expect(asked).toEqual(['GET /order?pos=1']);
});

test('an order of the first protocol can be paid', async () => {
  answer = { status: 200, body: first };
  const scanned = await scan();
  expect(at(scanned.json, 'merchant_order')).toMatchObject({ total_amount: 500.5, external_reference: '45ea80da' });
  const paid = await simulator.control('POST', '/pay', {
    merchant_order_id: at(scanned.json, 'merchant_order_id'),
    outcome: 'approved',
  });
  expect(at(paid.json, 'merchant_order')).toMatchObject({ status: 'closed' });
});

test('an order of the second protocol is told by its header', async () => {
  answer = { status: 200, headers: { 'order-version': '2' }, body: orderBody({ external_reference: 'Unattended-2' }) };
  expect(at((await scan()).json, 'merchant_order')).toMatchObject({
    total_amount: 320,
    external_reference: 'Unattended-2',
  });
});

test.each([
  ['waiting', { status: 202, body: { status: { status_detail: 'in_process', message: 'Espere' } } }],
  ['waiting', { status: 400, body: { error: { type: 'unavailable' } } }],
  ['error', { status: 400, body: { error: { type: 'invalid' } } }],
  ['error', { status: 400, body: { error: { type: 'timeout' } } }],
  ['error', { status: 500, body: {} }],
  ['error', { status: 200, body: { ...first, collector_id: 5 } }],
  ['error', { status: 200, body: { ...first, items: [] } }],
  ['error', { status: 200, headers: { 'content-type': 'text/html' }, body: first }],
])('the phone shows %s for %j', async (result, shopAnswer) => {
  answer = shopAnswer;
  expect((await scan()).json).toMatchObject({ result });
});

test('an address that does not answer is an error for the buyer and nothing worse', async () => {
  await simulator.api('POST', '/pos', { ...posBody, external_id: 'S001P10', url: 'http://127.0.0.1:1/order' });
  expect((await simulator.control('POST', '/scan', { external_pos_id: 'S001P10' })).json).toMatchObject({
    result: 'error',
  });
});
