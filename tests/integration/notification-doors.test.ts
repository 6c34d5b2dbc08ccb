import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../support/application';
import { openShop, type Shop } from '../support/shop';

const limit = 64 * 1024;

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  shop = await openShop(application);
});
afterAll(() => application.close());
beforeEach(async () => {
  await application.services.sql`delete from notifications`;
  await application.services.sql`delete from hint_looks`;
});

type Stored = { query: string; headers: Record<string, string>; body: Uint8Array; outcome: string | null };

function stored(): Promise<Stored[]> {
  return application.services.sql<Stored[]>`
    select query, headers, body, outcome from notifications where merchant_id = ${shop.merchant.id} order by id`;
}

/** Sends bytes as they are: no client of ours tidies up the address or the body. */
function post(
  door: string,
  path: string,
  body: Uint8Array | Uint8Array[],
  headers: Record<string, string> = {},
): Promise<number> {
  const parts = Array.isArray(body) ? body : [body];
  const { hostname, port } = new URL(door);
  return new Promise((resolve, reject) => {
    const length = Array.isArray(body) ? {} : { 'content-length': String(body.length) };
    const request = http.request({ hostname, port, path, method: 'POST', headers: { ...length, ...headers } });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    for (const part of parts) request.write(part);
    request.end();
  });
}

const doors = [
  ['front door', () => application.url],
  ['route handler', () => application.handlersUrl],
] as const;

describe.each(doors)('the %s', (_name, door) => {
  test.each([
    ['IPN', 'topic=merchant_order&id=123', '{"resource":"https://api.mercadolibre.com/merchant_orders/123"}'],
    ['IPN without a body', 'topic=payment&id=123', ''],
    ['a webhook', 'data.id=123&type=payment', '{"action":"payment.created","data":{"id":"123"}}'],
    ['a webhook of the Orders API', 'data.id=ORD01&type=order', '{"action":"order.processed","type":"order"}'],
    ['one with our own parameters', 'source_news=ipn&topic=payment&id=1', '{}'],
    ['one with a question mark in its query', 'a=1?b=2&topic=payment&id=5', '{}'],
    ['one without a query', '', '{"topic":"payment","resource":"123"}'],
    ['a topic that nobody knows', 'topic=chargebacks&id=9', '{"a":1}'],
    ['a body that is not JSON', 'topic=payment&id=1', 'topic=payment&id=1'],
    ['half a JSON', 'topic=payment&id=1', '{"id":'],
  ])('stores %s as it came and answers 200', async (_shape, query, body) => {
    const bytes = Buffer.from(body);
    const path = query === '' ? shop.notificationPath : `${shop.notificationPath}?${query}`;
    const headers = {
      'content-type': 'application/json',
      'x-request-id': 'r-1',
      'x-signature': 'ts=1,v1=ab',
      cookie: 'c=1',
    };
    expect(await post(door(), path, bytes, headers)).toBe(200);
    const [row, ...others] = await stored();
    expect(others).toEqual([]);
    expect(row?.query).toBe(query);
    expect(Buffer.from(row?.body ?? []).equals(bytes)).toBe(true);
    expect(row?.headers).toEqual({
      'content-type': 'application/json',
      'x-request-id': 'r-1',
      'x-signature': 'ts=1,v1=ab',
    });
  });

  test('stores bytes that are no text at all', async () => {
    const bytes = Buffer.concat([Buffer.from([0x00, 0xff, 0xfe, 0xc3, 0x28]), randomBytes(300)]);
    expect(await post(door(), `${shop.notificationPath}?topic=payment&id=%00%FF`, bytes)).toBe(200);
    const [row] = await stored();
    expect(row?.query).toBe('topic=payment&id=%00%FF');
    expect(Buffer.from(row?.body ?? []).equals(bytes)).toBe(true);
  });

  test('stores 64 kB and refuses one byte more, announced or not, with 413', async () => {
    expect(await post(door(), shop.notificationPath, Buffer.alloc(limit, 'a'))).toBe(200);
    expect(await post(door(), shop.notificationPath, Buffer.alloc(limit + 1, 'a'))).toBe(413);
    const pieces = Array.from({ length: 9 }, () => Buffer.alloc(8 * 1024, 'a'));
    expect(await post(door(), shop.notificationPath, pieces)).toBe(413);
    expect(await stored()).toHaveLength(1);
  });

  test('refuses a body of megabytes', async () => {
    expect(await post(door(), shop.notificationPath, Buffer.alloc(8 * 1024 * 1024, 'a'))).toBe(413);
    expect(await stored()).toEqual([]);
  });

  test('refuses what is too long before its end has come', async () => {
    const { hostname, port } = new URL(door());
    const request = http.request({ hostname, port, path: shop.notificationPath, method: 'POST' });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      request.on('response', (response) => resolve(response.statusCode));
      request.on('error', reject);
    });
    request.write(Buffer.alloc(limit + 1, 'a'));
    expect(await answered).toBe(413);
    request.destroy();
  });

  test.each([
    ['of nobody', 'A'.repeat(32)],
    ['that is too short', 'abc'],
    ['with signs that no key has', `${'A'.repeat(31)}%27`],
    ['with a zero byte', `${'A'.repeat(31)}%00`],
  ])('answers 404 for a key %s', async (_name, key) => {
    expect(await post(door(), `/api/notifications/mercadopago/${key}?topic=payment&id=1`, Buffer.from('{}'))).toBe(404);
  });
});

