import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { openShop, type Shop, tills } from '../support/shop';

const slotPath = '/instore/qr/seller/collectors/*/pos/*/orders';

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

describe('canceling', () => {
  test('an order that nobody paid is canceled, and its till takes the next one', async () => {
    const order = await shop.openedOrder();
    expect(await shop.cancel(order.id)).toMatchObject({ status: 200, json: { status: 'canceled', exception: 'none' } });
    expect(await shop.history(order.id)).toEqual(['created', 'published', 'cancel_requested', 'canceled']);
    expect(await application.simulator.requestsOf(shop.userId, 'DELETE', '/orders')).toHaveLength(1);
    expect((await shop.charge()).status).toBe(201);
  });

  test('canceling twice is answered alike and asks Mercado Pago once', async () => {
    const order = await shop.openedOrder();
    const first = await shop.cancel(order.id);
    const second = await shop.cancel(order.id);
    expect(second.status).toBe(200);
    expect(second.json).toEqual(first.json);
    expect(await application.simulator.requestsOf(shop.userId, 'DELETE', '/orders')).toHaveLength(1);
  });

  test('a payment that won the race is shown as paid, not as canceled', async () => {
    await application.simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder();
    await application.simulator.pay(await shop.scan(), 'approved');
    expect(await shop.cancel(order.id)).toMatchObject({
      status: 200,
      json: { status: 'closed', exception: 'none', closed_by: 'check', paid_amount: '320.00' },
    });
  });

  test('a closed order cannot be canceled', async () => {
    const { order } = await shop.closedOrder();
    expect(await shop.cancel(order.id)).toMatchObject({ status: 409, json: { error: { code: 'conflict' } } });
    expect(await shop.order(order.id)).toMatchObject({ status: 'closed' });
  });

  test('while a buyer is paying nothing is canceled, and the verdict on the payment decides', async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    const payment = await simulator.pay(await shop.scan(), 'in_process');
    expect(await shop.cancel(order.id)).toMatchObject({ status: 200, json: { status: 'opened' } });
    await simulator.settle(payment, 'rejected');
    moveClock(16);
    await shop.becomes(order.id, { status: 'canceled', paid_amount: '0.00' });
  });

  test('when Mercado Pago does not say whether it withdrew, it stays open until a look is certain', async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    await simulator.misbehave({ method: 'DELETE', path: slotPath, kind: 'status', status: 500, times: 1 });
    expect(await shop.cancel(order.id)).toMatchObject({ status: 200, json: { status: 'opened' } });
    moveClock(16);
    await shop.becomes(order.id, { status: 'canceled' });
  });

  test('a withdrawal that was done and not answered is not done again', async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    await simulator.misbehave({ method: 'DELETE', path: slotPath, kind: 'drop_after_commit', times: 1 });
    expect(await shop.cancel(order.id)).toMatchObject({ status: 200, json: { status: 'opened' } });
    moveClock(16);
    await shop.becomes(order.id, { status: 'canceled' });
    expect(await simulator.requestsOf(shop.userId, 'DELETE', '/orders')).toHaveLength(1);
  });

  test('while nothing of its money can be read, nothing is called canceled', async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    await simulator.misbehave({ method: 'GET', path: '/merchant_orders', kind: 'html', times: 1 });
    expect(await shop.cancel(order.id)).toMatchObject({ status: 200, json: { status: 'opened' } });
    moveClock(16);
    await shop.becomes(order.id, { status: 'canceled' });
  });

  test("canceling takes nobody else's order off the till", async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    // Somebody put another order there with a program of their own.
    const foreign = { external_reference: 'Other-1', title: 'Otro', description: 'Otro', total_amount: 5 };
    const items = [{ title: 'Otro', unit_price: 5, quantity: 1, unit_measure: 'unit', total_amount: 5 }];
    const slot = `/instore/qr/seller/collectors/${shop.userId}`;
    const authorization = `Bearer ${shop.accessToken}`;
    await fetch(`${simulator.url}${slot}/stores/S001/pos/${tills[0]}/orders`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ ...foreign, items }),
    });
    expect(await shop.cancel(order.id)).toMatchObject({ json: { status: 'canceled' } });
    const left = await fetch(`${simulator.url}${slot}/pos/${tills[0]}/orders`, { headers: { authorization } });
    expect(await left.json()).toMatchObject({ external_reference: 'Other-1' });
  });

  test("somebody else's money under our reference keeps no order from ending", async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    const foreign = {
      id: 31_415_926,
      status: 'opened',
      external_reference: order.external_reference,
      collector: { id: 999 },
      date_created: new Date().toISOString(),
      total_amount: 320,
      payments: [],
    };
    const body = { elements: [foreign], next_offset: 0, total: 1 };
    await simulator.misbehave({
      method: 'GET',
      path: '/merchant_orders/search',
      kind: 'status',
      status: 200,
      body,
      times: 1,
    });
    expect((await shop.check(order.id)).json).toMatchObject({ verdict: 'differs' });
    const canceled = await shop.cancel(order.id);
    expect(canceled.json).toMatchObject({ status: 'canceled', exception: 'needs_review', paid_amount: '0.00' });
  });

  test('money that arrives after it was canceled closes it as paid late', async () => {
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    expect(await shop.cancel(order.id)).toMatchObject({ json: { status: 'canceled' } });
    await application.simulator.pay(scan, 'approved');
    const paid = await shop.becomes(order.id, { status: 'closed' });
    expect(paid).toMatchObject({ exception: 'paid_late', paid_amount: '320.00' });
  });

  test('money that arrives late is found even when nothing tells of it', async () => {
    const { simulator } = application;
    await simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    expect(await shop.cancel(order.id)).toMatchObject({ json: { status: 'canceled' } });
    await simulator.pay(scan, 'approved');
    moveClock(200);
    const paid = await shop.becomes(order.id, { status: 'closed' });
    expect(paid).toMatchObject({ exception: 'paid_late', closed_by: 'sweep' });
  });

  test('what was paid in part stays in the books of a canceled order', async () => {
    const order = await shop.openedOrder();
    await application.simulator.pay(await shop.scan(), 'approved', 100);
    await shop.becomes(order.id, { paid_amount: '100.00' });
    const canceled = await shop.cancel(order.id);
    expect(canceled.json).toMatchObject({ status: 'canceled', exception: 'paid_partial', paid_amount: '100.00' });
  });
});

