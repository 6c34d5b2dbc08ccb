import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { orderStatuses } from '@/lib/domain/order';
import {
  change,
  draft,
  insert,
  openShop,
  orderThatIs,
  pay,
  paymentRow,
  posRow,
  refundRow,
  refusal,
  type Shop,
  sql,
} from './database-rows';

/*
 * The rules that PostgreSQL keeps itself, tried as the application's own role and without the application: whatever the
 * code does one day, these do not happen.
 */

describe('a row belongs to one merchant, and so does everything that hangs on it', () => {
  let ours: Shop;
  let theirs: Shop;
  beforeAll(async () => {
    [ours, theirs] = await Promise.all([openShop(), openShop()]);
  });

  test('a POS cannot stand in another merchant’s store', async () => {
    expect(await refusal(insert('pos', posRow({ ...ours, storeId: theirs.storeId })))).toBe('pos_store');
  });

  test('an order cannot be on another merchant’s POS or in its store', async () => {
    expect(await refusal(draft({ ...ours, posId: theirs.posId }))).toBe('orders_pos');
    expect(await refusal(draft({ ...ours, storeId: theirs.storeId }))).toBe('orders_store');
  });

  test('merchant orders, payments, events and refunds cannot hang on another merchant’s order', async () => {
    const order = await draft(theirs);
    const payment = await pay(await draft(theirs));
    const foreign = { ...order, merchant_id: ours.merchantId };
    const scan = {
      merchant_id: ours.merchantId,
      merchant_order_id: '1',
      order_id: order.id,
      status: 'opened',
      has_foreign_collector: false,
      seen_at: new Date(),
    };
    const event = {
      merchant_id: ours.merchantId,
      order_id: order.id,
      sequence: 1,
      type: 'created',
      data: sql.json({}),
      source: 'api',
      at: new Date(),
    };
    expect(await refusal(insert('merchant_orders', scan))).toBe('merchant_orders_order');
    expect(await refusal(insert('payments', paymentRow(foreign, { counted_minor: 0 })))).toBe('payments_order');
    expect(await refusal(insert('order_events', event))).toBe('order_events_order');
    expect(await refusal(insert('refunds', refundRow({ ...payment, merchant_id: ours.merchantId })))).toMatch(
      /^refunds_/,
    );
  });

  test('and cannot be moved there', async () => {
    const order = await draft(ours);
    expect(await refusal(change(order, { merchant_id: theirs.merchantId }))).toMatch(/^orders_/);
    const other = await insert('pos', posRow(ours));
    expect(await refusal(sql`update pos set merchant_id = ${theirs.merchantId} where id = ${String(other.id)}`)).toBe(
      'pos_store',
    );
  });

  test('nothing is without a merchant, and nothing of a merchant that does not exist', async () => {
    const owned = await sql<{ table_name: string }[]>`
      select table_name from information_schema.columns
      where table_schema = 'public' and column_name = 'merchant_id' and is_nullable = 'YES'`;
    expect(owned).toEqual([]);
    expect(await refusal(draft({ ...ours, merchantId: randomUUID() }))).toMatch(/^orders_/);
    expect(
      await refusal(insert('stores', { merchant_id: randomUUID(), id: randomUUID(), name: 'x', time_zone: 'UTC' })),
    ).toMatch(/^stores_merchant/);
  });

  test('every key of a merchant’s table begins with the merchant', async () => {
    const keys = await sql<{ table: string; key: string; first: string }[]>`
      select cls.relname as "table", con.conname as key, att.attname as first
      from pg_constraint con
      join pg_class cls on cls.oid = con.conrelid and cls.relnamespace = 'public'::regnamespace
      join pg_attribute att on att.attrelid = cls.oid and att.attnum = con.conkey[1]
      where con.contype = 'p'
        and exists (select 1 from pg_attribute own where own.attrelid = cls.oid and own.attname = 'merchant_id')`;
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter(({ first }) => first !== 'merchant_id')).toEqual([]);
  });
});

describe('the printed code of a POS holds one order', () => {
  test('a second unfinished one is refused, whichever way it would get there', async () => {
    const shop = await openShop();
    const first = await draft(shop, { mode: 'static' });
    for (const mode of ['static', 'hybrid'])
      expect(await refusal(draft(shop, { mode }))).toBe('orders_one_unfinished_per_pos');
    await change(first, { status: 'opened' });
    expect(await refusal(draft(shop, { mode: 'static' }))).toBe('orders_one_unfinished_per_pos');
    const onScreen = await draft(shop, { mode: 'dynamic' });
    expect(await refusal(change(onScreen, { mode: 'static' }))).toBe('orders_immutable');
    await change(first, { status: 'canceled' });
    expect(await refusal(draft(shop, { mode: 'static' }))).toBe('accepted');
  });

  test('of twenty that arrive at once, one stays', async () => {
    const shop = await openShop();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => refusal(draft(shop, { mode: 'hybrid' }))));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'orders_one_unfinished_per_pos')).toHaveLength(19);
  });

  test('other POS, and other merchants, do not matter', async () => {
    const [shop, other] = [await openShop(), await openShop()];
    const second = await insert('pos', posRow(shop));
    await draft(shop, { mode: 'static' });
    expect(await refusal(draft({ ...shop, posId: String(second.id) }, { mode: 'static' }))).toBe('accepted');
    expect(await refusal(draft(other, { mode: 'static' }))).toBe('accepted');
  });
});

