import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { openShop, type Shop, tills } from '../support/shop';

/*
 * The cases that Mercado Pago asks an integrator to go through before selling by QR, and the hazards beside them: one
 * test per row, each from both ends. What a buyer sees is the simulator's phone; what the shop knows is ours.
 * Source: devsite-docs `guides/qr-code/final-steps/integration-test.en.md` and
 * `guides/qr-code/LEGACY/LEGACY-qr-attended-events-to-validate.en.md`, read 2026-11-21.
 */

const [till] = tills;
const slot = '/instore/qr/seller/collectors/*/pos/*/orders';

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

/** What a buyer's phone shows after scanning the printed code. */
async function lookAtPhone(): Promise<unknown> {
  const { json } = await application.simulator.control('POST', '/scan', {
    external_pos_id: till,
    user_id: shop.userId,
  });
  return json;
}

/** Mercado Pago's own word about an order that was scanned. */
async function merchantOrder(id: string): Promise<unknown> {
  const response = await fetch(`${application.simulator.url}/merchant_orders/${id}`, {
    headers: { authorization: `Bearer ${shop.accessToken}` },
  });
  return response.json();
}

/** How many more requests the first fault hits. */
async function faultsLeft(): Promise<unknown> {
  const { json } = await application.simulator.control('GET', '/faults');
  return at(json, 'faults', 0, 'times');
}

