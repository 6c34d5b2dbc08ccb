import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, listAt, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { openShop, type Shop, tills } from '../support/shop';

const count = 23;

let application: TestApplication;
let shop: Shop;
/** Newest first. */
let ids: string[];

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  shop = await openShop(application);
  await makeFailedOrders(count);
  ids = await listAll('/orders?limit=200');
});
afterAll(() => application.close());

/** Orders that Mercado Pago refused: the quickest to make, and none occupies its till. */
async function makeFailedOrders(times: number): Promise<void> {
  const { simulator } = application;
  await simulator.misbehave({
    method: 'PUT',
    path: '/instore',
    kind: 'status',
    status: 400,
    body: { error: 'no' },
    times,
  });
  for (let place = 0; place < times; place++)
    expect((await shop.charge({ external_pos_id: tills[place % 2] })).status).toBe(502);
}

async function listAll(query: string): Promise<string[]> {
  const { status, json } = await shop.api('GET', query);
  expect(status).toBe(200);
  return listAt(json, 'results').map((order) => textAt(order, 'id'));
}

describe('the list of orders', () => {
  test('is newest first and whole', async () => {
    expect(ids).toHaveLength(count);
    expect([...ids].sort().reverse()).toEqual(ids);
  });

  test.each([1, 5, 7, 22, 23, 24])('comes in pages of %i without gaps or repeats', async (limit) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page <= count; page++) {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { json } = await shop.api('GET', `/orders?limit=${limit}${query}`);
      seen.push(...listAt(json, 'results').map((order) => textAt(order, 'id')));
      const next = at(json, 'next_cursor');
      cursor = typeof next === 'string' ? next : null;
      if (cursor === null) break;
    }
    expect(seen).toEqual(ids);
  });

  test('goes on from a cursor although newer orders came meanwhile', async () => {
    const first = await shop.api('GET', '/orders?limit=10');
    await makeFailedOrders(2);
    const rest = await listAll(`/orders?limit=200&cursor=${textAt(first.json, 'next_cursor')}`);
    expect([...listAt(first.json, 'results').map((order) => textAt(order, 'id')), ...rest]).toEqual(ids);
    ids = await listAll('/orders?limit=200');
    expect(ids).toHaveLength(count + 2);
  });

  test('narrows by each of its parameters, and by several at once', async () => {
    const { simulator } = application;
    await simulator.misbehave();
    const opened = await shop.openedOrder({ external_reference: 'Bill-0001' });
    expect(await listAll('/orders?external_reference=Bill-0001')).toEqual([opened.id]);
    expect(await listAll('/orders?status=opened')).toEqual([opened.id]);
    expect(await listAll('/orders?status=failed&limit=200')).toEqual(ids);
    expect(await listAll('/orders?exception=none&status=opened&external_pos_id=S001P01')).toEqual([opened.id]);
    expect(await listAll('/orders?external_pos_id=S001P02&status=opened')).toEqual([]);
    expect(await listAll('/orders?external_store_id=s001&status=opened')).toEqual([opened.id]);
    expect(await listAll('/orders?external_store_id=S002')).toEqual([]);
    expect(await listAll('/orders?exception=refunded')).toEqual([]);
  });

  test('takes a time as half-open: from it, up to before it', async () => {
    const { json } = await shop.api('GET', `/orders/${ids[10]}`);
    const at10 = textAt(json, 'created_at');
    expect(await listAll(`/orders?status=failed&limit=200&from=${at10}`)).toEqual(ids.slice(0, 11));
    expect(await listAll(`/orders?status=failed&limit=200&to=${at10}`)).toEqual(ids.slice(11));
    const elsewhere = encodeURIComponent(new Date(at10).toISOString().replace('Z', '+00:00'));
    expect(await listAll(`/orders?status=failed&limit=200&from=${elsewhere}`)).toEqual(ids.slice(0, 11));
  });

  test.each([
    ['a parameter that there is not', 'colour=red', 'colour'],
    ['one in another spelling', 'externalReference=a', 'externalReference'],
    ['a status that there is not', 'status=paid', 'status'],
    ['an exception that there is not', 'exception=all', 'exception'],
    ['no limit', 'limit=0', 'limit'],
    ['too much at once', 'limit=201', 'limit'],
    ['a limit in words', 'limit=ten', 'limit'],
    ['a day instead of a time', 'from=2026-11-21', 'from'],
    ['a time without a zone', 'to=2026-11-21T10:00:00', 'to'],
    ['a cursor of ours that was cut', 'cursor=MjAyNi0xMS0yMVQxMTo', 'cursor'],
    ['a cursor of somebody else', 'cursor=abc', 'cursor'],
  ])('refuses %s by its name', async (_name, query, field) => {
    const answer = await shop.api('GET', `/orders?${query}`);
    expect(answer).toMatchObject({
      status: 422,
      json: { error: { code: 'invalid_input', fields: { [field]: expect.any(String) } } },
    });
  });
});

test.each(['/stores', '/pos', '/orders/:order', '/orders/:order/events', '/pos/S001P01'])(
  '%s refuses a parameter that it does not know, by its name',
  async (template) => {
    const answer = await shop.api('GET', `${template.replace(':order', ids[0] ?? '')}?colour=red`);
    expect(answer).toMatchObject({
      status: 422,
      json: { error: { code: 'invalid_input', fields: { colour: expect.any(String) } } },
    });
  },
);

test.each([
  ['/pos', 'external_pos_id', [...tills]],
  ['/stores', 'external_store_id', ['S001']],
])('%s comes in pages as well', async (list, name, expected) => {
  const seen: string[] = [];
  for (let query = '?limit=1'; query !== ''; ) {
    const { json } = await shop.api('GET', `${list}${query}`);
    seen.push(...listAt(json, 'results').map((row) => textAt(row, name)));
    const next = at(json, 'next_cursor');
    query = typeof next === 'string' ? `?limit=1&cursor=${next}` : '';
  }
  expect(seen.sort()).toEqual(expected);
});

test("an order's history is whole, oldest first, and names who caused what", async () => {
  const { order } = await (async () => {
    await application.simulator.misbehave();
    const opened = await shop.openedOrder({ external_pos_id: tills[1] });
    await application.simulator.pay(await shop.scan(tills[1]), 'approved');
    await shop.check(opened.id);
    return { order: opened };
  })();
  const { json } = await shop.api('GET', `/orders/${order.id}/events`);
  expect(json).toMatchObject({
    results: [
      { sequence: 1, type: 'created', source: 'api' },
      { sequence: 2, type: 'published', source: 'api' },
      { sequence: 3, type: 'merchant_order_observed', source: 'check' },
      { sequence: 4, type: 'payment_observed', source: 'check' },
      // Once more, as the search for payments tells it: with how it was paid.
      { sequence: 5, type: 'payment_observed', source: 'check' },
      { sequence: 6, type: 'closed', source: 'check' },
    ],
    next_cursor: null,
  });
});