describe('the address of the application', () => {
  let path: string;
  beforeAll(async () => {
    const [row] = await application.services.sql<{ key: string }[]>`select notification_key as key from installation`;
    path = `/api/notifications/mercadopago/${row?.key}`;
  });
  const order = (userId: unknown) => JSON.stringify({ type: 'order', user_id: userId, data: { id: 'ORD01' } });
  type Kept = { user_id: string | null; query: string; body: Uint8Array };
  const ownerless = () => application.services.sql<Kept[]>`
    select user_id, query, body from ownerless_notifications order by id`;
  beforeEach(() => application.services.sql`delete from ownerless_notifications`);

  test.each(doors)(
    'gives a delivery to the merchant with the account that it names, through the %s',
    async (_, door) => {
      const bodies = [order(shop.userId), order(String(shop.userId)), `{"user_id":${shop.userId}}`];
      for (const body of bodies) expect(await post(door(), `${path}?data.id=ORD01`, Buffer.from(body))).toBe(200);
      const rows = await stored();
      expect(rows.map((row) => Buffer.from(row.body).toString())).toEqual(bodies);
      expect(rows.map((row) => row.query)).toEqual(bodies.map(() => 'data.id=ORD01'));
      expect(await ownerless()).toEqual([]);
    },
  );

  test.each(doors)('keeps what nobody owns as it came and answers 200, through the %s', async (_, door) => {
    const bodies = [order(999), '{}', '', 'not json', order('1e3'), order({ id: shop.userId })];
    for (const body of bodies) expect(await post(door(), `${path}?data.id=ORD01`, Buffer.from(body))).toBe(200);
    const rows = await ownerless();
    expect(rows.map((row) => Buffer.from(row.body).toString())).toEqual(bodies);
    expect(rows.map((row) => row.user_id)).toEqual(['999', null, null, null, null, null]);
    expect(await stored()).toEqual([]);
  });

  test('is unguessable, and one that only looks like it is nobody’s', async () => {
    expect(path).toMatch(/\/app-[0-9a-f]{48}$/);
    expect(await post(application.url, `${path.slice(0, -1)}x`, Buffer.from(order(shop.userId)))).toBe(404);
    expect([await stored(), await ownerless()]).toEqual([[], []]);
  });

  test('shares commits with the others: each delivery gets its own answer and its own place', async () => {
    const unknown = `/api/notifications/mercadopago/app-${'0'.repeat(48)}`;
    const kinds = [
      { path: shop.notificationPath, body: 'merchant', status: 200 },
      { path, body: order(shop.userId), status: 200 },
      { path, body: order(999), status: 200 },
      { path: unknown, body: order(shop.userId), status: 404 },
    ];
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => kinds)
        .flat()
        .map(async (kind) => (await post(application.url, kind.path, Buffer.from(kind.body))) === kind.status),
    );
    expect(answers.filter((isRight) => !isRight)).toEqual([]);
    const count = (rows: { body: Uint8Array }[], body: string) =>
      rows.filter((row) => Buffer.from(row.body).toString() === body).length;
    const [ours, others] = [await stored(), await ownerless()];
    expect([count(ours, 'merchant'), count(ours, order(shop.userId)), ours.length]).toEqual([50, 50, 100]);
    expect([count(others, order(999)), others.length]).toEqual([50, 50]);
  });
});

