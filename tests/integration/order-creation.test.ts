import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, call, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { openShop, openTwoShops, readOrder, type Shop, tills } from '../support/shop';

const item = { title: 'Café', unit_price: '1500.50', quantity: 2 };

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

async function countOrders(): Promise<number> {
  const [row] = await application.services.sql<{ count: number }[]>`
    select count(*)::int as count from orders where merchant_id = ${shop.merchant.id}`;
  return row?.count ?? -1;
}

const publications = () => application.simulator.requestsOf(shop.userId, 'PUT', '/orders');

describe('what is charged', () => {
  test('the order is stored, published with our notification address, and shown with its defaults', async () => {
    const answer = await shop.charge({ items: [item, { title: 'Agua', unit_price: 800, quantity: 1 }] });
    expect(answer).toMatchObject({
      status: 201,
      json: {
        status: 'opened',
        integration: 'attended_v2',
        mode: 'static',
        external_store_id: 'S001',
        external_pos_id: 'S001P01',
        currency_id: 'ARS',
        total_amount: '3801.00',
        title: 'Café',
        description: 'Café, Agua',
        items: [
          { title: 'Café', unit_price: '1500.50', quantity: 2, unit_measure: 'unit' },
          { title: 'Agua', unit_price: '800.00', quantity: 1, unit_measure: 'unit' },
        ],
        taxes: [],
        payments: [],
        closed_at: null,
      },
    });
    // The answer is made of what was decided; reading the order says the same.
    expect(await shop.api('GET', `/orders/${textAt(answer.json, 'id')}`)).toMatchObject({
      status: 200,
      json: answer.json,
    });
    const [put, ...others] = await publications();
    expect(others).toEqual([]);
    expect(put).toMatchObject({
      path: expect.stringContaining('/stores/S001/pos/S001P01/orders'),
      body: {
        external_reference: textAt(answer.json, 'external_reference'),
        total_amount: 3801,
        notification_url: `${application.url}${shop.notificationPath}`,
      },
    });
  });

  test('the POS is found whatever the case of its name', async () => {
    const answer = await shop.charge({ external_pos_id: 's001p01' });
    expect(answer).toMatchObject({ status: 201, json: { external_pos_id: 'S001P01' } });
  });

  test('a currency without cents is charged, sent and shown without them', async () => {
    shop = await openShop(application, { siteId: 'MLC' });
    const answer = await shop.charge({ items: [{ title: 'Café', unit_price: '1500', quantity: 1 }] });
    expect(answer).toMatchObject({ status: 201, json: { currency_id: 'CLP', total_amount: '1500' } });
    const [put] = await publications();
    expect(put).toMatchObject({ body: { total_amount: 1500 } });
    const refused = await shop.charge({ items: [{ title: 'Café', unit_price: '1500.50', quantity: 1 }] });
    expect(refused).toMatchObject({
      status: 422,
      json: { error: { fields: { 'items[0].unit_price': expect.any(String) } } },
    });
  });
});

describe('the same attempt again', () => {
  test('the same key and request get the same answer and make one order', async () => {
    const key = randomUUID();
    const first = await shop.charge({}, key);
    expect(first.headers.get('idempotency-replayed')).toBe(null);
    const second = await shop.charge({}, key);
    expect(second.status).toBe(201);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.json).toEqual(first.json);
    expect(await countOrders()).toBe(1);
    expect(await publications()).toHaveLength(1);
  });

  test('the first answer is given again even after the order went on', async () => {
    const key = randomUUID();
    const first = await shop.charge({}, key);
    const { id } = readOrder(first.json);
    await application.simulator.pay(await shop.scan(), 'approved');
    await shop.becomes(id, { status: 'closed' });
    const again = await shop.charge({}, key);
    expect(again.json).toEqual(first.json);
  });

  test('fields in another order are the same request', async () => {
    const key = randomUUID();
    const body = { external_pos_id: tills[0], title: 'Mesa 4', items: [item] };
    const turned = {
      items: [{ quantity: 2, unit_price: '1500.50', title: 'Café' }],
      title: 'Mesa 4',
      external_pos_id: tills[0],
    };
    const first = await shop.api('POST', '/orders', body, { 'idempotency-key': key });
    const second = await shop.api('POST', '/orders', turned, { 'idempotency-key': key });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json).toEqual(first.json);
  });

  test('the same key with another request is refused and leaves the first order as it was', async () => {
    const key = randomUUID();
    const first = await shop.charge({}, key);
    const other = await shop.charge({ title: 'Mesa 5' }, key);
    expect(other).toMatchObject({ status: 422, json: { error: { code: 'idempotency_key_reused' } } });
    expect((await shop.charge({}, key)).json).toEqual(first.json);
    expect(await countOrders()).toBe(1);
  });

  test('twenty at once with one key make one order and one publication', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.charge({}, key)));
    const first = answers.filter((answer) => answer.status === 201 && !answer.headers.has('idempotency-replayed'));
    const replays = answers.filter((answer) => answer.headers.has('idempotency-replayed'));
    const inFlight = answers.filter((answer) => answer.status === 409);
    expect(first).toHaveLength(1);
    expect(first.length + replays.length + inFlight.length).toBe(20);
    for (const replay of replays) expect(replay.json).toEqual(first[0]?.json);
    for (const answer of inFlight) expect(answer.json).toMatchObject({ error: { code: 'conflict', why: 'in_flight' } });
    expect(await countOrders()).toBe(1);
    expect(await publications()).toHaveLength(1);
  });

  test('two API keys may use the same idempotency key for different sales', async () => {
    const key = randomUUID();
    const other = await shop.keyFor(['orders:write']);
    const first = await shop.charge({}, key);
    const body = { external_pos_id: tills[1], items: [item] };
    const headers = { authorization: `Bearer ${other}`, 'idempotency-key': key };
    const second = await shop.api('POST', '/orders', body, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(textAt(second.json, 'id')).not.toBe(textAt(first.json, 'id'));
  });

  test('a refusal that stored nothing does not use the key up', async () => {
    const key = randomUUID();
    const body = { external_pos_id: 'NOWHERE', items: [item] };
    expect((await shop.api('POST', '/orders', body, { 'idempotency-key': key })).status).toBe(404);
    const corrected = await shop.charge({}, key);
    expect(corrected.status).toBe(201);
  });

  test('an API key that names no attempt is told which header is missing', async () => {
    const answer = await shop.api('POST', '/orders', { external_pos_id: tills[0], items: [item] });
    expect(answer).toMatchObject({
      status: 422,
      json: { error: { code: 'invalid_input', fields: { 'Idempotency-Key': expect.any(String) } } },
    });
    expect(await countOrders()).toBe(0);
  });
});

