import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { openShop, openTwoShops, type Shop, type ShownOrder, tills } from '../support/shop';

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

describe('an order that is paid', () => {
  test('a rejected attempt leaves it open, an approved one closes it once, and its history says so', async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    const refused = await simulator.pay(scan, 'rejected');
    const seen = await shop.becomes(order.id, { payments: [{ id: refused, status: 'rejected', amount: '320.00' }] });
    expect(seen).toMatchObject({ status: 'opened', paid_amount: '0.00', closed_by: null });
    const approved = await simulator.pay(scan, 'approved');
    const closed = await shop.becomes(order.id, { status: 'closed' });
    expect(closed).toMatchObject({ exception: 'none', closed_by: 'notification', paid_amount: '320.00' });
    expect(closed.payments.map((payment) => [payment.id, payment.status])).toEqual([
      [refused, 'rejected'],
      [approved, 'approved'],
    ]);
    expect((await shop.history(order.id)).filter((type) => type === 'closed')).toHaveLength(1);
  });

  test('a payment in process counts for nothing until its verdict', async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    const payment = await simulator.pay(await shop.scan(), 'in_process');
    const held = await shop.becomes(order.id, { payments: [{ id: payment, status: 'in_process', amount: '320.00' }] });
    expect(held).toMatchObject({ status: 'opened', paid_amount: '0.00' });
    await simulator.settle(payment, 'approved');
    expect(await shop.becomes(order.id, { status: 'closed' })).toMatchObject({ paid_amount: '320.00' });
  });

  test('without any notification the sweep closes it', async () => {
    const { simulator } = application;
    await simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder();
    await simulator.pay(await shop.scan(), 'approved');
    moveClock(16);
    expect(await shop.becomes(order.id, { status: 'closed' })).toMatchObject({ closed_by: 'sweep', exception: 'none' });
    expect(await simulator.deliveries()).toEqual([]);
  });

  test('while a till shows it, the sweep looks within three seconds', async () => {
    const { simulator } = application;
    await simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder();
    expect((await shop.watch(order.id)).status).toBe(204);
    await simulator.pay(await shop.scan(), 'approved');
    moveClock(3.5);
    expect(await shop.becomes(order.id, { status: 'closed' })).toMatchObject({ closed_by: 'sweep' });
  });

  test('a cashier who asks is told at once, with evidence, and again after it closed', async () => {
    const { simulator } = application;
    await simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder();
    const nothing = await shop.check(order.id);
    expect(nothing.json).toMatchObject({ verdict: 'not_seen', order: { status: 'opened' } });
    await simulator.pay(await shop.scan(), 'approved');
    for (const _time of ['first', 'second']) {
      const answer = await shop.check(order.id);
      expect(answer.json).toMatchObject({
        verdict: 'paid',
        evidence: expect.arrayContaining([expect.objectContaining({ way: 'search', finding: 'found' })]),
        order: { status: 'closed', closed_by: 'check' },
      });
    }
  });

  test('notifications that come twice, late and in any order close every order once', async () => {
    const { simulator } = application;
    await simulator.notify({ mode: 'both', duplicate: true, reorder: true, delay_ms: 20 });
    const orders = await Promise.all(tills.map((till) => shop.openedOrder({ external_pos_id: till })));
    for (const till of tills) {
      const scan = await shop.scan(till);
      await simulator.pay(scan, 'rejected');
      await simulator.pay(scan, 'approved');
    }
    for (const order of orders) await shop.becomes(order.id, { status: 'closed', paid_amount: '320.00' });
    await shop.workedThroughInbox();
    for (const order of orders) {
      await shop.knowsMethods(order.id);
      const { payments, version } = await shop.order(order.id);
      const history = await shop.history(order.id);
      expect(payments.map((payment) => payment.status).sort()).toEqual(['approved', 'rejected']);
      expect(history.filter((type) => type === 'closed')).toHaveLength(1);
      expect(history).toHaveLength(version);
    }
  });

  test('a notification that says "opened" after it closed changes nothing', async () => {
    const { order, scan } = await shop.closedOrder();
    await shop.workedThroughInbox();
    await shop.knowsMethods(order.id);
    const before = await shop.order(order.id);
    const address = `${application.url}${shop.notificationPath}`;
    const body = { id: scan, status: 'opened', action: 'update', type: 'topic_merchant_order_wh' };
    const webhook = await call(`${address}?data.id=${scan}&type=topic_merchant_order_wh`, { method: 'POST', body });
    const ipn = await call(`${address}?topic=merchant_order&id=${scan}`, { method: 'POST', body: '' });
    expect([webhook.status, ipn.status]).toEqual([200, 200]);
    await shop.workedThroughInbox();
    expect(await shop.order(order.id)).toEqual(before);
  });

  test('a body that claims a payment changes nothing as long as Mercado Pago knows of none', async () => {
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    const before = await shop.becomes(order.id, { merchant_order_ids: [scan] });
    await shop.workedThroughInbox();
    const body = { id: scan, status: 'closed', type: 'topic_merchant_order_wh', paid_amount: 320 };
    await call(`${application.url}${shop.notificationPath}`, { method: 'POST', body });
    await shop.workedThroughInbox();
    expect(await shop.order(order.id)).toEqual(before);
  });
});