describe('a reference', () => {
  test('names one sale of a merchant, for ever, and may name another’s', async () => {
    const [shop, other] = [await openShop(), await openShop()];
    const first = await draft(shop, { external_reference: 'Bill-0001' });
    await change(first, { status: 'failed' });
    expect(await refusal(draft(shop, { external_reference: 'Bill-0001' }))).toBe('orders_reference');
    expect(await refusal(draft(other, { external_reference: 'Bill-0001' }))).toBe('accepted');
  });

  test.each(['', 'a b', 'a/b', 'é', 'x'.repeat(65), 'a\n', "a'b"])('%j is refused', async (reference) => {
    expect(await refusal(draft(await openShop(), { external_reference: reference }))).toBe('orders_reference_format');
  });
});

describe('an order', () => {
  const legal: Readonly<Record<string, readonly string[]>> = {
    draft: ['opened', 'failed', 'canceled', 'expired'],
    opened: ['canceled', 'expired'],
    canceled: [],
    expired: [],
    failed: [],
    closed: [],
  };
  const steps = orderStatuses.flatMap((from) =>
    orderStatuses.filter((to) => to !== from && to !== 'closed').map((to) => [from, to] as const),
  );

  test.each(steps)('that is %s becomes %s only if that is a way forward', async (from, to) => {
    const order = await orderThatIs(from, await openShop());
    const outcome = await refusal(change(order, { status: to }));
    expect(outcome).toBe(legal[from]?.includes(to) ? 'accepted' : 'orders_transition');
  });

  test.each(['draft', 'opened', 'canceled', 'expired', 'failed'] as const)(
    'that is %s is closed by money',
    async (status) => {
      const order = await orderThatIs(status, await openShop());
      expect(await refusal(pay(order))).toBe('accepted');
    },
  );

  test('begins as a draft', async () => {
    const shop = await openShop();
    for (const status of orderStatuses.filter((each) => each !== 'draft'))
      expect(await refusal(draft(shop, { status }))).toMatch(/^orders_(begin_as_draft|closed_is_paid)$/);
    expect(await refusal(draft(shop, { version: 2 }))).toBe('orders_begin_as_draft');
    expect(await refusal(draft(shop, { refunded_minor: 1, paid_minor: 1 }))).toBe('orders_begin_as_draft');
  });

  test('is not closed without its money, or without saying when and why', async () => {
    const shop = await openShop();
    const closed = { status: 'closed', closed_at: new Date(), closed_by: 'sweep' };
    expect(await refusal(change(await draft(shop), closed))).toBe('orders_closed_is_paid');
    expect(await refusal(pay(await draft(shop), 9_999))).toBe('orders_closed_is_paid');
    expect(await refusal(change(await draft(shop), { ...closed, paid_minor: 10_000 }))).toBe('orders_paid_is_sum');
    expect(await refusal(change(await draft(shop), { ...closed, paid_minor: 10_000, closed_at: null }))).toBe(
      'orders_closed_is_paid',
    );
    expect(await refusal(change(await draft(shop), { ...closed, paid_minor: 10_000, closed_by: null }))).toBe(
      'orders_closed_is_paid',
    );
    expect(await refusal(change(await draft(shop), { ...closed, paid_minor: 10_000, closed_by: 'cashier' }))).toBe(
      'orders_closed_by',
    );
  });

  test.each([
    ['external_reference', 'other'],
    ['currency_id', 'BRL'],
    ['total_minor', 1],
    ['integration', 'attended_v1'],
    ['collector_id', '100002'],
    ['created_at', new Date(0)],
    ['expires_at', new Date(0)],
    ['title', 'Té'],
    ['description', 'Té'],
    ['mode', 'hybrid'],
    ['external_pos_id', 'S001P02'],
    ['sponsor_id', '7'],
  ])('keeps the %s that it was published with', async (column, value) => {
    expect(await refusal(change(await draft(await openShop()), { [column]: value }))).toBe('orders_immutable');
  });

  test('keeps its items and taxes, its POS and its store', async () => {
    const shop = await openShop();
    const second = await insert('pos', posRow(shop));
    const branch = await insert('stores', {
      merchant_id: shop.merchantId,
      id: randomUUID(),
      name: 'Norte',
      time_zone: 'UTC',
    });
    const order = await draft(shop);
    expect(await refusal(change(order, { items: sql.json([{ title: 'Té' }]) }))).toBe('orders_immutable');
    expect(await refusal(change(order, { taxes: sql.json([{ type: 'IVA', valueMinor: 1 }]) }))).toBe(
      'orders_immutable',
    );
    expect(await refusal(change(order, { pos_id: second.id }))).toBe('orders_immutable');
    expect(await refusal(change(order, { store_id: branch.id }))).toBe('orders_immutable');
  });

  test('goes neither back in its version nor in what was paid', async () => {
    const order = await draft(await openShop());
    await change(order, { version: 3 });
    expect(await refusal(change(order, { version: 2 }))).toBe('orders_forward');
    const payment = await pay(order);
    const unpaid = sql.begin(async (transaction) => {
      await transaction`update payments set counted_minor = 0 where payment_id = ${String(payment.payment_id)}`;
      await change(order, { paid_minor: 0 }, transaction);
    });
    expect(await refusal(unpaid)).toBe('orders_forward');
  });

  test.each([
    ['status', 'paid', 'orders_transition'],
    ['exception', 'odd', 'orders_exception'],
    ['publication', 'maybe', 'orders_publication'],
  ])('has a %s that exists', async (column, value, rule) => {
    expect(await refusal(change(await draft(await openShop()), { [column]: value }))).toBe(rule);
  });
});
