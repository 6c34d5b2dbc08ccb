import { beforeAll, describe, expect, test } from 'vitest';
import {
  atOnce,
  change,
  draft,
  insert,
  MISSING,
  NOT_A_NUMBER,
  OUT_OF_RANGE,
  openShop,
  pay,
  paymentRow,
  type Row,
  refundRow,
  refusal,
  type Shop,
  sql,
} from './database-rows';

describe('money is an exact amount in one currency', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });

  test.each([
    [0, 'orders_total'],
    [-1, 'orders_total'],
    ['10000000000001', 'orders_total'],
    ['NaN', NOT_A_NUMBER],
    ['Infinity', NOT_A_NUMBER],
    ['1.5', NOT_A_NUMBER],
    ['1e21', NOT_A_NUMBER],
    ['99999999999999999999', OUT_OF_RANGE],
    [null, MISSING],
  ])('an order of %s is refused', async (total, reason) => {
    expect(await refusal(draft(shop, { total_minor: total }))).toBe(reason);
  });

  test('a refund of nothing, of less, or of no number is refused', async () => {
    const payment = await pay(await draft(shop));
    for (const amount of [0, -1])
      expect(await refusal(insert('refunds', refundRow(payment, { amount_minor: amount })))).toBe('refunds_amount');
    expect(await refusal(insert('refunds', refundRow(payment, { amount_minor: 'NaN' })))).toBe(NOT_A_NUMBER);
  });

  test('a currency is one of the seven, the same from the order to its payments and refunds', async () => {
    expect(await refusal(draft(shop, { currency_id: 'USD' }))).toBe('orders_currency_known');
    const order = await draft(shop);
    expect(await refusal(insert('payments', paymentRow(order, { order_currency_id: 'BRL', currency_id: 'BRL' })))).toBe(
      'payments_order',
    );
    const payment = await pay(order);
    expect(await refusal(insert('refunds', refundRow(payment, { currency_id: 'BRL' })))).toBe('refunds_order');
  });

  test('what counts is the payment’s own amount in the order’s currency, and nothing else', async () => {
    const order = await draft(shop);
    const counted = (columns: Row) => refusal(insert('payments', paymentRow(order, columns)));
    expect(await counted({ counted_minor: 9_999 })).toBe('payments_counted');
    expect(await counted({ currency_id: 'USD' })).toBe('payments_counted');
    expect(await counted({ currency_id: null })).toBe('payments_counted');
    expect(await counted({ amount_minor: null })).toBe('payments_counted');
    expect(await counted({ amount_minor: -10_000, counted_minor: -10_000 })).toBe('payments_counted_positive');
    expect(await counted({ refunded_minor: -1 })).toBe('payments_counted_positive');
  });

  test('an order never says more paid or given back than its payments do', async () => {
    const order = await draft(shop);
    expect(await refusal(change(order, { paid_minor: 10_000 }))).toBe('orders_paid_is_sum');
    expect(await refusal(change(order, { refunded_minor: 1 }))).toBe('orders_refunded');
    expect(await refusal(draft(shop, { paid_minor: 10_000 }))).toBe('orders_begin_as_draft');
  });

  test('a payment never counts without its order saying so at the same commit', async () => {
    const order = await draft(shop);
    expect(await refusal(insert('payments', paymentRow(order)))).toBe('orders_paid_is_sum');
    const payment = await pay(await draft(shop));
    const lowered = sql`update payments set counted_minor = 0 where payment_id = ${String(payment.payment_id)}`;
    expect(await refusal(lowered)).toBe('orders_paid_is_sum');
  });

  test('a payment cannot be moved to another order, with the money of both kept right', async () => {
    const [from, to] = [await draft(shop), await draft(shop)];
    const payment = await pay(from);
    const moved = sql.begin(async (transaction) => {
      await transaction`update payments set order_id = ${String(to.id)} where payment_id = ${String(payment.payment_id)}`;
      await change(to, { paid_minor: 10_000 }, transaction);
    });
    expect(await refusal(moved)).toBe('payments_stay');
  });

  test('a payment is recorded once, and never unseen', async () => {
    const payment = await pay(await draft(shop));
    const other = await draft(shop);
    const again = paymentRow(other, { payment_id: payment.payment_id, counted_minor: 0 });
    expect(await refusal(insert('payments', again))).toMatch(/^payments_.*pk$/);
    expect(await refusal(sql`delete from payments where payment_id = ${String(payment.payment_id)}`)).toBe(
      'append_only',
    );
    expect(await refusal(sql`truncate payments cascade`)).toBe('append_only');
  });
});

describe('refunds never exceed what was paid', () => {
  test('not one, nor several together, except those that were refused', async () => {
    const payment = await pay(await draft(await openShop()));
    expect(await refusal(insert('refunds', refundRow(payment, { amount_minor: 10_001 })))).toBe('refunds_within_paid');
    const first = await insert('refunds', refundRow(payment, { status: 'unknown' }));
    expect(await refusal(insert('refunds', refundRow(payment)))).toBe('refunds_within_paid');
    expect(await refusal(insert('refunds', refundRow(payment, { amount_minor: 4_000 })))).toBe('accepted');
    expect(await refusal(insert('refunds', refundRow(payment, { status: 'rejected' })))).toBe('accepted');
    const revived = sql`update refunds set status = 'approved' where merchant_id = ${String(payment.merchant_id)} and status = 'rejected'`;
    expect(await refusal(revived)).toBe('refunds_within_paid');
    const raised = sql`update refunds set amount_minor = 6001 where id = ${String(first.id)}`;
    expect(await refusal(raised)).toBe('refunds_within_paid');
  });

  test('not when two are asked for at the same moment', async () => {
    const shop = await openShop();
    for (let round = 0; round < 10; round++) {
      const payment = await pay(await draft(shop));
      const outcomes = await atOnce([1, 2].map(() => (executor) => insert('refunds', refundRow(payment), executor)));
      expect(outcomes.sort()).toEqual(['accepted', 'refunds_within_paid']);
    }
  });

  test('not out of the payment of another order', async () => {
    const shop = await openShop();
    const [payment, other] = [await pay(await draft(shop)), await pay(await draft(shop))];
    expect(await refusal(insert('refunds', refundRow(payment, { payment_id: other.payment_id })))).toBe(
      'refunds_of_order',
    );
  });

  test('and have a key of their own', async () => {
    const payment = await pay(await draft(await openShop()));
    const refund = await insert('refunds', refundRow(payment, { amount_minor: 1 }));
    const again = refundRow(payment, { amount_minor: 1, idempotency_key: refund.idempotency_key });
    expect(await refusal(insert('refunds', again))).toBe('refunds_key');
  });
});