test('both doors store the same for the same delivery', async () => {
  const query = 'topic=merchant_order&id=1&x=%C3%A1+%20é';
  const body = Buffer.from('{"á":"\\u00e9"}');
  for (const [, door] of doors)
    expect(await post(door(), encodeURI(`${shop.notificationPath}?`) + encodeURI(query), body)).toBe(200);
  const [first, second] = await stored();
  expect(second).toEqual(first);
});

describe('deliveries that share a commit', () => {
  test('each gets its own answer, and what was answered 200 is stored once', async () => {
    const senders = Array.from({ length: 400 }, async (_, place) => {
      const isKnown = place % 3 !== 0;
      const path = isKnown ? shop.notificationPath : `/api/notifications/mercadopago/${'B'.repeat(32)}`;
      const status = await post(application.url, `${path}?place=${place}`, Buffer.from(String(place)));
      return { place, isKnown, status };
    });
    const answers = await Promise.all(senders);
    expect(answers.filter(({ isKnown, status }) => status !== (isKnown ? 200 : 404))).toEqual([]);
    const rows = await stored();
    const expected = answers.filter(({ isKnown }) => isKnown).map(({ place }) => String(place));
    expect(rows.map((row) => Buffer.from(row.body).toString()).sort()).toEqual(expected.sort());
    expect(rows.filter((row) => row.query !== `place=${Buffer.from(row.body)}`)).toEqual([]);
  });

  test('one that PostgreSQL refuses is answered 503 and takes no neighbour along', async () => {
    const { receiveNotification } = application.services;
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, place) =>
        receiveNotification({
          merchantKey: shop.notificationKey,
          query: place % 40 === 7 ? `zero=\0&place=${place}` : `place=${place}`,
          headers: {},
          body: Buffer.from('{}'),
        }),
      ),
    );
    const refused = answers.flatMap((status, place) => (status === 503 ? [place] : []));
    expect(refused).toEqual([7, 47, 87]);
    expect(answers.filter((status) => status === 200)).toHaveLength(117);
    expect(await stored()).toHaveLength(117);
  });

  test('two merchants that are told at once each get their own', async () => {
    const other = await makeSecondMerchant();
    const keys = [shop.notificationKey, other.key];
    const { receiveNotification } = application.services;
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, place) =>
        receiveNotification({
          merchantKey: keys[place % 2] ?? '',
          query: `place=${place}`,
          headers: {},
          body: Buffer.from(`${place % 2}`),
        }),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    const rows = await application.services.sql<{ merchant_id: string; body: Uint8Array }[]>`
      select merchant_id, body from notifications where merchant_id in (${shop.merchant.id}, ${other.id})`;
    const wrong = rows.filter((row) => Buffer.from(row.body).toString() !== (row.merchant_id === other.id ? '1' : '0'));
    expect([rows.length, wrong]).toEqual([100, []]);
  });

  async function makeSecondMerchant(): Promise<{ id: string; key: string }> {
    const merchant = await application.services.createMerchant('Other');
    const [row] = await application.services.sql<{ key: string }[]>`
      select notification_key as key from merchants where id = ${merchant.id}`;
    return { id: merchant.id, key: row?.key ?? '' };
  }
});

