import 'server-only';
import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Merchant } from '../lib/domain/scope';
import { db } from './client';
import { notifications, orders, pos } from './schema';

/** The newest order of a point of sale: whether it is busy, with what, or since when it is free. */
export type LastOrder = Pick<
  typeof orders.$inferSelect,
  | 'posId'
  | 'id'
  | 'externalReference'
  | 'status'
  | 'exception'
  | 'currencyId'
  | 'totalMinor'
  | 'createdAt'
  | 'expiresAt'
  | 'endedAt'
  | 'closedAt'
>;

/** The newest order of each point of sale, by our id of the POS; one that never took an order is absent. */
export async function listLastOrders(merchant: Merchant): Promise<Map<string, LastOrder>> {
  // One step down an index per POS: cheap however many orders there are.
  const last = db
    .select({
      posId: orders.posId,
      id: orders.id,
      externalReference: orders.externalReference,
      status: orders.status,
      exception: orders.exception,
      currencyId: orders.currencyId,
      totalMinor: orders.totalMinor,
      createdAt: orders.createdAt,
      expiresAt: orders.expiresAt,
      endedAt: orders.endedAt,
      closedAt: orders.closedAt,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, pos.merchantId), eq(orders.posId, pos.id)))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(1)
    .as('last');
  const rows = await db
    .select({
      posId: last.posId,
      id: last.id,
      externalReference: last.externalReference,
      status: last.status,
      exception: last.exception,
      currencyId: last.currencyId,
      totalMinor: last.totalMinor,
      createdAt: last.createdAt,
      expiresAt: last.expiresAt,
      endedAt: last.endedAt,
      closedAt: last.closedAt,
    })
    .from(pos)
    .innerJoinLateral(last, sql`true`)
    .where(eq(pos.merchantId, merchant.id));
  return new Map(rows.map((row) => [row.posId, row]));
}

/** What a point of sale sold in a period, in minor units, refunds not taken off. */
export type PosSales = { readonly closedCount: number; readonly soldMinor: number };

/** What closed in a half-open period, by our id of the POS; one that sold nothing is absent. */
export async function sumClosedByPos(
  merchant: Merchant,
  period: { from: Date; to: Date },
): Promise<Map<string, PosSales>> {
  const rows = await db
    .select({
      posId: orders.posId,
      closedCount: sql<number>`count(*)::int`,
      soldMinor: sql<string>`sum(${orders.totalMinor})`,
    })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, merchant.id),
        eq(orders.status, 'closed'),
        gte(orders.closedAt, period.from),
        lt(orders.closedAt, period.to),
      ),
    )
    .groupBy(orders.posId);
  return new Map(rows.map((row) => [row.posId, { closedCount: row.closedCount, soldMinor: Number(row.soldMinor) }]));
}

/** A POS that was notified about before its newest orders is as good as never notified about. */
const LATEST_ORDERS = 50;

/** When Mercado Pago last announced something that was about an order of a POS, or null. */
export async function lastNotificationOfPos(merchant: Merchant, posId: string): Promise<Date | null> {
  const latest = db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.merchantId, merchant.id), eq(orders.posId, posId)))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(LATEST_ORDERS);
  const [row] = await db
    .select({ at: notifications.receivedAt })
    .from(notifications)
    .where(and(eq(notifications.merchantId, merchant.id), inArray(notifications.orderId, latest)))
    .orderBy(desc(notifications.receivedAt))
    .limit(1);
  return row?.at ?? null;
}