describe('expiring', () => {
  test('an order that nobody paid expires after its time, not before', async () => {
    const order = await shop.openedOrder({ expires_in: 30 });
    moveClock(20);
    await shop.check(order.id);
    expect(await shop.order(order.id)).toMatchObject({ status: 'opened' });
    moveClock(20);
    expect(await shop.becomes(order.id, { status: 'expired' })).toMatchObject({ exception: 'none', closed_at: null });
  });

  test('one that was paid in its last seconds closes, although it is looked at after its time', async () => {
    const { simulator } = application;
    await simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder({ expires_in: 30 });
    await simulator.pay(await shop.scan(), 'approved');
    moveClock(60);
    const closed = await shop.becomes(order.id, { status: 'closed' });
    expect(closed).toMatchObject({ exception: 'none', closed_by: 'sweep' });
  });

  test('nothing expires while Mercado Pago cannot be read', async () => {
    const { simulator, services } = application;
    const order = await shop.openedOrder({ expires_in: 30 });
    await simulator.misbehave({ path: '/merchant_orders', kind: 'status', status: 500, times: 2 });
    await services.stopWorker();
    moveClock(45);
    await services.sweepOrders();
    expect(await shop.order(order.id)).toMatchObject({ status: 'opened' });
    expect((await shop.check(order.id)).json).toMatchObject({ verdict: 'unknown', order: { status: 'opened' } });
    services.startWorker();
    moveClock(45);
    await shop.becomes(order.id, { status: 'expired' });
  });

  test('a buyer who was on the last screen pays late, and that closes it as paid late', async () => {
    const order = await shop.openedOrder({ expires_in: 30 });
    const scan = await shop.scan();
    moveClock(40);
    await shop.becomes(order.id, { status: 'expired' });
    await application.simulator.pay(scan, 'approved');
    expect(await shop.becomes(order.id, { status: 'closed' })).toMatchObject({ exception: 'paid_late' });
  });

  test('a till whose order is past its time takes the next one at once', async () => {
    const { services } = application;
    await services.stopWorker();
    const order = await shop.openedOrder({ expires_in: 30 });
    moveClock(31);
    expect(await shop.charge()).toMatchObject({ status: 201, json: { status: 'opened' } });
    expect(await shop.order(order.id)).toMatchObject({ status: 'expired' });
    services.startWorker();
  });

  test('a till whose order is past its time and was paid says so before it takes the next one', async () => {
    const { services, simulator } = application;
    await services.stopWorker();
    await simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder({ expires_in: 30 });
    await simulator.pay(await shop.scan(), 'approved');
    moveClock(31);
    expect((await shop.charge()).status).toBe(201);
    expect(await shop.order(order.id)).toMatchObject({ status: 'closed', closed_by: 'check', exception: 'none' });
    services.startWorker();
  });
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(15);
});