test('both doors charge alike: one answers again what the other answered first, and refuses what it refuses', async () => {
  const item = { title: 'Menú del día', unit_price: '320.00', quantity: 1 };
  const chargeAt = (door: string, { content = {}, key = '', apiKey = shop.apiKey }) =>
    call(`${door}/api/v1/orders`, {
      method: 'POST',
      body: { external_pos_id: tills[0], items: [item], ...content },
      headers: { authorization: `Bearer ${apiKey}`, ...(key ? { 'idempotency-key': key } : {}) },
    });
  const doors = [application.handlersUrl, application.url];
  for (const [first = '', second = ''] of [doors, [...doors].reverse()]) {
    const key = randomUUID();
    const made = await chargeAt(first, { key });
    expect(made).toMatchObject({ status: 201, json: { status: 'opened' } });
    const again = await chargeAt(second, { key });
    expect(again).toMatchObject({ status: 201, json: made.json });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    await shop.api('POST', `/orders/${textAt(made.json, 'id')}/cancel`);
  }
  const wrong = [{ key: '' }, { key: 'k', content: { items: [] } }, { key: 'k', apiKey: `${shop.apiKey}x` }];
  for (const attempt of wrong) {
    const [atRoute, atFront] = await Promise.all(doors.map((door) => chargeAt(door, attempt)));
    expect(atFront?.status).toBeGreaterThanOrEqual(400);
    expect(atFront).toMatchObject({ status: atRoute?.status, json: atRoute?.json });
  }
  expect(await publications()).toHaveLength(2);
});

describe('one till, one order', () => {
  test('of fifty at once one is opened and published, and the others are told which', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, place) => shop.charge({ title: `Mesa ${place}` })),
    );
    const made = answers.filter((answer) => answer.status === 201);
    expect(made).toHaveLength(1);
    const winner = readOrder(made[0]?.json);
    for (const loser of answers.filter((answer) => answer.status !== 201)) {
      expect(loser).toMatchObject({
        status: 409,
        json: {
          error: {
            code: 'pos_busy',
            order_id: winner.id,
            external_reference: winner.external_reference,
            total_amount: '320.00',
            currency_id: 'ARS',
          },
        },
      });
    }
    const [row] = await application.services.sql<{ unfinished: number; all: number }[]>`
      select count(*) filter (where status in ('draft', 'opened'))::int as unfinished, count(*)::int as all
      from orders where merchant_id = ${shop.merchant.id}`;
    expect(row).toEqual({ unfinished: 1, all: 1 });
    expect(await publications()).toHaveLength(1);
  });

  test('two tills at once do not disturb each other', async () => {
    const answers = await Promise.all(tills.map((till) => shop.charge({ external_pos_id: till })));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
    expect(await publications()).toHaveLength(2);
  });

  test('two merchants with the same names of POS and reference do not disturb each other', async () => {
    const { ours, theirs } = await openTwoShops(application);
    const answers = await Promise.all([ours, theirs].map((one) => one.charge({ external_reference: 'Bill-0001' })));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
  });

  test('a till is free again as soon as its order is closed', async () => {
    await shop.closedOrder();
    expect((await shop.charge()).status).toBe(201);
  });
});

