import type { OrderStatus } from '@/lib/domain/order';
import { isUnfinished } from '@/lib/domain/order';
import { begin, type OrderCreated, type OrderEvent, type OrderState } from '@/lib/domain/order-state';

/*
 * What the database of the simulated application holds: it survives every crash. A save either happens as a whole or not
 * at all, as in PostgreSQL.
 */

export type Books = {
  readonly merchant: 0 | 1;
  readonly collectorId: string;
  readonly orders: StoredOrder[];
  readonly inbox: Delivery[];
  /** What was asked for and made under each idempotency key. */
  readonly keys: Map<string, { readonly totalMinor: number; readonly orderId: number }>;
  /** Names of the deliveries that were answered 200. */
  readonly acknowledged: string[];
  /** Counts writes, to show that nobody wrote for another merchant. */
  writes: number;
};

export type StoredOrder = {
  readonly id: number;
  readonly pos: number;
  readonly slotKey: string;
  state: OrderState;
  readonly history: OrderEvent[];
  lookAgainAtMs: number | null;
  /** When the last complete look began. */
  lookedAtMs: number | null;
  watchedUntilMs: number | null;
};

/** One row of the inbox: a hint about a merchant order or a payment, by its id at Mercado Pago. */
export type Delivery = {
  readonly name: string;
  readonly resource: 'merchant_order' | 'payment';
  readonly resourceId: string;
  dueAtMs: number | null;
  attempts: number;
};

export function openBooks(merchant: 0 | 1): Books {
  const collectorId = String(100_001 + merchant);
  return { merchant, collectorId, orders: [], inbox: [], keys: new Map(), acknowledged: [], writes: 0 };
}

/** The order that a POS is taken by: the database allows one. */
export function unfinishedAt(books: Books, pos: number): StoredOrder | undefined {
  return books.orders.find((order) => order.pos === pos && isUnfinished(order.state.status));
}

export function insertOrder(
  books: Books,
  sale: { pos: number; slotKey: string; totalMinor: number; nowMs: number; lifeMs: number; lookAgainAtMs: number },
): StoredOrder {
  const id = books.orders.length;
  const created: OrderCreated = {
    type: 'created',
    currencyId: 'ARS',
    totalMinor: sale.totalMinor,
    collectorId: books.collectorId,
    externalReference: `SALE-${id}`,
    createdAt: new Date(sale.nowMs).toISOString(),
    expiresAt: new Date(sale.nowMs + sale.lifeMs).toISOString(),
  };
  const order: StoredOrder = {
    id,
    pos: sale.pos,
    slotKey: sale.slotKey,
    state: begin(created),
    history: [created],
    lookAgainAtMs: sale.lookAgainAtMs,
    lookedAtMs: null,
    watchedUntilMs: null,
  };
  books.orders.push(order);
  books.writes += 1;
  return order;
}

/** Every change of status that may ever happen. */
export const legal: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  draft: ['opened', 'failed', 'canceled', 'expired', 'closed'],
  opened: ['closed', 'canceled', 'expired'],
  canceled: ['closed'],
  expired: ['closed'],
  failed: ['closed'],
  closed: [],
};
