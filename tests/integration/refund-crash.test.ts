import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../support/answer';
import { startAppProcess } from '../support/app-process';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { type Gate, openGate } from '../support/gate';
import { openShop } from '../support/shop';

/*
 * A process that gives money back is killed on the way to Mercado Pago, and on the way back. Another one, which has nothing
 * but the database, ends what it began.
 */

let application: TestApplication;
let gate: Gate;

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  gate = await openGate(application.simulator.url);
});
afterAll(async () => {
  await gate.close();
  await application.close();
});

test.each([
  ['before its request arrives', 'requests'],
  ['before the answer comes back', 'answers'],
] as const)('killed %s: it is done once, under the key that was stored', async (_name, direction) => {
  const { simulator, services } = application;
  const shop = await openShop(application);
  await simulator.notify({ mode: 'none' });
  const order = await shop.openedOrder();
  await simulator.pay(await shop.scan(), 'approved');
  await shop.check(order.id);
  gate.hold('nothing');
  const victim = await startAppProcess({ mercadopagoUrl: gate.url, appUrl: application.url });
  gate.hold(direction);
  const headers = { authorization: `Bearer ${shop.apiKey}`, 'idempotency-key': randomUUID() };
  const body = { amount: '120.00', reason: 'Se equivocó' };
  const answer = call(`${victim.url}/api/v1/orders/${order.id}/refunds`, { method: 'POST', headers, body }).catch(
    () => null,
  );
  await gate.holds(direction === 'requests' ? '/refunds' : '"unique_sequence_number"');
  await victim.kill();
  gate.hold('nothing');
  expect(await answer).toBeNull();

  await eventually(
    async () => {
      moveClock(25);
      await services.settleRefunds();
      expect(await services.sql`select status from refunds where order_id = ${order.id}`).toEqual([
        { status: 'approved' },
      ]);
    },
    { withinMs: 15_000 },
  );
  expect(await shop.order(order.id)).toMatchObject({ refunded_amount: '120.00' });
  const sent = await simulator.requestsOf(shop.userId, 'POST', '/refunds');
  expect(new Set(sent.map((request) => request.idempotency_key)).size).toBe(1);
  const again = await call(`${application.url}/api/v1/orders/${order.id}/refunds`, { method: 'POST', headers, body });
  expect(again).toMatchObject({ status: 201, json: { status: 'approved', amount: '120.00' } });
});
