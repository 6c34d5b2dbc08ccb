import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll } from 'vitest';
import type { orderStatuses } from '@/lib/domain/order';

/*
 * Rows as the application would write them, written without it: what the database refuses, it refuses to everybody.
 */

/** The database of this test file, as the application's own role. */
export const sql = postgres(process.env.DATABASE_URL ?? '', { max: 8, onnotice: () => undefined });
afterAll(() => sql.end({ timeout: 1 }));

export type Row = Record<string, unknown>;
export type Executor = postgres.ISql;
export type Shop = { merchantId: string; storeId: string; posId: string };

/** A merchant with a store and a point of sale. */
export async function openShop(): Promise<Shop> {
  const shop = { merchantId: randomUUID(), storeId: randomUUID(), posId: randomUUID() };
  await insert('merchants', {
    id: shop.merchantId,
    name: 'Kiosco',
    notification_key: randomUUID(),
    reference_prefix: 'V1',
  });
  await insert('stores', { merchant_id: shop.merchantId, id: shop.storeId, name: 'Centro', time_zone: 'UTC' });
  await insert('pos', posRow(shop, { id: shop.posId }));
  return shop;
}

export function posRow(shop: Shop, change: Row = {}): Row {
  return {
    merchant_id: shop.merchantId,
    id: randomUUID(),
    store_id: shop.storeId,
    name: 'Caja',
    unattended_key: randomUUID(),
    ...change,
  };
}

export function orderRow(shop: Shop, change: Row = {}): Row {
  const now = new Date();
  return {
    merchant_id: shop.merchantId,
    id: randomUUID(),
    pos_id: shop.posId,
    store_id: shop.storeId,
    external_pos_id: 'S001P01',
    external_reference: `R-${randomUUID()}`,
    integration: 'attended_v2',
    // One of its own per order: the printed code would hold one only.
    mode: 'dynamic',
    status: 'draft',
    exception: 'none',
    review_reasons: [],
    currency_id: 'ARS',
    total_minor: 10_000,
    paid_minor: 0,
    refunded_minor: 0,
    collector_id: '100001',
    title: 'Café',
    description: 'Café',
    items: sql.json([]),
    taxes: sql.json([]),
    publication: 'pending',
    created_at: now,
    expires_at: new Date(now.getTime() + 600_000),
    is_paid_late: false,
    version: 1,
    changed_at: now,
    ...change,
  };
}

export function paymentRow(order: Row, change: Row = {}): Row {
  return {
    merchant_id: order.merchant_id,
    payment_id: randomUUID(),
    order_id: order.id,
    order_currency_id: 'ARS',
    status: 'approved',
    currency_id: 'ARS',
    amount_minor: 10_000,
    counted_minor: 10_000,
    refunded_minor: 0,
    seen_at: new Date(),
    ...change,
  };
}

export function refundRow(payment: Row, change: Row = {}): Row {
  return {
    merchant_id: payment.merchant_id,
    id: randomUUID(),
    order_id: payment.order_id,
    payment_id: payment.payment_id,
    currency_id: 'ARS',
    amount_minor: 6_000,
    status: 'requested',
    origin: 'here',
    idempotency_key: randomUUID(),
    created_at: new Date(),
    changed_at: new Date(),
    ...change,
  };
}

export async function insert(table: string, row: Row, executor: Executor = sql): Promise<Row> {
  await executor`insert into ${executor(table)} ${executor(row)}`;
  return row;
}

export async function draft(shop: Shop, change: Row = {}): Promise<Row> {
  return insert('orders', orderRow(shop, change));
}

export function change(order: Row, columns: Row, executor: Executor = sql) {
  return executor`update orders set ${executor(columns)} where merchant_id = ${String(order.merchant_id)} and id = ${String(order.id)}`;
}

/** An order that reached a status the only way it can. */
export async function orderThatIs(status: (typeof orderStatuses)[number], shop: Shop): Promise<Row> {
  const order = await draft(shop);
  if (status === 'draft') return order;
  if (status === 'closed') {
    await pay(order);
    return order;
  }
  if (status !== 'failed') await change(order, { status: 'opened' });
  if (status !== 'opened') await change(order, { status });
  return order;
}

/** Pays an order in full, as the application does: figure, payment and status in one transaction. */
export async function pay(order: Row, amountMinor = 10_000): Promise<Row> {
  const payment = paymentRow(order, { amount_minor: amountMinor, counted_minor: amountMinor });
  await sql.begin(async (transaction) => {
    await change(
      order,
      { paid_minor: amountMinor, status: 'closed', closed_at: new Date(), closed_by: 'sweep' },
      transaction,
    );
    await insert('payments', payment, transaction);
  });
  return payment;
}

/** What PostgreSQL refused a write for: the name of the rule, or the code of an error that has none. */
export async function refusal(write: Promise<unknown>): Promise<string> {
  try {
    await write;
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.constraint_name ?? error.code;
    throw error;
  }
  return 'accepted';
}

export const NOT_A_NUMBER = '22P02';
export const OUT_OF_RANGE = '22003';
export const MISSING = '23502';

/** Runs writes in transactions that are all open before the first one commits, and gives how each ended. */
export async function atOnce(writes: readonly ((executor: Executor) => PromiseLike<unknown>)[]): Promise<string[]> {
  let waiting = writes.length;
  let open: () => void = () => undefined;
  const allWritten = new Promise<void>((resolve) => {
    open = resolve;
  });
  return Promise.all(
    writes.map((write) =>
      refusal(
        sql.begin(async (transaction) => {
          await write(transaction);
          waiting--;
          if (waiting === 0) open();
          await allWritten;
        }),
      ),
    ),
  );
}
