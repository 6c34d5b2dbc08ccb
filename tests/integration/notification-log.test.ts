import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, listAt, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { openTwoShops, type Shop } from '../support/shop';

let application: TestApplication;
let ours: Shop;
let theirs: Shop;
let log: typeof import('@/db/notification-log');
let replay: typeof import('@/lib/services/notification-replay');

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  log = await import('@/db/notification-log');
  replay = await import('@/lib/services/notification-replay');
});
afterAll(() => application.close());
beforeEach(async () => {
  ({ ours, theirs } = await openTwoShops(application));
  await application.services.sql`delete from notifications`;
  await application.services.sql`delete from hint_looks`;
  await application.simulator.notify({ mode: 'none' });
});

/** Something arrives at a merchant's URL, and is stored. */
async function deliver(shop: Shop, query: string, body: string | Uint8Array = ''): Promise<void> {
  const status = await application.services.receiveNotification({
    merchantKey: shop.notificationKey,
    query,
    headers: { 'x-request-id': 'r-1' },
    body: Buffer.from(body),
  });
  expect(status).toBe(200);
}

async function rowsOf(shop: Shop) {
  const { notifications } = await log.listNotifications(shop.merchant, { filter: {}, limit: 1000 });
  return notifications;
}

/** Works until nothing is due. */
async function work(): Promise<void> {
  while ((await application.services.workOnInbox()) > 0);
}

/** What rested has rested enough. */
async function rest(): Promise<void> {
  await application.services.sql`update hint_looks set started_at = started_at - interval '10 seconds'`;
  await application.services.sql`update notifications set due_at = now() where due_at is not null`;
}

/** An order that a buyer paid, which nothing has announced yet. */
async function paidOrder(shop: Shop) {
  const order = await shop.openedOrder();
  const scan = await shop.scan();
  const payment = await application.simulator.pay(scan, 'approved');
  return { order, scan, payment };
}

