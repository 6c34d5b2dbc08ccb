import 'server-only';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { System } from '../lib/domain/scope';
import { db } from './client';
import { merchants, orders, pos } from './schema';

/**
 * The POS that Mercado Pago asks under an unguessable key, with the order that can be paid on it right now, in one query:
 * it is asked again and again. Null when no POS has this key; `order` is null while there is nothing to pay.
 */
export async function findUnattendedSale(_system: System, unattendedKey: string) {
  const [row] = await db
    .select({
      protocol: pos.unattendedProtocol,
      integration: pos.integration,
      notificationKey: merchants.notificationKey,
      collectorId: merchants.collectorId,
      order: orders,
    })
    .from(pos)
    .innerJoin(merchants, eq(merchants.id, pos.merchantId))
    .leftJoin(
      orders,
      and(
        eq(orders.merchantId, pos.merchantId),
        eq(orders.posId, pos.id),
        eq(orders.integration, 'unattended'),
        inArray(orders.status, ['draft', 'opened']),
        gt(orders.expiresAt, sql`now()`),
        sql`${orders.cancelRequestedAt} is null`,
      ),
    )
    .where(eq(pos.unattendedKey, unattendedKey));
  return row ?? null;
}