describe('several scans and several payments', () => {
  test('two scans are two merchant orders of one sale, and one payment closes it', async () => {
    const order = await shop.openedOrder();
    const scans = [await shop.scan(), await shop.scan()];
    await application.simulator.pay(scans[1] ?? '', 'approved');
    const closed = await shop.becomes(order.id, { status: 'closed', merchant_order_ids: scans });
    expect(closed).toMatchObject({ exception: 'none', paid_amount: '320.00' });
  });

  test('parts paid in two merchant orders close it together', async () => {
    const order = await shop.openedOrder();
    const scans = [await shop.scan(), await shop.scan()];
    await application.simulator.pay(scans[0] ?? '', 'approved', 100);
    expect(await shop.becomes(order.id, { paid_amount: '100.00' })).toMatchObject({
      status: 'opened',
      exception: 'paid_partial',
    });
    await application.simulator.pay(scans[1] ?? '', 'approved', 220);
    expect(await shop.becomes(order.id, { status: 'closed' })).toMatchObject({
      exception: 'none',
      paid_amount: '320.00',
    });
  });

  test('paid twice by two buyers it is closed once and overpaid, and both payments are in the books', async () => {
    const order = await shop.openedOrder();
    const scans = [await shop.scan(), await shop.scan()];
    for (const scan of scans) await application.simulator.pay(scan, 'approved');
    const closed = await shop.becomes(order.id, { status: 'closed', exception: 'paid_over' });
    expect(closed).toMatchObject({ paid_amount: '640.00', refunded_amount: '0.00' });
    expect(closed.payments).toHaveLength(2);
    expect((await shop.history(order.id)).filter((type) => type === 'closed')).toHaveLength(1);
  });

  test('without notifications the second payment of a closed order is found when a cashier asks', async () => {
    const { simulator } = application;
    await simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder();
    const scans = [await shop.scan(), await shop.scan()];
    await simulator.pay(scans[0] ?? '', 'approved');
    expect((await shop.check(order.id)).json).toMatchObject({ order: { status: 'closed', exception: 'none' } });
    await simulator.pay(scans[1] ?? '', 'approved');
    expect((await shop.check(order.id)).json).toMatchObject({ order: { exception: 'paid_over' } });
  });

  test('a second device at the till pays another order, not this one', async () => {
    const [first, second] = await Promise.all(tills.map((till) => shop.openedOrder({ external_pos_id: till })));
    await application.simulator.pay(await shop.scan(tills[1]), 'approved');
    await shop.becomes(second?.id ?? '', { status: 'closed' });
    expect(await shop.order(first?.id ?? '')).toMatchObject({ status: 'opened', paid_amount: '0.00' });
  });
});

test('every answer shows one moment: what is paid is always the sum of the payments beside it', async () => {
  const { simulator } = application;
  const order = await shop.openedOrder();
  const scan = await shop.scan();
  const answers: ShownOrder[] = [];
  let isOver = false;
  const readers = Array.from({ length: 4 }, async () => {
    while (!isOver) answers.push(await shop.order(order.id));
  });
  for (let part = 1; part <= 10; part++) {
    await simulator.pay(scan, 'approved', 32);
    await shop.becomes(order.id, { paid_amount: `${part * 32}.00` });
  }
  isOver = true;
  await Promise.all(readers);
  const sumOf = ({ payments }: ShownOrder) => payments.filter((payment) => payment.status === 'approved').length * 32;
  expect(answers.filter((answer) => answer.paid_amount !== `${sumOf(answer)}.00`)).toEqual([]);
  expect(new Set(answers.map((answer) => answer.version)).size).toBeGreaterThan(5);
});

describe('refunds made in the panel of Mercado Pago', () => {
  test('a part shows as partially refunded, the rest as refunded, and the order stays closed', async () => {
    const { order, payment } = await shop.closedOrder();
    await application.simulator.refund(payment, 100);
    await shop.becomes(order.id, { status: 'closed', exception: 'partially_refunded', refunded_amount: '100.00' });
    await application.simulator.refund(payment);
    await shop.becomes(order.id, { status: 'closed', exception: 'refunded', refunded_amount: '320.00' });
    expect(await shop.order(order.id)).toMatchObject({ paid_amount: '320.00' });
  });
});

describe('merchants beside each other', () => {
  test('the same reference at two merchants is two sales: paying one closes one', async () => {
    const { ours, theirs } = await openTwoShops(application);
    const mine = await ours.openedOrder({ external_reference: 'Bill-0001' });
    const other = await theirs.openedOrder({ external_reference: 'Bill-0001' });
    await application.simulator.pay(await ours.scan(), 'approved');
    await ours.becomes(mine.id, { status: 'closed' });
    await ours.workedThroughInbox();
    expect(await theirs.order(other.id)).toMatchObject({ status: 'opened', merchant_order_ids: [] });
  });

  test("a notification about one merchant's money at another's address moves nothing", async () => {
    const { simulator, services } = application;
    const { ours, theirs } = await openTwoShops(application);
    await simulator.notify({ mode: 'none' });
    const mine = await ours.openedOrder({ external_reference: 'Bill-0002' });
    const other = await theirs.openedOrder({ external_reference: 'Bill-0002' });
    const scan = await ours.scan();
    const payment = await simulator.pay(scan, 'approved');
    const address = `${application.url}${theirs.notificationPath}`;
    await call(`${address}?topic=merchant_order&id=${scan}`, { method: 'POST', body: '' });
    await call(`${address}?type=payment&data.id=${payment}`, { method: 'POST', body: '' });
    await eventually(async () => {
      const outcomes = await services.sql`
        select outcome from notifications where merchant_id = ${theirs.merchant.id} order by id`;
      expect(outcomes.map((row) => row.outcome)).toEqual(['not_found_yet', 'not_found_yet']);
    });
    expect(await theirs.order(other.id)).toMatchObject({ status: 'opened', version: other.version });
    expect(await ours.order(mine.id)).toMatchObject({ status: 'opened', version: mine.version });
  });
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(10);
});
