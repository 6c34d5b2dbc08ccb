import 'server-only';
import { and, asc, eq, inArray, isNotNull, lte, ne, sql } from 'drizzle-orm';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, dueBy } from './client';
import { isId } from './new-id';
import { orders } from './schema';

/* When orders are looked at, and when it is read how they were paid. Nothing here touches what is known of an order. */

/** Notes that a look found nothing new, and when to look again; never touches the state. */
export async function postponeLook(
  merchant: Merchant,
  orderId: string,
  look: { lookedAt: Date | null; lookAgainAt: Date | null; version: number },
): Promise<void> {
  await db
    .update(orders)
    .set({ lookAgainAt: look.lookAgainAt, ...(look.lookedAt ? { lookedAt: look.lookedAt } : {}) })
    .where(and(eq(orders.merchantId, merchant.id), eq(orders.id, orderId), eq(orders.version, look.version)));
}

/** A till shows this order until then, so that it is looked at more often; the next look comes forward. Nobody waits for a closed one. */
export async function watchOrder(merchant: Merchant, orderId: string, until: Date, lookAt: Date): Promise<boolean> {
  if (!isId(orderId)) return false;
  const watched = await db
    .update(orders)
    .set({ watchedUntil: until, lookAgainAt: sql`least(${orders.lookAgainAt}, ${lookAt.toISOString()}::timestamptz)` })
    .where(
      and(
        eq(orders.merchantId, merchant.id),
        eq(orders.id, orderId),
        isNotNull(orders.lookAgainAt),
        ne(orders.status, 'closed'),
      ),
    )
    .returning({ id: orders.id });
  return watched.length === 1;
}

/**
 * Takes orders whose time to be looked at has come, for `leaseUntil`; no other process gets them before that. Closed ones
 * come last: after an outage there are many of them, and tills wait for the others.
 */
export async function claimOrdersToLookAt(
  _system: System,
  claim: { now: Date; leaseUntil: Date; limit: number },
): Promise<{ merchant: Merchant; orderId: string }[]> {
  const due = db
    .select({ merchantId: orders.merchantId, id: orders.id })
    .from(orders)
    .where(and(isNotNull(orders.lookAgainAt), lte(orders.lookAgainAt, dueBy(claim.now))))
    .orderBy(sql`${orders.status} = 'closed'`, asc(orders.lookAgainAt))
    .limit(claim.limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(orders)
    .set({ lookAgainAt: claim.leaseUntil })
    .where(inArray(sql`(${orders.merchantId}, ${orders.id})`, due))
    .returning({ merchantId: orders.merchantId, orderId: orders.id });
  return rows.map((row) => ({ merchant: actAsMerchant(row.merchantId), orderId: row.orderId }));
}

/** Takes orders of which has to be read how they were paid, for `leaseUntil`, each with how often it was tried, this time included. */
export async function claimOrdersWithoutMethod(
  _system: System,
  claim: { now: Date; leaseUntil: Date; limit: number },
): Promise<{ merchant: Merchant; orderId: string; attempts: number }[]> {
  const due = db
    .select({ merchantId: orders.merchantId, id: orders.id })
    .from(orders)
    .where(and(isNotNull(orders.methodDueAt), lte(orders.methodDueAt, dueBy(claim.now))))
    .orderBy(asc(orders.methodDueAt))
    .limit(claim.limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(orders)
    .set({ methodDueAt: claim.leaseUntil, methodAttempts: sql`${orders.methodAttempts} + 1` })
    .where(inArray(sql`(${orders.merchantId}, ${orders.id})`, due))
    .returning({ merchantId: orders.merchantId, orderId: orders.id, attempts: orders.methodAttempts });
  return rows.map(({ merchantId, orderId, attempts }) => ({ merchant: actAsMerchant(merchantId), orderId, attempts }));
}

/** When to try again to read how an order was paid, null for never; never touches the state. */
export async function scheduleMethodRead(merchant: Merchant, orderId: string, dueAt: Date | null): Promise<void> {
  await db
    .update(orders)
    .set({ methodDueAt: dueAt })
    .where(and(eq(orders.merchantId, merchant.id), eq(orders.id, orderId)));
}