describe('what is refused before anything is stored', () => {
  test('a reference that was used, whatever became of its order', async () => {
    const { id } = await shop.openedOrder({ external_reference: 'Bill-0001' });
    await shop.cancel(id);
    const answer = await shop.charge({ external_reference: 'Bill-0001' });
    expect(answer).toMatchObject({
      status: 409,
      json: { error: { code: 'conflict', fields: { external_reference: expect.any(String) } } },
    });
    expect(await publications()).toHaveLength(1);
  });

  test('a POS that there is not', async () => {
    const answer = await shop.charge({ external_pos_id: 'NOWHERE' });
    expect(answer).toMatchObject({
      status: 404,
      json: { error: { code: 'not_found', fields: { external_pos_id: expect.any(String) } } },
    });
  });

  test('a POS on which the buyer types the amount', async () => {
    const { sql } = application.services;
    await sql`update pos set is_fixed_amount = false where merchant_id = ${shop.merchant.id} and external_pos_id = 'S001P01'`;
    expect(await shop.charge()).toMatchObject({
      status: 409,
      json: { error: { code: 'conflict', fields: { external_pos_id: expect.any(String) } } },
    });
    expect([await countOrders(), await publications()]).toEqual([0, []]);
  });

  test('everything that is wrong, named field by field in one answer', async () => {
    const answer = await shop.charge({
      external_reference: 'con espacio',
      title: 'x'.repeat(257),
      description: '\u0007',
      mode: 'paper',
      expires_in: 29,
      sponsor_id: 'abc',
      taxes: [{ type: 'IVA', value: '10' }],
      items: [
        { title: ' ', unit_price: '-1', quantity: 0 },
        { title: 'ok', unit_price: '1.005', quantity: 1.5, unit_measure: 'kilo', picture_url: 'ftp://x' },
      ],
    });
    expect(answer.status).toBe(422);
    const fields = Object.keys(Object(at(answer.json, 'error', 'fields'))).sort();
    expect(fields).toEqual([
      'description',
      'expires_in',
      'external_reference',
      'items[0].quantity',
      'items[0].title',
      'items[0].unit_price',
      'items[1].picture_url',
      'items[1].quantity',
      'items[1].unit_measure',
      'items[1].unit_price',
      'mode',
      'sponsor_id',
      'taxes',
      'title',
    ]);
    expect(await countOrders()).toBe(0);
  });

  test('fields that the API does not know, by their names', async () => {
    const answer = await shop.charge({ total_amount: '1.00', items: [{ ...item, price: 3 }] });
    expect(answer).toMatchObject({
      status: 422,
      json: { error: { fields: { total_amount: expect.any(String), 'items[0].price': expect.any(String) } } },
    });
  });

  test.each([
    ['no items', { items: [] }, 'items'],
    ['nothing to pay', { items: [{ ...item, unit_price: '0' }] }, 'items'],
    ['more than any sale', { items: [{ ...item, unit_price: '99999999999', quantity: 100_000 }] }, 'items'],
    ['longer than a day', { expires_in: 86_401 }, 'expires_in'],
    ['half seconds', { expires_in: 60.5 }, 'expires_in'],
    ['an amount in words', { items: [{ ...item, unit_price: 'mil' }] }, 'items[0].unit_price'],
    ['an exponent', { items: [{ ...item, unit_price: '1e3' }] }, 'items[0].unit_price'],
    ['a comma', { items: [{ ...item, unit_price: '1,50' }] }, 'items[0].unit_price'],
  ])('%s', async (_name, change, field) => {
    const answer = await shop.charge(change);
    expect(answer).toMatchObject({ status: 422, json: { error: { fields: { [field]: expect.any(String) } } } });
    expect(await countOrders()).toBe(0);
  });

  test('taxes are named and sent in Colombia', async () => {
    shop = await openShop(application, { siteId: 'MCO' });
    const answer = await shop.charge({
      items: [{ title: 'Tinto', unit_price: '19040', quantity: 1 }],
      taxes: [{ type: 'IVA', value: '3040' }],
    });
    expect(answer).toMatchObject({ status: 201, json: { taxes: [{ type: 'IVA', value: '3040' }] } });
    const [put] = await publications();
    expect(put).toMatchObject({ body: { taxes: [{ type: 'IVA', value: 3040 }], total_amount: 19040 } });
  });
});

test('an attempt whose process died is answered after a while with what its order became', async () => {
  const key = randomUUID();
  const first = await shop.charge({}, key);
  // What is left behind when the process ends between the publication and the noting of its answer.
  await application.services.sql`
    update idempotency_records set answer_status = null, answer_body = null, answered_at = null
    where merchant_id = ${shop.merchant.id}`;
  expect((await shop.charge({}, key)).status).toBe(409);
  moveClock(25);
  const answer = await shop.charge({}, key);
  expect(answer.headers.get('idempotency-replayed')).toBe('true');
  expect(answer).toMatchObject({ status: 201, json: { id: textAt(first.json, 'id') } });
  expect(await countOrders()).toBe(1);
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(15);
});
