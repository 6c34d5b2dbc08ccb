import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../support/application';
import { openShop, type Shop, type ShownOrder, tills } from '../support/shop';

/** Parents first. */
const tables = ['orders', 'merchant_orders', 'payments', 'order_events'];

let application: TestApplication;
let shop: Shop;
let order: ShownOrder;

beforeAll(async () => {
  application = await openApplication();
  shop = await openShop(application);
  ({ order } = await shop.closedOrder());
  await shop.workedThroughInbox();
  await shop.knowsMethods(order.id);
  for (const table of tables) await application.services.sql.unsafe(`create table kept_${table} as table ${table}`);
});
afterAll(() => application.close());

/** Histories are only ever added to; a test that breaks one puts it back with the rules switched off. */
async function restore(): Promise<void> {
  const statements = [
    ...[...tables].reverse().map((table) => `delete from ${table}`),
    ...tables.map((table) => `insert into ${table} select * from kept_${table}`),
  ];
  await withoutRules(statements.join('; '));
}

async function withoutRules(statements: string): Promise<void> {
  const toggle = (how: string) => tables.map((table) => `alter table ${table} ${how} trigger user`).join('; ');
  await application.services.sql.begin((transaction) =>
    transaction.unsafe(`${toggle('disable')}; ${statements}; ${toggle('enable')}`),
  );
}

test.each([
  ['a status', "update orders set status = 'canceled'"],
  ['who closed it', "update orders set closed_by = 'sweep'"],
  ['when it closed', "update orders set closed_at = closed_at + interval '1 second'"],
  ['a text of a QR', "update orders set qr_data = 'x'"],
  ['the exception', "update orders set exception = 'refunded'"],
  ['what was paid', 'update orders set paid_minor = paid_minor + 1'],
  ['what was given back', 'update orders set refunded_minor = 1'],
  ['the version', 'update orders set version = version + 1'],
  ['the total', 'update orders set total_minor = total_minor - 1'],
  ['the amount of a payment', 'update payments set amount_minor = 1, counted_minor = 1'],
  ['the status of a payment', "update payments set status = 'refunded'"],
  ['a payment that is missing', 'delete from payments'],
  ['a merchant order that is missing', 'delete from merchant_orders'],
  ['the state of a merchant order', "update merchant_orders set status = 'opened'"],
  ['an event that is missing', "delete from order_events where data ->> 'type' = 'closed'"],
  ['an event that is missing in the middle', "delete from order_events where data ->> 'type' = 'payment_observed'"],
  ['a history without a beginning', 'delete from order_events where sequence = 1'],
  ['a history that is missing', 'delete from order_events'],
  [
    'an event that was changed',
    `update order_events set data = jsonb_set(data, '{payment,countedMinor}', '1') where data ->> 'type' = 'payment_observed'`,
  ],
  [
    'an event of a kind that there is not',
    `update order_events set data = jsonb_set(data, '{type}', '"paid"') where data ->> 'type' = 'closed'`,
  ],
])('%s that somebody changed is found, and the order named', async (_name, statement) => {
  await withoutRules(statement);
  const { checked, broken } = await application.services.verifyOrders();
  await restore();
  expect(checked).toBe(1);
  expect(broken.length).toBeGreaterThanOrEqual(1);
  for (const line of broken) expect(line).toContain(order.id);
});

test('orders of every ending are found to be what their histories say', async () => {
  const { simulator, services } = application;
  await shop.cancel((await shop.openedOrder({ external_pos_id: tills[0] })).id);
  await shop.openedOrder({ external_pos_id: tills[0] });
  await simulator.misbehave({
    method: 'PUT',
    path: '/instore',
    kind: 'status',
    status: 400,
    body: { error: 'no' },
    times: 1,
  });
  expect((await shop.charge({ external_pos_id: tills[1] })).status).toBe(502);
  await simulator.misbehave({ method: 'PUT', path: '/instore', kind: 'drop', times: 1 });
  expect((await shop.charge({ external_pos_id: tills[1] })).status).toBe(201);
  const statuses = await services.sql<{ status: string }[]>`select status from orders order by created_at`;
  expect(statuses.map((row) => row.status)).toEqual(['closed', 'canceled', 'opened', 'failed', 'draft']);
  expect(await services.verifyOrders()).toEqual({ checked: 5, broken: [] });
});

test('an order that changes while it is verified is not called broken', async () => {
  const { simulator, services } = application;
  shop = await openShop(application);
  const second = await shop.openedOrder();
  const scan = await shop.scan();
  const paying = (async () => {
    for (let place = 0; place < 12; place++) await simulator.pay(scan, 'rejected');
    await simulator.pay(scan, 'approved');
  })();
  const reports: string[][] = [];
  let isOver = false;
  const verifying = (async () => {
    while (!isOver) reports.push((await services.verifyOrders()).broken);
  })();
  await paying;
  await shop.becomes(second.id, { status: 'closed' });
  await shop.workedThroughInbox();
  isOver = true;
  await verifying;
  expect(reports.flat()).toEqual([]);
  expect(reports.length).toBeGreaterThan(1);
});
