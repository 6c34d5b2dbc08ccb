import 'server-only';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { SyncPhase, SyncProblem } from '../lib/domain/place';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, dueBy } from './client';
import { merchants, placeSyncs } from './schema';

/** How far a reading of an account's stores and POS is. */
export type PlaceSync = Omit<typeof placeSyncs.$inferSelect, 'merchantId'>;

/** The merchant's reading, or null before the first was planned. */
export async function getPlaceSync(merchant: Merchant): Promise<PlaceSync | null> {
  const [row] = await db.select().from(placeSyncs).where(eq(placeSyncs.merchantId, merchant.id));
  if (!row) return null;
  const { merchantId: _owner, ...sync } = row;
  return sync;
}

/** Has the next reading begin at a moment; one that is under way goes on. */
export async function planPlaceSync(merchant: Merchant, dueAt: Date): Promise<void> {
  await db
    .insert(placeSyncs)
    .values({ merchantId: merchant.id, dueAt })
    .onConflictDoUpdate({
      target: placeSyncs.merchantId,
      set: { dueAt, problem: null },
      setWhere: eq(placeSyncs.phase, 'idle'),
    });
}

/** Has the next reading begin by a moment at the latest; one that is under way goes on. */
export async function hastenPlaceSync(merchant: Merchant, dueAt: Date): Promise<void> {
  await db
    .insert(placeSyncs)
    .values({ merchantId: merchant.id, dueAt })
    .onConflictDoUpdate({
      target: placeSyncs.merchantId,
      set: { dueAt: sql`least(${placeSyncs.dueAt}, excluded.due_at)` },
      setWhere: eq(placeSyncs.phase, 'idle'),
    });
}

/** Plans the first reading of accounts that have none planned, spread over a while. */
export async function planMissingPlaceSyncs(_system: System, withinMinutes: number): Promise<void> {
  const planned = db
    .select({
      merchantId: merchants.id,
      dueAt: sql`now() + make_interval(mins => ${withinMinutes}) * (0.5 + random() / 2)`.as('due_at'),
    })
    .from(merchants)
    .where(
      and(
        isNotNull(merchants.collectorId),
        sql`not exists (select 1 from ${placeSyncs} where ${placeSyncs.merchantId} = ${merchants.id})`,
      ),
    );
  await db.execute(sql`insert into ${placeSyncs} (merchant_id, due_at) ${planned} on conflict do nothing`);
}

/** Takes one merchant whose reading is due; until `leaseUntil` nobody else takes it. */
export async function claimDuePlaceSync(
  _system: System,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<Merchant | null> {
  const due = db
    .select({ merchantId: placeSyncs.merchantId })
    .from(placeSyncs)
    .where(sql`${placeSyncs.dueAt} <= ${dueBy(now)}`)
    .orderBy(placeSyncs.dueAt)
    .limit(1)
    .for('update', { skipLocked: true });
  const [row] = await db
    .update(placeSyncs)
    .set({ dueAt: leaseUntil, startedAt: now, phase: 'stores', done: 0, total: 0, problem: null })
    .where(sql`${placeSyncs.merchantId} in ${due}`)
    .returning({ merchantId: placeSyncs.merchantId });
  return row ? actAsMerchant(row.merchantId) : null;
}

/** Notes how far a reading is, and that it is still alive. */
export async function notePlaceSync(
  merchant: Merchant,
  progress: { phase: SyncPhase; done: number; total: number; leaseUntil: Date },
): Promise<void> {
  const { leaseUntil, ...rest } = progress;
  await db
    .update(placeSyncs)
    .set({ ...rest, dueAt: leaseUntil })
    .where(eq(placeSyncs.merchantId, merchant.id));
}

/** Notes that all of an account was just read outside its planned readings. */
export async function notePlacesRead(merchant: Merchant, now: Date): Promise<void> {
  await db.update(placeSyncs).set({ finishedAt: now }).where(eq(placeSyncs.merchantId, merchant.id));
}

/** Notes that a reading is over, or why it came to nothing, and when the next one is due. */
export async function endPlaceSync(
  merchant: Merchant,
  { problem, dueAt, now }: { problem: SyncProblem | null; dueAt: Date; now: Date },
): Promise<void> {
  await db
    .update(placeSyncs)
    .set({ phase: 'idle', problem, dueAt, ...(problem ? {} : { finishedAt: now }) })
    .where(eq(placeSyncs.merchantId, merchant.id));
}