describe('the official list', () => {
  test('scan before an order exists: the phone waits, and no merchant order is made', async () => {
    expect(await lookAtPhone()).toMatchObject({ result: 'waiting' });
    expect(await application.simulator.deliveries()).toEqual([]);
    const order = await shop.openedOrder();
    expect(order.merchant_order_ids).toEqual([]);
  });

  test('scan after the order: a merchant order is opened, and the shop is told', async () => {
    const order = await shop.openedOrder();
    const scanned = await lookAtPhone();
    expect(scanned).toMatchObject({ result: 'order', merchant_order: { status: 'opened', total_amount: 320 } });
    const id = textAt(scanned, 'merchant_order_id');
    expect(await shop.becomes(order.id, { merchant_order_ids: [id] })).toMatchObject({ status: 'opened' });
  });

  test('approved: the order is closed, its slot is empty', async () => {
    const { order, scan } = await shop.closedOrder();
    expect(order).toMatchObject({ exception: 'none', paid_amount: '320.00', closed_by: 'notification' });
    expect(await merchantOrder(scan)).toMatchObject({ status: 'closed', order_status: 'paid', paid_amount: 320 });
    expect(await lookAtPhone()).toMatchObject({ result: 'waiting' });
  });

  test('rejected: the order stays open on the point of sale, with the attempt in its list', async () => {
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    const attempt = await application.simulator.pay(scan, 'rejected');
    await shop.becomes(order.id, { payments: [{ id: attempt, status: 'rejected', amount: '320.00' }] });
    expect(await shop.order(order.id)).toMatchObject({ status: 'opened', paid_amount: '0.00' });
    expect(await merchantOrder(scan)).toMatchObject({ status: 'opened', order_status: 'payment_required' });
    expect(await lookAtPhone()).toMatchObject({ result: 'order' });
  });

  test('rejected then approved: two payments in one merchant order, which closes', async () => {
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    await application.simulator.pay(scan, 'rejected');
    await application.simulator.pay(scan, 'approved');
    const closed = await shop.becomes(order.id, { status: 'closed', merchant_order_ids: [scan] });
    expect(closed.payments.map(({ status }) => status)).toEqual(['rejected', 'approved']);
    expect(await merchantOrder(scan)).toMatchObject({
      status: 'closed',
      payments: [{ status: 'rejected' }, { status: 'approved' }],
    });
  });

  test('refund: the payment is given back, the order stays closed', async () => {
    const { order, scan, payment } = await shop.closedOrder();
    await application.simulator.refund(payment, 20.5);
    await shop.becomes(order.id, { status: 'closed', exception: 'partially_refunded', refunded_amount: '20.50' });
    expect(await merchantOrder(scan)).toMatchObject({ status: 'closed', refunded_amount: 20.5 });
    await application.simulator.refund(payment);
    await shop.becomes(order.id, { status: 'closed', exception: 'refunded', refunded_amount: '320.00' });
    expect(await merchantOrder(scan)).toMatchObject({ status: 'closed', order_status: 'reverted' });
  });

  test('refund in process: nothing is given back until its verdict', async () => {
    await application.simulator.control('PUT', '/behaviour', { refunds: 'in_process', refund_settle_s: 60 });
    const { order, payment } = await shop.closedOrder();
    await application.simulator.refund(payment, 20.5);
    await shop.workedThroughInbox({ arrived: 8 });
    expect(await shop.order(order.id)).toMatchObject({ exception: 'none', refunded_amount: '0.00' });
    await application.simulator.control('POST', '/advance', { seconds: 61 });
    await shop.becomes(order.id, { exception: 'partially_refunded', refunded_amount: '20.50' });
  });

  test('cancel: the order is withdrawn, and a new scan waits', async () => {
    const order = await shop.openedOrder();
    expect((await shop.cancel(order.id)).json).toMatchObject({ status: 'canceled', exception: 'none' });
    const [withdrawn] = await application.simulator.requestsOf(shop.userId, 'DELETE', '/orders');
    expect(withdrawn).toMatchObject({ status: 204 });
    expect(await lookAtPhone()).toMatchObject({ result: 'waiting' });
  });

  test('two scans, one payment: one merchant order closes, the other stays open for ever', async () => {
    const order = await shop.openedOrder();
    const [first, second] = [await shop.scan(), await shop.scan()];
    await application.simulator.pay(second, 'approved');
    const closed = await shop.becomes(order.id, { status: 'closed', paid_amount: '320.00' });
    expect([...closed.merchant_order_ids].sort()).toEqual([first, second].sort());
    expect(await merchantOrder(first)).toMatchObject({ status: 'opened', payments: [] });
  });

  test.each([
    ['is simply left', 'opened', false],
    ['expires as well', 'expired', true],
  ] as const)('expiry: the slot is empty, and an opened merchant order %s', async (_what, status, expires) => {
    await application.simulator.control('PUT', '/behaviour', { expire_merchant_orders: expires });
    const order = await shop.openedOrder({ expires_in: 30 });
    const scan = await shop.scan();
    await application.simulator.control('POST', '/advance', { seconds: 31 });
    expect(await lookAtPhone()).toMatchObject({ result: 'waiting' });
    expect(await merchantOrder(scan)).toMatchObject({ status });
    moveClock(180);
    await shop.becomes(order.id, { status: 'expired', exception: 'none', paid_amount: '0.00' });
  });

  test('split payment: a part leaves the order open, the next one closes it', async () => {
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    await application.simulator.pay(scan, 'approved', 120);
    await shop.becomes(order.id, { status: 'opened', paid_amount: '120.00' });
    expect(await merchantOrder(scan)).toMatchObject({ status: 'opened', order_status: 'partially_paid' });
    await application.simulator.pay(scan, 'approved', 200);
    const closed = await shop.becomes(order.id, { status: 'closed', paid_amount: '320.00' });
    expect(closed.payments.map(({ amount }) => amount)).toEqual(['120.00', '200.00']);
    expect(await merchantOrder(scan)).toMatchObject({ status: 'closed', order_status: 'paid' });
  });
});

/** Holder names of Mercado Pago's test cards, and the reason that each stands for. */
const cards = [
  ['APRO', 'approved', 'accredited'],
  ['OTHE', 'rejected', 'cc_rejected_other_reason'],
  ['CALL', 'rejected', 'cc_rejected_call_for_authorize'],
  ['FUND', 'rejected', 'cc_rejected_insufficient_amount'],
  ['SECU', 'rejected', 'cc_rejected_bad_filled_security_code'],
  ['EXPI', 'rejected', 'cc_rejected_bad_filled_date'],
] as const;