describe('what is shown of a delivery', () => {
  test('what it changed, which events it caused, and that a second one changed nothing', async () => {
    const { order, scan } = await paidOrder(ours);
    await deliver(ours, `topic=merchant_order&id=${scan}`);
    await work();
    await deliver(ours, `topic=merchant_order&id=${scan}`);
    await work();
    const [second, first] = await rowsOf(ours);
    expect(second).toMatchObject({ outcome: 'nothing_new', orderId: order.id, eventTypes: [] });
    expect(first).toMatchObject({
      outcome: 'changed',
      externalReference: order.external_reference,
      signature: 'unverifiable',
    });
    expect(first?.eventTypes).toContain('closed');
    const found = await log.getNotification(ours.merchant, first?.id ?? 0);
    expect(found?.events.map(({ event }) => event.type)).toEqual(first?.eventTypes);
    expect(await ours.history(order.id)).toEqual(expect.arrayContaining(first?.eventTypes.concat() ?? []));
  });

  test('another merchant’s delivery does not exist, neither in the list nor by its id nor for a replay', async () => {
    await deliver(theirs, 'topic=payment&id=1');
    await work();
    const [row] = await rowsOf(theirs);
    expect(await rowsOf(ours)).toEqual([]);
    expect(await log.getNotification(ours.merchant, row?.id ?? 0)).toBeNull();
    await expect(replay.followAgain(ours.merchant, row?.id ?? 0, crypto.randomUUID())).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await ours.api('GET', '/notifications')).json).toEqual({ results: [], next_cursor: null });
  });

  test('each filter narrows, and pages follow each other without gaps in both directions', async () => {
    const { order, scan, payment } = await paidOrder(ours);
    await deliver(ours, `topic=merchant_order&id=${scan}`);
    await deliver(ours, `topic=payment&id=${payment}`);
    await deliver(ours, 'topic=chargebacks&id=7');
    await work();
    await deliver(ours, 'topic=payment&id=9');
    const all = (await rowsOf(ours)).map(({ id }) => id);
    const filtered = async (filter: Parameters<typeof log.listNotifications>[1]['filter']) =>
      (await log.listNotifications(ours.merchant, { filter, limit: 10 })).notifications.map(({ id }) =>
        all.indexOf(id),
      );
    expect(await filtered({ topic: 'merchant_order' })).toEqual([3]);
    expect(await filtered({ topic: 'other' })).toEqual([1]);
    expect(await filtered({ outcome: 'pending' })).toEqual([0]);
    expect(await filtered({ outcome: 'not_followed', signature: 'unverifiable' })).toEqual([1]);
    expect(await filtered({ signature: 'valid' })).toEqual([]);
    expect(await filtered({ about: { resourceId: String(scan), orderId: null } })).toEqual([3]);
    expect(await filtered({ about: { resourceId: 'x', orderId: order.id } })).toEqual([2, 3]);
    expect(await filtered({ receivedTo: new Date(0) })).toEqual([]);
    const older = await log.listNotifications(ours.merchant, {
      filter: {},
      limit: 2,
      place: { olderThan: all[1] ?? 0 },
    });
    expect([older.notifications.map(({ id }) => id), older.hasMore]).toEqual([all.slice(2), false]);
    const newer = await log.listNotifications(ours.merchant, {
      filter: {},
      limit: 2,
      place: { newerThan: all[3] ?? 0 },
    });
    expect([newer.notifications.map(({ id }) => id), newer.hasMore]).toEqual([all.slice(1, 3), true]);
  });

  test('the API gives what arrived, byte for byte, page by page, and never the key of the URL', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
    await deliver(ours, 'topic=payment&id=1', '{"á":1}');
    await deliver(ours, 'x=%00', bytes);
    await deliver(ours, 'topic=payment&id=3');
    const first = await ours.api('GET', '/notifications?limit=2');
    const [newest, broken] = listAt(first.json, 'results');
    expect(newest).toMatchObject({
      outcome: 'pending',
      request: { method: 'POST', query: 'topic=payment&id=3', body: '' },
    });
    expect(broken).toMatchObject({ request: { body: bytes.toString('base64'), body_encoding: 'base64' } });
    const second = await ours.api('GET', `/notifications?limit=2&cursor=${textAt(first.json, 'next_cursor')}`);
    expect(listAt(second.json, 'results')).toMatchObject([
      { request: { body: '{"á":1}', body_encoding: 'utf-8', headers: { 'x-request-id': 'r-1' } } },
    ]);
    expect(at(second.json, 'next_cursor')).toBeNull();
    expect(first.text + second.text).not.toContain(ours.notificationKey);
    expect((await ours.api('GET', '/notifications?cursor=x')).status).toBe(422);
  });
});

test('replaying a delivery a hundred times changes nothing, and says so', async () => {
  const { order, scan, payment } = await paidOrder(ours);
  await deliver(ours, `topic=merchant_order&id=${scan}`);
  await deliver(ours, `topic=payment&id=${payment}`);
  await work();
  // How it was paid is learnt by whoever asks next; that is news, once.
  await ours.check(order.id);
  const before = { order: await ours.order(order.id), history: await ours.history(order.id), rows: await rowsOf(ours) };
  const [newest] = before.rows;
  const outcomes = new Set<string>();
  for (let round = 0; round < 10; round++) {
    // The account's 25 requests a second are not what is tested.
    globalThis.mostradorBudgets?.clear();
    const ten = Array.from({ length: 10 }, () =>
      replay.followAgain(ours.merchant, newest?.id ?? 0, crypto.randomUUID()),
    );
    for (const outcome of await Promise.all(ten)) outcomes.add(outcome);
  }
  expect(outcomes).toEqual(new Set(['nothing_new']));
  expect({
    order: await ours.order(order.id),
    history: await ours.history(order.id),
    rows: await rowsOf(ours),
  }).toEqual(before);
});

