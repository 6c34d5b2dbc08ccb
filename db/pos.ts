import 'server-only';
import { and, asc, eq, gt, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { compareTills } from '../lib/domain/name-order';
import type { Merchant } from '../lib/domain/scope';
import { db, type Executor, prepared } from './client';
import { isId, isStorable } from './new-id';
import { pos, stores } from './schema';

export type PosRow = Omit<typeof pos.$inferSelect, 'merchantId'>;

/** A point of sale with what it needs from its store. */
export type PosDetail = PosRow & {
  readonly storeName: string;
  readonly externalStoreId: string | null;
  readonly timeZone: string;
  /** Mercado Pago's id of the store. */
  readonly mercadopagoStoreId: string | null;
};

/** Points of sale by store, then by name; `isInService` leaves out the retired ones. */
export async function listPos(
  merchant: Merchant,
  filter: { storeId?: string; isInService?: boolean } = {},
): Promise<PosDetail[]> {
  const rows = await selectPos()
    .where(
      and(
        eq(pos.merchantId, merchant.id),
        filter.storeId ? eq(pos.storeId, filter.storeId) : undefined,
        filter.isInService ? ne(pos.status, 'retired') : undefined,
      ),
    )
    .orderBy(asc(pos.id));
  return rows.map(toDetail).sort(compareTills);
}

/** Points of sale by id, from after one of them: a page that nothing added or removed meanwhile can disturb. */
export async function listPosAfter(
  merchant: Merchant,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ rows: PosDetail[]; hasMore: boolean }> {
  const rows = await selectPos()
    .where(and(eq(pos.merchantId, merchant.id), after === null ? undefined : gt(pos.id, after)))
    .orderBy(asc(pos.id))
    .limit(limit + 1);
  return { rows: rows.slice(0, limit).map(toDetail), hasMore: rows.length > limit };
}

/** One POS by its `external_pos_id` (ignoring case) or our id, or null. */
export async function getPos(merchant: Merchant, key: string): Promise<PosDetail | null> {
  if (!isStorable(key)) return null;
  const [row] = await selectPos(prepared).where(
    and(
      eq(pos.merchantId, merchant.id),
      isId(key) ? eq(pos.id, key) : eq(sql`lower(${pos.externalPosId})`, key.toLowerCase()),
    ),
  );
  return row ? toDetail(row) : null;
}

/**
 * Stores one that exists at Mercado Pago, keyed by their id. One that is known already, because a reading was faster, is
 * changed to this; it keeps our id and the key that machines ask by. Answers our id.
 */
export async function upsertPos(
  merchant: Merchant,
  row: Omit<typeof pos.$inferInsert, 'merchantId'> & { readonly mercadopagoPosId: string },
  executor: Executor = db,
): Promise<string> {
  const { id, unattendedKey, ...fields } = row;
  const [saved] = await executor
    .insert(pos)
    .values({ ...fields, merchantId: merchant.id, id, unattendedKey })
    .onConflictDoUpdate({ target: [pos.merchantId, pos.mercadopagoPosId], set: fields })
    .returning({ id: pos.id });
  if (!saved) throw new Error('an upsert answers its row');
  return saved.id;
}

/** What can be changed of a POS. */
export type PosChange = Partial<Omit<typeof pos.$inferInsert, 'merchantId' | 'id' | 'createdAt'>>;

/** Changes a POS of this merchant. */
export async function updatePos(
  merchant: Merchant,
  posId: string,
  change: PosChange,
  executor: Executor = db,
): Promise<void> {
  await executor
    .update(pos)
    .set(change)
    .where(and(eq(pos.merchantId, merchant.id), eq(pos.id, posId)));
}

/**
 * Changes a POS to what a reading found that began at `syncedAt`; false when newer is known of it, which stays: a change
 * that is as old as a reading would look like a difference.
 */
export async function updateReadPos(
  merchant: Merchant,
  posId: string,
  change: PosChange & { readonly syncedAt: Date },
): Promise<boolean> {
  const isOlder = or(isNull(pos.syncedAt), lte(pos.syncedAt, change.syncedAt));
  const rows = await db
    .update(pos)
    .set(change)
    .where(and(eq(pos.merchantId, merchant.id), eq(pos.id, posId), isOlder))
    .returning({ id: pos.id });
  return rows.length === 1;
}

/** Stores one that a reading found and nobody knows here. One that came to be here meanwhile stays as it is. Answers our id. */
export async function insertReadPos(
  merchant: Merchant,
  row: Omit<typeof pos.$inferInsert, 'merchantId'> & { readonly mercadopagoPosId: string },
): Promise<string> {
  const { mercadopagoPosId } = row;
  const [saved] = await db
    .insert(pos)
    .values({ ...row, merchantId: merchant.id })
    .onConflictDoUpdate({ target: [pos.merchantId, pos.mercadopagoPosId], set: { mercadopagoPosId } })
    .returning({ id: pos.id });
  if (!saved) throw new Error('an upsert answers its row');
  return saved.id;
}

/** Keeps what the printed code says, once its picture was read. */
export async function saveQrData(merchant: Merchant, posId: string, qrData: string): Promise<void> {
  await db
    .update(pos)
    .set({ qrData })
    .where(and(eq(pos.merchantId, merchant.id), eq(pos.id, posId)));
}

function selectPos(executor: Pick<Executor, 'select'> = db) {
  return executor
    .select({
      pos,
      storeName: stores.name,
      externalStoreId: stores.externalStoreId,
      timeZone: stores.timeZone,
      mercadopagoStoreId: stores.mercadopagoStoreId,
    })
    .from(pos)
    .innerJoin(stores, and(eq(stores.merchantId, pos.merchantId), eq(stores.id, pos.storeId)));
}

function toDetail(row: Awaited<ReturnType<typeof selectPos>>[number]): PosDetail {
  const { merchantId: _owner, ...columns } = row.pos;
  return {
    ...columns,
    storeName: row.storeName,
    externalStoreId: row.externalStoreId,
    timeZone: row.timeZone,
    mercadopagoStoreId: row.mercadopagoStoreId,
  };
}
