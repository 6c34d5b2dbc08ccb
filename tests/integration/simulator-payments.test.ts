import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, openShop, orderPath, scanNewOrder, startTestSimulator, type TestSimulator } from './simulator-client';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => openShop(simulator));

const pay = (body: Record<string, unknown>) => simulator.control('POST', '/pay', body);
const refund = (paymentId: unknown, body: unknown, key: string) =>
  simulator.api('POST', `/v1/payments/${paymentId}/refunds`, body, { 'x-idempotency-key': key });

async function payWhole(): Promise<{ orderId: unknown; paymentId: unknown }> {
  const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
  const paid = await pay({ merchant_order_id: orderId, outcome: 'approved' });
  return { orderId, paymentId: at(paid.json, 'payment_id') };
}

describe('paying', () => {
  test('an approved payment closes the order and empties the POS', async () => {
    const { orderId, paymentId } = await payWhole();
    const order = (await simulator.api('GET', `/merchant_orders/${orderId}`)).json;
    expect(order).toMatchObject({
      status: 'closed',
      order_status: 'paid',
      paid_amount: 320,
      payments: [{ id: paymentId, status: 'approved', status_detail: 'accredited', transaction_amount: 320 }],
    });
    expect((await simulator.api('GET', orderPath)).status).toBe(404);
  });

  test('a rejected payment leaves the order on the POS, and a second attempt closes the same merchant order', async () => {
    const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    const rejected = await pay({
      merchant_order_id: orderId,
      outcome: 'rejected',
      status_detail: 'cc_rejected_high_risk',
    });
    expect(at(rejected.json, 'merchant_order')).toMatchObject({ status: 'opened', order_status: 'payment_required' });
    expect((await simulator.api('GET', orderPath)).status).toBe(200);
    const approved = await pay({ merchant_order_id: orderId, outcome: 'approved', method: 'credit_card' });
    expect(at(approved.json, 'merchant_order')).toMatchObject({
      status: 'closed',
      payments: [{ status: 'rejected', status_detail: 'cc_rejected_high_risk' }, { status: 'approved' }],
    });
  });

  test('several approved payments together close an order', async () => {
    const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    const part = await pay({ merchant_order_id: orderId, outcome: 'approved', amount: 100.5 });
    expect(at(part.json, 'merchant_order')).toMatchObject({
      status: 'opened',
      order_status: 'partially_paid',
      paid_amount: 100.5,
    });
    const rest = await pay({ merchant_order_id: orderId, outcome: 'approved' });
    expect(at(rest.json, 'merchant_order')).toMatchObject({ status: 'closed', paid_amount: 320 });
  });

  test('a payment in process holds the order until its verdict', async () => {
    const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    const held = await pay({ merchant_order_id: orderId, outcome: 'in_process' });
    expect(at(held.json, 'merchant_order', 'order_status')).toBe('payment_in_process');
    const deleted = await simulator.api('DELETE', orderPath);
    expect([deleted.status, at(deleted.json, 'error')]).toEqual([400, 'instore_order_locked_error']);
    const settled = await pay({ payment_id: at(held.json, 'payment_id'), outcome: 'approved' });
    expect(at(settled.json, 'merchant_order', 'status')).toBe('closed');
  });

  test('two scans and one payment leave the other merchant order open for ever', async () => {
    const first = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    const second = at(
      (await simulator.control('POST', '/scan', { external_pos_id: 'S001P01' })).json,
      'merchant_order_id',
    );
    await pay({ merchant_order_id: second, outcome: 'approved' });
    expect((await simulator.api('GET', `/merchant_orders/${first}`)).json).toMatchObject({
      status: 'opened',
      payments: [],
    });
  });

  test('a buyer who holds the order open can pay after the shop withdrew it', async () => {
    const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    expect((await simulator.api('DELETE', orderPath)).status).toBe(204);
    const late = await pay({ merchant_order_id: orderId, outcome: 'approved' });
    expect(at(late.json, 'merchant_order', 'status')).toBe('closed');
    expect((await pay({ merchant_order_id: orderId, outcome: 'approved' })).status).toBe(409);
  });

  test('a payment leads back to its merchant order, its POS and its net', async () => {
    const { orderId, paymentId } = await payWhole();
    const payment = (await simulator.api('GET', `/v1/payments/${paymentId}`)).json;
    expect(payment).toMatchObject({
      id: paymentId,
      status: 'approved',
      order: { id: String(orderId), type: 'mercadopago' },
      external_reference: 'Bill-0001',
      transaction_amount: 320,
      currency_id: 'ARS',
      collector_id: 100001,
      fee_details: [{ type: 'mercadopago_fee', amount: 3.1, fee_payer: 'collector' }],
      transaction_details: { net_received_amount: 316.9, total_paid_amount: 320 },
    });
  });

  test('a payment search needs sort and criteria, and filters', async () => {
    const { paymentId } = await payWhole();
    const path = '/v1/payments/search?external_reference=Bill-0001';
    const unsorted = await simulator.api('GET', path);
    expect([unsorted.status, at(unsorted.json, 'cause', 0, 'code')]).toEqual([400, 1003]);
    const found = await simulator.api(
      'GET',
      `${path}&sort=date_created&criteria=desc&range=date_created&begin_date=NOW-1DAYS&end_date=NOW`,
    );
    expect(found.json).toMatchObject({ paging: { total: 1 }, results: [{ id: paymentId }] });
    const none = await simulator.api('GET', `${path}&sort=date_created&criteria=desc&status=rejected`);
    expect(none.json).toMatchObject({ paging: { total: 0 }, results: [] });
  });
});