test('a replay finds what could not be found when it came, and the delivery says so from then on', async () => {
  const { order, scan } = await paidOrder(ours);
  await application.simulator.misbehave({
    method: 'GET',
    path: '/merchant_orders',
    kind: 'status',
    status: 500,
    times: 1,
  });
  await deliver(ours, `topic=merchant_order&id=${scan}`);
  await work();
  const [row] = await rowsOf(ours);
  expect(row).toMatchObject({ outcome: 'no_answer', processedAt: null });
  expect(await replay.followAgain(ours.merchant, row?.id ?? 0, crypto.randomUUID())).toBe('changed');
  expect(await rowsOf(ours)).toMatchObject([{ outcome: 'changed', orderId: order.id, dueAt: null }]);
  expect(await ours.order(order.id)).toMatchObject({ status: 'closed', closed_by: 'check' });
});

describe('a flood', () => {
  /** Every way to say that something was paid, about an id. */
  const shapes: ((id: string, reference: string) => [query: string, body: unknown])[] = [
    (id) => [`topic=merchant_order&id=${id}`, ''],
    (id) => [`topic=payment&id=${id}`, ''],
    (id) => [`type=payment&data.id=${id}`, { action: 'payment.updated', data: { id } }],
    (id) => ['', { topic: 'merchant_order', resource: `https://api.mercadolibre.com/merchant_orders/${id}` }],
    (id) => ['', { topic: 'payment', resource: id, status: 'approved' }],
    (id) => [`id=${id}&topic=topic_merchant_order_wh`, { id, status: 'closed', type: 'topic_merchant_order_wh' }],
    (id) => [`data.id=${id}&type=payment&source_news=ipn`, { id, live_mode: true, status: 'approved' }],
    (id, reference) => ['topic=payment', { data: { id }, external_reference: reference, transaction_amount: 320 }],
    (id, reference) => ['', { action: 'payment.created', data: { id }, external_reference: reference, status: 'paid' }],
    (_id, reference) => [
      'type=order',
      { type: 'order', action: 'order.processed', data: { id: 'ORD0000000000000001' }, external_reference: reference },
    ],
  ];

  test('of forged deliveries in every shape is stored whole, asks for each id once in ten seconds, and changes nothing', async () => {
    const ids = ['900000001', '900000002', '900000003'];
    const order = await ours.openedOrder();
    const before = await ours.history(order.id);
    const asked = async (path: string) =>
      Promise.all(
        ids.map(async (id) => (await application.simulator.requestsOf(ours.userId, 'GET', `${path}/${id}`)).length),
      );
    const forge = async (times: number) => {
      for (const [place, shape] of shapes.entries())
        await Promise.all(
          Array.from({ length: times }, (_, time) => {
            const [query, body] = shape(ids[(place + time) % 3] ?? '', order.external_reference);
            return deliver(ours, query, typeof body === 'string' ? body : JSON.stringify(body));
          }),
        );
    };
    await forge(90);
    await work();
    await forge(30);
    await work();
    expect([await asked('/merchant_orders'), await asked('/payments')]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    await rest();
    await work();
    expect([await asked('/merchant_orders'), await asked('/payments')]).toEqual([
      [2, 2, 2],
      [2, 2, 2],
    ]);
    const [{ count } = { count: 0 }] = await application.services.sql<{ count: number }[]>`
      select count(*)::int as count from notifications where merchant_id = ${ours.merchant.id}`;
    expect(count).toBe(120 * shapes.length);
    const outcomes = await application.services.sql<{ outcome: string }[]>`select distinct outcome from notifications`;
    expect(outcomes.filter(({ outcome }) => outcome !== 'not_found_yet' && outcome !== 'waiting')).toEqual([]);
    expect(await ours.history(order.id)).toEqual(before);
  });

  test('about an order of ours is one look while it lasts, and at most one more after it', async () => {
    const { order, scan } = await paidOrder(ours);
    await deliver(ours, `topic=merchant_order&id=${scan}`);
    await work();
    const looks = async () =>
      (await application.simulator.requestsOf(ours.userId, 'GET', '/merchant_orders/search')).length;
    const before = await looks();
    await application.simulator.misbehave({
      method: 'GET',
      path: '/merchant_orders/search',
      kind: 'delay',
      delay_ms: 700,
      times: 1,
    });
    await deliver(ours, `topic=merchant_order&id=${scan}`);
    const slow = application.services.workOnInbox();
    const forged = Array.from({ length: 300 }, () => deliver(ours, `topic=merchant_order&id=${scan}`));
    await Promise.all(forged);
    await application.services.workOnInbox();
    await slow;
    await rest();
    await work();
    // One, when all of them were there before it began.
    expect([1, 2]).toContain((await looks()) - before);
    expect((await rowsOf(ours)).filter((row) => row.processedAt === null)).toEqual([]);
    expect(await ours.order(order.id)).toMatchObject({ status: 'closed', paid_amount: '320.00' });
  });
});

describe('the silence alarm', () => {
  /** Orders found by lookup, the first some minutes ago. */
  async function findByLookup(count: number): Promise<void> {
    for (let place = 0; place < count; place++) {
      const { order } = await paidOrder(ours);
      await ours.check(order.id);
      await application.services.sql`
        update orders set closed_at = now() - make_interval(mins => ${10 - place}) where id = ${order.id}`;
    }
  }

  async function alarms() {
    const { listSilenceAlarms } = await import('@/db/silence-alarms');
    return listSilenceAlarms(ours.merchant, 10);
  }

  test('is raised when orders are found that nothing announced, once, and cleared by a delivery that is true', async () => {
    await findByLookup(3);
    await Promise.all([application.services.watchSilence(), application.services.watchSilence()]);
    expect(await alarms()).toMatchObject([{ foundByLookup: 3, clearedAt: null }]);
    // Anybody can send what names nothing of ours.
    await deliver(ours, 'topic=payment&id=900000009');
    await work();
    await application.services.watchSilence();
    expect(await alarms()).toMatchObject([{ clearedAt: null }]);
    const { order, scan } = await paidOrder(ours);
    await deliver(ours, `topic=merchant_order&id=${scan}`);
    await work();
    expect(await ours.order(order.id)).toMatchObject({ closed_by: 'notification' });
    await application.services.watchSilence();
    expect(await alarms()).toMatchObject([{ foundByLookup: 3, clearedAt: expect.any(Date) }]);
    await application.services.watchSilence();
    expect(await alarms()).toHaveLength(1);
  });

  test('is not raised for few orders, nor while announcements arrive', async () => {
    await findByLookup(2);
    await application.services.watchSilence();
    expect(await alarms()).toEqual([]);
    const { scan } = await paidOrder(ours);
    await deliver(ours, `topic=merchant_order&id=${scan}`);
    await work();
    await findByLookup(3);
    await application.services.watchSilence();
    expect(await alarms()).toEqual([]);
  });
});

test('hours count what arrived in them and what it changed, the latest first, and nobody else’s', async () => {
  const { scan } = await paidOrder(ours);
  await deliver(ours, `topic=merchant_order&id=${scan}`);
  await work();
  for (const id of [1, 2, 3]) await deliver(ours, `topic=chargebacks&id=${id}`);
  await deliver(theirs, 'topic=chargebacks&id=4');
  const { testNotificationUrl } = await import('@/lib/services/notification-url-test');
  await testNotificationUrl(ours.merchant);
  const hour = Math.floor(Date.now() / 3_600_000);
  await application.services.sql`update notifications set received_at = to_timestamp((${hour}::int - 1) * 3600 + 1)
    where query in ('topic=chargebacks&id=1', 'topic=chargebacks&id=2')`;
  const since = new Date((hour - 1) * 3_600_000);
  const counted = await log.countDeliveriesByHour(ours.merchant, { since, limit: 100 });
  expect(counted.sort((a, b) => a.hour - b.hour)).toEqual([
    { hour: hour - 1, hits: 2, changed: 0 },
    { hour: expect.any(Number), hits: 2, changed: 1 },
  ]);
  expect(await log.countDeliveriesByHour(ours.merchant, { since, limit: 1 })).toEqual([
    { hour: expect.any(Number), hits: 1, changed: 0 },
  ]);
});

test('deliveries are forgotten when they are old and done with, and never before', async () => {
  for (const id of [1, 2, 3, 4]) await deliver(ours, `topic=chargebacks&id=${id}`);
  await work();
  await deliver(ours, 'topic=payment&id=5');
  const { sql, forgetOldDeliveries } = application.services;
  await sql`update notifications set received_at = now() - interval '91 days' where query <> 'topic=chargebacks&id=4'`;
  await sql`insert into ownerless_notifications (received_at, query, headers, body) values (now() - interval '91 days', '', '{}', '')`;
  const till = await sql`select merchant_id, id from pos where merchant_id = ${ours.merchant.id} limit 1`;
  const days = ['20200101', new Date().toISOString().slice(0, 10).replaceAll('-', '')];
  for (const day of days)
    await sql`insert into reference_counters values (${ours.merchant.id}, ${till[0]?.id}, ${day}, 2)`;
  for (const [position, state] of ['done', 'planned', 'done'].entries())
    await sql`insert into place_creations (merchant_id, id, batch_id, position, kind, external_id, fields, state, due_at, changed_at)
      values (${ours.merchant.id}, gen_random_uuid(), ${till[0]?.id}, ${position}, 'pos', 'OLD', '{}', ${state},
        ${state === 'planned' ? '2999-01-01' : null}, now() - make_interval(days => ${position === 2 ? 1 : 401}))`;
  expect(await forgetOldDeliveries()).toBe(6);
  expect(await sql`select day from reference_counters`).toMatchObject([{ day: days[1] }]);
  expect(await sql`select state from place_creations where external_id = 'OLD' order by position`).toMatchObject([
    { state: 'planned' },
    { state: 'done' },
  ]);
  expect(
    (await log.listRawNotifications(ours.merchant, { limit: 10 })).notifications.map(({ query }) => query),
  ).toEqual(['topic=payment&id=5', 'topic=chargebacks&id=4']);
  expect(await forgetOldDeliveries()).toBe(0);
});

describe('the test of our address', () => {
  test('says that it was reached only when our own inbox has it, and is no delivery of Mercado Pago', async () => {
    const { testNotificationUrl } = await import('@/lib/services/notification-url-test');
    expect(await testNotificationUrl(ours.merchant)).toMatchObject({ finding: 'reached', status: 200 });
    expect(await log.lastDeliveryAt(ours.merchant)).toBeNull();
    await work();
    expect(await rowsOf(ours)).toMatchObject([{ topic: 'self_test', outcome: 'not_followed', resourceId: null }]);
    expect(await log.lastVerifiedDeliveryAt(ours.merchant)).toBeNull();
  });

  test.each([
    ['elsewhere', 200],
    ['refused', 404],
    ['redirected', 302],
  ] as const)('says %s when somebody else answers %i, and follows nobody', async (finding, status) => {
    const asked: string[] = [];
    const other = http.createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const test = await testAt(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    other.close();
    expect(test).toMatchObject({ finding, status });
    expect(asked).toHaveLength(1);
  });

  test('says in which way nobody answered', async () => {
    expect(await testAt('http://127.0.0.1:1')).toMatchObject({ finding: 'no_connection', code: 'ECONNREFUSED' });
    expect(await testAt('http://no-such-host.invalid')).toMatchObject({ finding: 'unknown_host' });
    const { port } = new URL(application.url);
    expect(await testAt(`https://127.0.0.1:${port}`)).toMatchObject({ finding: 'certificate' });
  });

  async function testAt(appUrl: string) {
    const { testNotificationUrl } = await import('@/lib/services/notification-url-test');
    const { env } = await import('@/lib/env');
    const before = env().appUrl;
    Reflect.set(env(), 'appUrl', appUrl);
    try {
      return await testNotificationUrl(ours.merchant);
    } finally {
      Reflect.set(env(), 'appUrl', before);
    }
  }
});
