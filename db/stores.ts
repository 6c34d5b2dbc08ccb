import 'server-only';
import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { compareNames } from '../lib/domain/name-order';
import type { Merchant } from '../lib/domain/scope';
import { db, type Executor } from './client';
import { isId, isStorable } from './new-id';
import { orders, pos, stores } from './schema';

export type StoreRow = Omit<typeof stores.$inferSelect, 'merchantId'>;
export type StoreSummary = StoreRow & { readonly posCount: number };

/** Stores by name, with how many points of sale each has. */
export async function listStores(merchant: Merchant): Promise<StoreSummary[]> {
  const rows = await selectSummaries()
    .where(eq(stores.merchantId, merchant.id))
    .groupBy(stores.merchantId, stores.id)
    .orderBy(asc(stores.id));
  return rows.map((row) => ({ ...row.store, posCount: row.posCount })).sort((a, b) => compareNames(a.name, b.name));
}

/** Stores by id, from after one of them: a page that nothing added or removed meanwhile can disturb. */
export async function listStoresAfter(
  merchant: Merchant,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ rows: StoreSummary[]; hasMore: boolean }> {
  const rows = await selectSummaries()
    .where(and(eq(stores.merchantId, merchant.id), after === null ? undefined : gt(stores.id, after)))
    .groupBy(stores.merchantId, stores.id)
    .orderBy(asc(stores.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit).map((row) => ({ ...row.store, posCount: row.posCount }));
  return { rows: page, hasMore: rows.length > limit };
}

/** One store by its `external_store_id` (ignoring case) or our id, or null. */
export async function getStore(merchant: Merchant, key: string): Promise<StoreRow | null> {
  if (!isStorable(key)) return null;
  const [row] = await db
    .select()
    .from(stores)
    .where(
      and(
        eq(stores.merchantId, merchant.id),
        isId(key) ? eq(stores.id, key) : eq(sql`lower(${stores.externalStoreId})`, key.toLowerCase()),
      ),
    );
  return row ?? null;
}

/** The same with how many points of sale it has. */
export async function getStoreSummary(merchant: Merchant, key: string): Promise<StoreSummary | null> {
  const store = await getStore(merchant, key);
  if (!store) return null;
  const [row] = await selectSummaries()
    .where(and(eq(stores.merchantId, merchant.id), eq(stores.id, store.id)))
    .groupBy(stores.merchantId, stores.id);
  return row ? { ...row.store, posCount: row.posCount } : null;
}

/** What can be changed of a store. */
export type StoreChange = Partial<Omit<typeof stores.$inferInsert, 'merchantId' | 'id' | 'createdAt'>>;

/**
 * Stores one that exists at Mercado Pago, keyed by their id. One that is known already, because a reading was faster, is
 * changed to this and keeps our id. Answers our id.
 */
export async function upsertStore(
  merchant: Merchant,
  store: Omit<typeof stores.$inferInsert, 'merchantId'> & { readonly mercadopagoStoreId: string },
  executor: Executor = db,
): Promise<string> {
  const { id, timeZone, ...fields } = store;
  const [row] = await executor
    .insert(stores)
    .values({ merchantId: merchant.id, id, timeZone, ...fields })
    .onConflictDoUpdate({ target: [stores.merchantId, stores.mercadopagoStoreId], set: fields })
    .returning({ id: stores.id });
  if (!row) throw new Error('an upsert answers its row');
  return row.id;
}

/** Changes a store of this merchant. */
export async function updateStore(
  merchant: Merchant,
  storeId: string,
  change: StoreChange,
  executor: Executor = db,
): Promise<void> {
  await executor
    .update(stores)
    .set(change)
    .where(and(eq(stores.merchantId, merchant.id), eq(stores.id, storeId)));
}

/**
 * Changes a store to what a reading found that began at `syncedAt`; false when newer is known of it, which stays: a change
 * that is as old as a reading would look like a difference.
 */
export async function updateReadStore(
  merchant: Merchant,
  storeId: string,
  change: StoreChange & { readonly syncedAt: Date },
): Promise<boolean> {
  const isOlder = or(isNull(stores.syncedAt), lte(stores.syncedAt, change.syncedAt));
  const rows = await db
    .update(stores)
    .set(change)
    .where(and(eq(stores.merchantId, merchant.id), eq(stores.id, storeId), isOlder))
    .returning({ id: stores.id });
  return rows.length === 1;
}

/** Stores one that a reading found and nobody knows here. One that came to be here meanwhile stays as it is. Answers our id. */
export async function insertReadStore(
  merchant: Merchant,
  row: Omit<typeof stores.$inferInsert, 'merchantId'> & { readonly mercadopagoStoreId: string },
): Promise<string> {
  const { mercadopagoStoreId } = row;
  const [saved] = await db
    .insert(stores)
    .values({ ...row, merchantId: merchant.id })
    .onConflictDoUpdate({ target: [stores.merchantId, stores.mercadopagoStoreId], set: { mercadopagoStoreId } })
    .returning({ id: stores.id });
  if (!saved) throw new Error('an upsert answers its row');
  return saved.id;
}

/** Sum of what closed today, per store, in minor units. */
export async function sumClosedByStore(merchant: Merchant, from: Date, to: Date): Promise<Map<string, number>> {
  const rows = await db
    .select({ storeId: orders.storeId, soldMinor: sql<string>`sum(${orders.totalMinor})` })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, merchant.id),
        eq(orders.status, 'closed'),
        sql`${orders.closedAt} >= ${from.toISOString()} and ${orders.closedAt} < ${to.toISOString()}`,
      ),
    )
    .groupBy(orders.storeId);
  return new Map(rows.map((row) => [row.storeId, Number(row.soldMinor)]));
}

function selectSummaries() {
  return db
    .select({ store: stores, posCount: sql<number>`count(${pos.id})::int` })
    .from(stores)
    .leftJoin(
      pos,
      and(
        eq(pos.merchantId, stores.merchantId),
        eq(pos.storeId, stores.id),
        inArray(pos.status, ['active', 'missing']),
      ),
    );
}