describe('refunds', () => {
  test('refunds add up to the payment, and the order stays closed', async () => {
    const { orderId, paymentId } = await payWhole();
    const part = await refund(paymentId, { amount: 20 }, 'k1');
    expect([part.status, part.json]).toMatchObject([201, { payment_id: paymentId, amount: 20, status: 'approved' }]);
    expect((await simulator.api('GET', `/v1/payments/${paymentId}`)).json).toMatchObject({
      status: 'approved',
      status_detail: 'partially_refunded',
      transaction_amount_refunded: 20,
    });
    const rest = await refund(paymentId, undefined, 'k2');
    expect(rest.json).toMatchObject({ amount: 300 });
    expect((await simulator.api('GET', `/merchant_orders/${orderId}`)).json).toMatchObject({
      status: 'closed',
      order_status: 'reverted',
      paid_amount: 320,
      refunded_amount: 320,
      payments: [{ status: 'refunded', amount_refunded: 320 }],
    });
    const list = await simulator.api('GET', `/v1/payments/${paymentId}/refunds`);
    expect(list.json).toHaveLength(2);
    const one = await simulator.api('GET', `/v1/payments/${paymentId}/refunds/${at(rest.json, 'id')}`);
    expect(one.json).toEqual(rest.json);
  });

  test('the same key refunds once, and with another body is refused', async () => {
    const { paymentId } = await payWhole();
    const first = await refund(paymentId, { amount: 20 }, 'same');
    const again = await refund(paymentId, { amount: 20 }, 'same');
    expect(again.json).toEqual(first.json);
    expect((await refund(paymentId, { amount: 21 }, 'same')).status).toBe(409);
    expect((await simulator.api('GET', `/v1/payments/${paymentId}/refunds`)).json).toHaveLength(1);
  });

  test.each([
    [400, 4292, { amount: 1 }, ''],
    [400, 4041, { amount: '1' }, 'k'],
    [400, 4041, { amount: 1.001 }, 'k'],
    [400, 4040, { amount: 0 }, 'k'],
    [400, 2063, { amount: 320.01 }, 'k'],
  ])('a refund is refused with %i and cause %i', async (status, cause, body, key) => {
    const { paymentId } = await payWhole();
    const refused = await refund(paymentId, body, key);
    expect([refused.status, at(refused.json, 'cause', 0, 'code')]).toEqual([status, cause]);
  });

  test('an unknown payment is 404 with cause 2000, and one past the window 2024', async () => {
    const unknown = await refund(12, {}, 'k');
    expect([unknown.status, at(unknown.json, 'cause', 0, 'code')]).toEqual([404, 2000]);
    const { paymentId } = await payWhole();
    await simulator.control('POST', '/advance', { seconds: 181 * 86_400 });
    expect(at((await refund(paymentId, {}, 'k')).json, 'cause', 0, 'code')).toBe(2024);
  });

  test('a refund made in the panel shows in the payment', async () => {
    const { paymentId } = await payWhole();
    const made = await simulator.control('POST', '/refund', { payment_id: paymentId, amount: 50 });
    expect(at(made.json, 'merchant_order', 'refunded_amount')).toBe(50);
    expect((await simulator.control('POST', '/refund', { payment_id: paymentId, amount: 5000 })).status).toBe(400);
  });
});
