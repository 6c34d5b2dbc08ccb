import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, textAt } from '../support/answer';
import { type AppProcess, startAppProcess } from '../support/app-process';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { openShop, readOrder, type Shop, tills } from '../support/shop';

/* Two processes with a worker each share one database; this one only asks and counts. */

let application: TestApplication;
let shop: Shop;
let processes: AppProcess[];

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  shop = await openShop(application);
  processes = await Promise.all(tills.map(() => startAppProcess({ mercadopagoUrl: application.simulator.url })));
});
afterAll(async () => {
  await Promise.all(processes.map((process) => process.stop()));
  await application.close();
});

/** An order with a QR of its own, so that many can be open on one till. */
async function chargeAt(place: number, reference: string): Promise<{ id: string; qrData: string }> {
  const answer = await call(`${processes[place % 2]?.url}/api/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.apiKey}`, 'idempotency-key': reference },
    body: {
      external_pos_id: tills[0],
      external_reference: reference,
      mode: 'dynamic',
      items: [{ title: 'Café', unit_price: '15', quantity: 1 }],
    },
  });
  expect(answer, answer.text).toMatchObject({ status: 201, json: { status: 'opened' } });
  const { id, qr_data: qrData } = readOrder(answer.json);
  return { id, qrData: qrData ?? '' };
}

async function scanQr(qrData: string): Promise<string> {
  const { json } = await application.simulator.control('POST', '/scan', { qr_data: qrData });
  return textAt(json, 'merchant_order_id');
}

test('orders that are due are looked at by one of them, once', async () => {
  const { simulator, services } = application;
  await simulator.notify({ mode: 'none' });
  const orders = [];
  for (let place = 0; place < 16; place++) orders.push(await chargeAt(place, `Due-${place}`));
  for (const order of orders) await simulator.pay(await scanQr(order.qrData), 'approved');
  await services.sql`update orders set look_again_at = now() + interval '1 hour'`;
  for (const process of processes) process.work();
  await services.sql`update orders set look_again_at = now()`;
  for (const order of orders)
    await shop.becomes(order.id, { status: 'closed', closed_by: 'sweep' }, { withinMs: 10_000 });
  const searches = await simulator.requestsOf(shop.userId, 'GET', '/merchant_orders/search');
  const references = searches.map((search) => new URLSearchParams(search.query).get('external_reference'));
  expect(references.sort()).toEqual(orders.map((_, place) => `Due-${place}`).sort());
});

test("each payment's effect happens once and each order closes once, however often both are told", {
  timeout: 60_000,
}, async () => {
  const { simulator, services } = application;
  for (const process of processes) process.work();
  await simulator.notify({ mode: 'both', duplicate: true, reorder: true, delay_ms: 5 });
  const orders = await Promise.all(Array.from({ length: 12 }, (_, place) => chargeAt(place, `Both-${place}`)));
  await Promise.all(
    orders.map(async ({ qrData }, place) => {
      const scan = await scanQr(qrData);
      await simulator.pay(scan, 'rejected');
      await simulator.pay(scan, 'approved');
      // Both hear of every order at once, beside what the simulator sends.
      for (const process of processes)
        await call(`${process.url}${shop.notificationPath}?topic=merchant_order&id=${scan}&copy=${place}`, {
          method: 'POST',
          body: '',
        });
    }),
  );
  for (const order of orders) await shop.becomes(order.id, { status: 'closed' }, { withinMs: 10_000 });
  // What was not answered in time on a busy machine is sent again.
  await eventually(
    async () => {
      expect((await simulator.deliveries()).filter((delivery) => delivery.outcome !== 'delivered')).toEqual([]);
    },
    { withinMs: 30_000 },
  );
  await shop.workedThroughInbox({ arrived: orders.length * 10 });
  const events = await services.sql<{ type: string; count: number }[]>`
    select data ->> 'type' as type, count(*)::int as count from order_events
    join orders on orders.merchant_id = order_events.merchant_id and orders.id = order_events.order_id
    where external_reference like 'Both-%' and data ->> 'type' in ('published', 'closed') group by 1 order by 1`;
  expect([...events]).toEqual([
    { type: 'closed', count: orders.length },
    { type: 'published', count: orders.length },
  ]);
  const [money] = await services.sql<{ payments: number; counted: number; paid: number }[]>`
    select count(*)::int as payments, sum(counted_minor)::int as counted,
      (select sum(paid_minor)::int from orders where external_reference like 'Both-%') as paid
    from payments join orders on orders.merchant_id = payments.merchant_id and orders.id = payments.order_id
    where external_reference like 'Both-%'`;
  expect(money).toEqual({ payments: 24, counted: 12 * 1500, paid: 12 * 1500 });
});

test('the same key at both processes at once makes one order', async () => {
  const headers = { authorization: `Bearer ${shop.apiKey}`, 'idempotency-key': 'both-at-once' };
  const body = { external_pos_id: tills[1], items: [{ title: 'Café', unit_price: '15', quantity: 1 }] };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, place) =>
      call(`${processes[place % 2]?.url}/api/v1/orders`, { method: 'POST', headers, body }),
    ),
  );
  const made = answers.filter((answer) => answer.status === 201);
  expect(made.filter((answer) => !answer.headers.has('idempotency-replayed'))).toHaveLength(1);
  expect(new Set(made.map((answer) => readOrder(answer.json).id)).size).toBe(1);
  expect(answers.filter((answer) => ![201, 409].includes(answer.status))).toEqual([]);
  const puts = await application.simulator.requestsOf(shop.userId, 'PUT', `/pos/${tills[1]}/orders`);
  expect(puts).toHaveLength(1);
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBe(29);
});