describe('the test cards', () => {
  test.each(cards)('%s: %s, %s', async (_holder, outcome, reason) => {
    const order = await shop.openedOrder();
    const paid = await application.simulator.control('POST', '/pay', {
      merchant_order_id: Number(await shop.scan()),
      outcome,
      method: 'credit_card',
      status_detail: reason,
    });
    const id = textAt(paid.json, 'payment_id');
    await shop.becomes(order.id, { payments: [{ id, status: outcome, amount: '320.00' }] });
    const { json } = await shop.api('GET', `/orders/${order.id}`);
    expect(at(json, 'payments', 0, 'status_detail')).toBe(reason);
    expect(at(json, 'status')).toBe(outcome === 'approved' ? 'closed' : 'opened');
  });
});

describe('the hazards', () => {
  test('duplicate, reordered and delayed notifications close the order once', async () => {
    await application.simulator.notify({ mode: 'both', duplicate: true, reorder: true, delay_ms: 60 });
    const { order } = await shop.closedOrder();
    await shop.workedThroughInbox({ arrived: 8 });
    expect((await shop.history(order.id)).filter((type) => type === 'closed')).toHaveLength(1);
    expect(await shop.order(order.id)).toMatchObject({ status: 'closed', exception: 'none', paid_amount: '320.00' });
  });

  test('every notification is lost, and the order closes all the same', async () => {
    await application.simulator.notify({ mode: 'both', drop_rate: 1 });
    const order = await shop.openedOrder();
    await application.simulator.pay(await shop.scan(), 'approved');
    moveClock(16);
    await shop.becomes(order.id, { status: 'closed', closed_by: 'sweep', paid_amount: '320.00' });
  });

  test('closed without any opened before', async () => {
    await application.simulator.notify({ mode: 'none' });
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    await application.simulator.notify({ mode: 'webhook' });
    await application.simulator.pay(scan, 'approved');
    await shop.becomes(order.id, { status: 'closed', closed_by: 'notification' });
    const topics = (await application.simulator.deliveries()).map(({ topic }) => topic);
    expect(topics.filter((topic) => topic === 'topic_merchant_order_wh')).toHaveLength(1);
  });

  test('a resource that is not found just after its notification is read later', async () => {
    await application.simulator.control('PUT', '/behaviour', { visible_after_ms: 3_600_000 });
    const order = await shop.openedOrder();
    await application.simulator.pay(await shop.scan(), 'approved');
    await eventually(async () => {
      const tried = await application.services.sql`
        select 1 from notifications where merchant_id = ${shop.merchant.id} and outcome = 'not_found_yet'`;
      expect(tried).not.toHaveLength(0);
    });
    expect(await shop.order(order.id)).toMatchObject({ status: 'opened' });
    await application.simulator.control('PUT', '/behaviour', { visible_after_ms: 0 });
    moveClock(11);
    await shop.becomes(order.id, { status: 'closed', closed_by: 'notification', paid_amount: '320.00' });
  });

  test('too many requests while looking', async () => {
    const order = await shop.openedOrder();
    await application.simulator.misbehave({ kind: 'rate_limit', method: 'GET', path: '/merchant_orders', times: 3 });
    await application.simulator.pay(await shop.scan(), 'approved');
    moveClock(16);
    await shop.becomes(order.id, { status: 'closed', paid_amount: '320.00' });
    expect(await faultsLeft()).toBe(0);
  });

  test('a payment while the order is being withdrawn closes it', async () => {
    const order = await shop.openedOrder();
    const scan = await shop.scan();
    // Every one: the sweep withdraws it too, and must not be done before the payment.
    await application.simulator.misbehave({ kind: 'delay', method: 'DELETE', path: slot, delay_ms: 2_000, times: 99 });
    const canceling = shop.cancel(order.id);
    await eventually(async () => expect(await faultsLeft()).toBeLessThan(99));
    await application.simulator.pay(scan, 'approved');
    expect((await canceling).status).toBe(200);
    expect(await shop.becomes(order.id, { status: 'closed', paid_amount: '320.00' })).toMatchObject({
      exception: 'none',
    });
  });
});
