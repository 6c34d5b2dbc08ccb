import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Merchant, System } from '../lib/domain/scope';
import { type Executor, sql as raw } from './client';
import { orders, referenceCounters } from './schema';

/**
 * The next number of a till on a day, from 1. Whoever else charges on that till waits until the transaction ends, and one
 * that fails gives its number back: no gap and no number twice.
 */
export async function takeReferenceNumber(
  merchant: Merchant,
  executor: Executor,
  till: { posId: string; day: string },
): Promise<number> {
  const [row] = await executor
    .insert(referenceCounters)
    .values({ merchantId: merchant.id, ...till, nextNumber: 2 })
    .onConflictDoUpdate({
      target: [referenceCounters.merchantId, referenceCounters.posId, referenceCounters.day],
      set: { nextNumber: sql`${referenceCounters.nextNumber} + 1` },
    })
    .returning({ next: referenceCounters.nextNumber });
  if (!row) throw new Error('an upsert answers its row');
  return row.next - 1;
}

/** Deletes the counters of days (`YYYYMMDD`) long past, a few at a time; says how many. */
export async function deleteOldReferenceCounters(
  _system: System,
  old: { beforeDay: string; limit: number },
): Promise<number> {
  const gone = await raw`
    delete from reference_counters where ctid = any (array(
      select ctid from reference_counters where day < ${old.beforeDay} limit ${old.limit} for update skip locked))
    returning 1`;
  return gone.length;
}

/** Whether an order of this merchant has a reference already. */
export async function isReferenceTaken(
  merchant: Merchant,
  executor: Executor,
  externalReference: string,
): Promise<boolean> {
  const rows = await executor
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.merchantId, merchant.id), eq(orders.externalReference, externalReference)));
  return rows.length > 0;
}