describe('what is done with a delivery', () => {
  beforeEach(async () => {
    shop = await openShop(application);
  });

  test.each([
    ['a word', 'topic=merchant_order&id=abc'],
    ['an address', 'topic=merchant_order&id=https%3A%2F%2Fevil.example%2F1'],
    ['more than twenty digits', `topic=payment&id=${'9'.repeat(21)}`],
    ['a path', 'topic=payment&id=1%2F..%2F2'],
    ['SQL', "topic=payment&id=1'%20or%20'1'='1"],
    ['a negative number', 'type=payment&data.id=-1'],
    ['nothing', 'topic=payment'],
    ['a topic that is not followed', 'topic=chargebacks&id=123'],
  ])('an id that is %s is kept and never asked for', async (_name, query) => {
    expect(await post(application.url, `${shop.notificationPath}?${query}`, Buffer.from('{}'))).toBe(200);
    await application.services.workOnInbox();
    expect(await stored()).toMatchObject([{ outcome: 'not_followed' }]);
    expect(await application.simulator.requestsOf(shop.userId, 'GET', '/merchant_orders')).toEqual([]);
    expect(await application.simulator.requestsOf(shop.userId, 'GET', '/v1/payments')).toEqual([]);
  });

  test('an address in the body is never called: only the id in it counts, at Mercado Pago', async () => {
    const called: string[] = [];
    const trap = http.createServer((request, response) => {
      called.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    const address = trap.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const body = JSON.stringify({ topic: 'merchant_order', resource: `http://127.0.0.1:${port}/merchant_orders/77` });
    expect(await post(application.url, shop.notificationPath, Buffer.from(body))).toBe(200);
    await application.services.workOnInbox();
    trap.close();
    expect(called).toEqual([]);
    expect(await application.simulator.requestsOf(shop.userId, 'GET', '/merchant_orders/77')).toHaveLength(1);
  });

  test('a hundred deliveries about one thing are one look', async () => {
    await application.simulator.notify({ mode: 'none' });
    await shop.openedOrder();
    const scan = await shop.scan();
    const path = `${shop.notificationPath}?topic=merchant_order&id=${scan}`;
    await Promise.all(Array.from({ length: 100 }, () => post(application.url, path, Buffer.from(''))));
    await application.services.workOnInbox();
    const rows = await stored();
    expect(rows).toHaveLength(100);
    expect(new Set(rows.map((row) => row.outcome))).toEqual(new Set(['changed']));
    expect(await application.simulator.requestsOf(shop.userId, 'GET', '/merchant_orders/search')).toHaveLength(1);
  });

  test('one that Mercado Pago cannot explain yet is tried again later, and then found', async () => {
    await application.simulator.notify({ mode: 'none' });
    await shop.openedOrder();
    const scan = await shop.scan();
    await application.simulator.misbehave({
      method: 'GET',
      path: '/merchant_orders',
      kind: 'status',
      status: 500,
      times: 1,
    });
    await post(application.url, `${shop.notificationPath}?topic=merchant_order&id=${scan}`, Buffer.from(''));
    await application.services.workOnInbox();
    expect(await stored()).toMatchObject([{ outcome: 'no_answer' }]);
    await application.services.sql`update hint_looks set started_at = now() - interval '10 seconds'`;
    await application.services.sql`update notifications set due_at = now() where merchant_id = ${shop.merchant.id}`;
    await application.services.workOnInbox();
    expect(await stored()).toMatchObject([{ outcome: 'changed' }]);
  });
});
