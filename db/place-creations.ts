import 'server-only';
import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { CreationProblem, CreationState, NewPlace } from '../lib/domain/place';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, dueBy, type Executor, sql as raw } from './client';
import { isId } from './new-id';
import { placeCreations } from './schema';

/** A store or POS that is to be made, as it is stored. */
export type CreationRow = Omit<typeof placeCreations.$inferSelect, 'merchantId'>;

/** One of a batch as it is committed before Mercado Pago is asked. */
export type PlannedCreation = {
  readonly id: string;
  readonly externalId: string;
  readonly fields: NewPlace;
};

const underWay: readonly CreationState[] = ['planned', 'sent', 'unknown'];

/** Plans a batch, made in this order. Throws the violation of `place_creations_under_way` when one of its ids is being made already. */
export async function insertCreations(
  merchant: Merchant,
  batch: { readonly id: string; readonly personId: string | null; readonly dueAt: Date },
  planned: readonly PlannedCreation[],
): Promise<void> {
  await db.insert(placeCreations).values(
    planned.map(({ id, externalId, fields }, position) => ({
      merchantId: merchant.id,
      id,
      batchId: batch.id,
      position,
      kind: fields.kind,
      externalId,
      fields,
      dueAt: batch.dueAt,
      createdByPersonId: batch.personId,
    })),
  );
}

