import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { openShop, type Shop } from '../support/shop';

let application: TestApplication;
let shop: Shop;
let methods: typeof import('@/lib/services/payment-methods');

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  methods = await import('@/lib/services/payment-methods');
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
  await application.simulator.notify({ mode: 'none' });
});

/** An order that was paid in these parts and closed by a look. */
async function paidOrder(parts: { amount?: string; method: string }[]): Promise<string> {
  const { id } = await shop.openedOrder();
  const merchant_order_id = await shop.scan();
  for (const part of parts)
    await application.simulator.control('POST', '/pay', { merchant_order_id, outcome: 'approved', ...part });
  // Not by a check: that searches for payments too, and so learns it by the way.
  await application.services.sql`update orders set look_again_at = now() where id = ${id}`;
  await application.services.sweepOrders();
  expect(await shop.order(id)).toMatchObject({ status: 'closed' });
  return id;
}

async function known(id: string) {
  const { sql } = application.services;
  const rows = await sql<{ method: string | null }[]>`
    select method_id as method from payments where order_id = ${id} order by payment_id`;
  const [order] = await sql<{ due: Date | null; attempts: number }[]>`
    select method_due_at as due, method_attempts as attempts from orders where id = ${id}`;
  return { methods: rows.map((row) => row.method), isDue: order?.due !== null, attempts: order?.attempts };
}

const reads = async () =>
  (await application.simulator.requestsOf(shop.userId, 'GET', '/v1/payments/')).filter(({ path }) => /\d$/.test(path));
const isDueAgain = () =>
  application.services.sql`update orders set method_due_at = now() where method_due_at is not null`;

test('a closed order learns how each part was paid, with one read each, and its history tells it', async () => {
  const id = await paidOrder([{ amount: '120.00', method: 'credit_card' }, { method: 'account_money' }]);
  expect(await known(id)).toEqual({ methods: [null, null], isDue: true, attempts: 0 });
  const before = await shop.order(id);
  expect(await methods.readPaymentMethods()).toBe(1);
  expect(await known(id)).toEqual({ methods: ['visa', 'account_money'], isDue: false, attempts: 1 });
  expect(await reads()).toHaveLength(2);
  expect(await shop.order(id)).toEqual({ ...before, version: before.version + 2 });
  expect(await application.services.verifyOrders()).toMatchObject({ broken: [] });
  // Nobody asks again, whatever is looked at later.
  await shop.check(id);
  expect(await methods.readPaymentMethods()).toBe(0);
  expect(await reads()).toHaveLength(2);
});

test('what does not answer is asked for again, five times and never more; the order stays closed', async () => {
  const id = await paidOrder([{ method: 'credit_card' }]);
  await application.simulator.misbehave({
    method: 'GET',
    path: '/v1/payments',
    kind: 'status',
    status: 500,
    times: 99,
  });
  for (const attempts of [1, 2, 3, 4, 5]) {
    expect(await methods.readPaymentMethods()).toBe(1);
    expect(await known(id)).toEqual({ methods: [null], isDue: attempts < 5, attempts });
    expect(await methods.readPaymentMethods()).toBe(0);
    await isDueAgain();
  }
  expect(await methods.readPaymentMethods()).toBe(0);
  expect(await shop.order(id)).toMatchObject({ status: 'closed', paid_amount: '320.00' });
});

test('one failure is made up for later', async () => {
  const id = await paidOrder([{ method: 'credit_card' }]);
  await application.simulator.misbehave({ method: 'GET', path: '/v1/payments', kind: 'drop', times: 5 });
  await methods.readPaymentMethods();
  await application.simulator.misbehave();
  await isDueAgain();
  await methods.readPaymentMethods();
  expect(await known(id)).toEqual({ methods: ['visa'], isDue: false, attempts: 2 });
});

test('an order that was closed before methods were read is read once, and one that was given up is not', async () => {
  const [early, given] = [await paidOrder([{ method: 'credit_card' }]), await paidOrder([{ method: 'debit_card' }])];
  const { sql } = application.services;
  await sql`update orders set method_due_at = null where id = ${early}`;
  await sql`update orders set method_due_at = null, method_attempts = 5 where id = ${given}`;
  await sql.unsafe(readFileSync('db/migrations/0019_methods_of_earlier_orders.sql', 'utf8'));
  expect(await methods.readPaymentMethods()).toBe(1);
  expect(await known(early)).toEqual({ methods: ['visa'], isDue: false, attempts: 1 });
  expect(await known(given)).toEqual({ methods: [null], isDue: false, attempts: 5 });
  // Asked for again, it finds nothing left to do.
  await sql.unsafe(readFileSync('db/migrations/0019_methods_of_earlier_orders.sql', 'utf8'));
  expect(await methods.readPaymentMethods()).toBe(0);
});

test('while others wait for the account’s budget, how something was paid is not asked for', async () => {
  const { withinBudget } = await import('@/lib/services/request-budget');
  const order: string[] = [];
  const go = (urgency: 'idle' | 'background') =>
    withinBudget(
      async () => {
        order.push(urgency);
        return { kind: 'unanswered', wasSent: false, code: 'nobody_there' };
      },
      'an account of this test',
      urgency,
    )({ method: 'GET', url: 'http://127.0.0.1:9', headers: {}, body: undefined, timeoutMs: 10, maxBytes: 10 });
  const others = Array.from({ length: 30 }, () => go('background'));
  const idle = [go('idle'), go('idle')];
  const later = Array.from({ length: 10 }, () => go('background'));
  await Promise.all([...others, ...idle, ...later]);
  expect(order).toEqual([...Array.from({ length: 40 }, () => 'background'), 'idle', 'idle']);
});

test('what is learnt about a closed order does not put off the look that it waits for', async () => {
  const id = await paidOrder([{ method: 'credit_card' }]);
  const nextLook = () => application.services.sql`select look_again_at from orders where id = ${id}`;
  const before = await nextLook();
  moveClock(400);
  expect(await methods.readPaymentMethods()).toBe(1);
  expect(await known(id)).toMatchObject({ methods: ['visa'] });
  expect(await nextLook()).toEqual(before);
});