/** Takes creations whose time has come, those of a batch in its order; until `leaseUntil` nobody else takes them. */
export async function claimDueCreations(
  _system: System,
  { now, leaseUntil, limit }: { now: Date; leaseUntil: Date; limit: number },
): Promise<{ merchant: Merchant; creation: CreationRow }[]> {
  const due = db
    .select({ merchantId: placeCreations.merchantId, id: placeCreations.id })
    .from(placeCreations)
    .where(sql`${placeCreations.dueAt} <= ${dueBy(now)}`)
    .orderBy(asc(placeCreations.dueAt), asc(placeCreations.position))
    .limit(limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(placeCreations)
    .set({ dueAt: leaseUntil })
    .where(sql`(${placeCreations.merchantId}, ${placeCreations.id}) in ${due}`)
    .returning();
  return rows
    .sort((a, b) => a.position - b.position)
    .map(({ merchantId, ...creation }) => ({ merchant: actAsMerchant(merchantId), creation }));
}

/** Notes that a planned creation is sent now; false when somebody was faster. */
export async function beginCreation(merchant: Merchant, id: string, leaseUntil: Date): Promise<boolean> {
  const rows = await db
    .update(placeCreations)
    .set({ state: 'sent', dueAt: leaseUntil, changedAt: sql`now()` })
    .where(and(isCreation(merchant, id), eq(placeCreations.state, 'planned')))
    .returning({ id: placeCreations.id });
  return rows.length === 1;
}

/** Notes how a creation stands that is under way; false when it is over already, and stays as it is. */
export async function saveCreation(
  merchant: Merchant,
  id: string,
  change: {
    readonly state: CreationState;
    readonly dueAt: Date | null;
    readonly problem?: CreationProblem | null;
    readonly looks?: number;
  },
  executor: Executor = db,
): Promise<boolean> {
  const rows = await executor
    .update(placeCreations)
    .set({ ...change, changedAt: sql`now()` })
    .where(and(isCreation(merchant, id), inArray(placeCreations.state, [...underWay])))
    .returning({ id: placeCreations.id });
  return rows.length === 1;
}

/** Plans what came to nothing once more, one creation or all of a batch. Throws as `insertCreations` does. */
export async function replanCreations(
  merchant: Merchant,
  of: { batchId: string; states: readonly CreationState[]; dueAt: Date },
): Promise<number> {
  const rows = await db
    .update(placeCreations)
    .set({ state: 'planned', dueAt: of.dueAt, problem: null, looks: 0, changedAt: sql`now()` })
    .where(and(isOfBatch(merchant, of.batchId), inArray(placeCreations.state, [...of.states])))
    .returning({ id: placeCreations.id });
  return rows.length;
}

/** Gives up what of a batch was not asked for yet; says how many those were. */
export async function cancelPlannedCreations(merchant: Merchant, batchId: string): Promise<number> {
  const rows = await db
    .update(placeCreations)
    .set({ state: 'canceled', dueAt: null, changedAt: sql`now()` })
    .where(and(isOfBatch(merchant, batchId), eq(placeCreations.state, 'planned')))
    .returning({ id: placeCreations.id });
  return rows.length;
}

/** Deletes what was over long ago, a few at a time; says how many. */
export async function deleteOldCreations(_system: System, old: { before: Date; limit: number }): Promise<number> {
  const gone = await raw`
    delete from place_creations where ctid = any (array(
      select ctid from place_creations where due_at is null and changed_at < ${old.before.toISOString()}
      limit ${old.limit} for update skip locked))
    returning 1`;
  return gone.length;
}

/** Those of one batch, in its order. */
export async function listBatch(merchant: Merchant, batchId: string): Promise<CreationRow[]> {
  if (!isId(batchId)) return [];
  return withoutMerchant(
    await db.select().from(placeCreations).where(isOfBatch(merchant, batchId)).orderBy(asc(placeCreations.position)),
  );
}

/** How many of a batch stand how; a state that none has is absent. */
export async function countBatch(merchant: Merchant, batchId: string): Promise<ReadonlyMap<CreationState, number>> {
  if (!isId(batchId)) return new Map();
  const rows = await db
    .select({ state: placeCreations.state, count: sql<number>`count(*)::int` })
    .from(placeCreations)
    .where(isOfBatch(merchant, batchId))
    .groupBy(placeCreations.state);
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** The first of a batch for people: what somebody has to look at, then the rest in its order. */
export async function listBatchForPeople(merchant: Merchant, batchId: string, limit: number): Promise<CreationRow[]> {
  if (!isId(batchId)) return [];
  const isTrouble = inArray(placeCreations.state, ['refused', 'not_found', 'unknown']);
  return withoutMerchant(
    await db
      .select()
      .from(placeCreations)
      .where(isOfBatch(merchant, batchId))
      .orderBy(sql`${isTrouble} desc`, asc(placeCreations.position))
      .limit(limit),
  );
}

/** How a store stands that is made in the same batch, or null when none has this code there. */
export async function getStateOfStoreInBatch(
  merchant: Merchant,
  batchId: string,
  externalStoreId: string,
): Promise<CreationState | null> {
  const [row] = await db
    .select({ state: placeCreations.state })
    .from(placeCreations)
    .where(
      and(
        isOfBatch(merchant, batchId),
        eq(placeCreations.kind, 'store'),
        eq(placeCreations.externalId, externalStoreId),
      ),
    )
    .limit(1);
  return row?.state ?? null;
}

/** How many are not over, and the newest batch among them; null when all are. */
export async function summarizeCreationsUnderWay(
  merchant: Merchant,
): Promise<{ readonly count: number; readonly batchId: string } | null> {
  const rows = await db
    .select({ batchId: placeCreations.batchId, count: sql<number>`count(*)::int` })
    .from(placeCreations)
    .where(and(eq(placeCreations.merchantId, merchant.id), isNotNull(placeCreations.dueAt)))
    .groupBy(placeCreations.batchId)
    .orderBy(desc(sql`max(${placeCreations.createdAt})`));
  const [newest] = rows;
  return newest ? { batchId: newest.batchId, count: rows.reduce((sum, { count }) => sum + count, 0) } : null;
}

/** Those that are not over, the newest batch first. */
export async function listCreationsUnderWay(merchant: Merchant): Promise<CreationRow[]> {
  return withoutMerchant(
    await db
      .select()
      .from(placeCreations)
      .where(and(eq(placeCreations.merchantId, merchant.id), isNotNull(placeCreations.dueAt)))
      .orderBy(desc(placeCreations.createdAt), asc(placeCreations.position)),
  );
}

function isCreation(merchant: Merchant, id: string) {
  return and(eq(placeCreations.merchantId, merchant.id), eq(placeCreations.id, id));
}

function isOfBatch(merchant: Merchant, batchId: string) {
  return and(eq(placeCreations.merchantId, merchant.id), eq(placeCreations.batchId, batchId));
}

function withoutMerchant(rows: (typeof placeCreations.$inferSelect)[]): CreationRow[] {
  return rows.map(({ merchantId: _owner, ...row }) => row);
}
