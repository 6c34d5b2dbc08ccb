import 'server-only';
import { and, asc, count, desc, eq, inArray, isNotNull, lte, ne, notExists, or, sql } from 'drizzle-orm';
import type { Comparison, Verdict } from '../lib/domain/reconcile';
import type { ItemState, OurSide } from '../lib/domain/reconciliation-run';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, dueBy, type Executor, sql as raw } from './client';
import { isId } from './new-id';
import { orders, people, pos, reconciliationItems, reconciliationRuns, stores } from './schema';

export type RunRow = typeof reconciliationRuns.$inferSelect;
export type ItemRow = typeof reconciliationItems.$inferSelect;

/** Stores a new comparison with the sales that it is of; of a period they are found later. */
export async function insertRun(
  merchant: Merchant,
  run: Omit<
    typeof reconciliationRuns.$inferInsert,
    'merchantId' | 'agreedCount' | 'agreedMinor' | 'windowsDone' | 'attempts'
  >,
  subjects: readonly string[],
): Promise<void> {
  await db.transaction(async (transaction) => {
    await transaction.insert(reconciliationRuns).values({ ...run, merchantId: merchant.id });
    if (subjects.length === 0) return;
    await transaction.execute(sql`
      insert into reconciliation_items (merchant_id, run_id, subject, place, due_at)
      select ${merchant.id}::uuid, ${run.id}::uuid, subject, place, ${run.createdAt.toISOString()}::timestamptz
      from unnest(${sql.param(subjects)}::text[]) with ordinality as wanted (subject, place)`);
  });
}

/** Takes the comparison whose listing waits longest, until `leaseUntil`; null when none is due. */
export async function claimListing(
  _system: System,
  claim: { now: Date; leaseUntil: Date },
): Promise<{ merchant: Merchant; run: RunRow } | null> {
  const due = db
    .select({ merchantId: reconciliationRuns.merchantId, id: reconciliationRuns.id })
    .from(reconciliationRuns)
    .where(and(isNotNull(reconciliationRuns.dueAt), lte(reconciliationRuns.dueAt, dueBy(claim.now))))
    .orderBy(asc(reconciliationRuns.dueAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const [run] = await db
    .update(reconciliationRuns)
    .set({ dueAt: claim.leaseUntil, attempts: sql`${reconciliationRuns.attempts} + 1` })
    .where(inArray(sql`(${reconciliationRuns.merchantId}, ${reconciliationRuns.id})`, due))
    .returning();
  return run ? { merchant: actAsMerchant(run.merchantId), run } : null;
}

export type ClaimedItem = { readonly merchant: Merchant; readonly item: ItemRow };

/** Takes sales whose time has come, for `leaseUntil`; no other process gets them before that. */
export async function claimItems(
  _system: System,
  claim: { now: Date; leaseUntil: Date; limit: number },
): Promise<ClaimedItem[]> {
  const due = db
    .select({
      merchantId: reconciliationItems.merchantId,
      runId: reconciliationItems.runId,
      subject: reconciliationItems.subject,
    })
    .from(reconciliationItems)
    .where(and(isNotNull(reconciliationItems.dueAt), lte(reconciliationItems.dueAt, dueBy(claim.now))))
    .orderBy(asc(reconciliationItems.dueAt))
    .limit(claim.limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(reconciliationItems)
    .set({ dueAt: claim.leaseUntil, attempts: sql`${reconciliationItems.attempts} + 1` })
    .where(
      inArray(
        sql`(${reconciliationItems.merchantId}, ${reconciliationItems.runId}, ${reconciliationItems.subject})`,
        due,
      ),
    )
    .returning();
  return rows.map((item) => ({ merchant: actAsMerchant(item.merchantId), item }));
}

/**
 * Saves what working on a claimed sale brought, only if nobody claimed it in between. False means that somebody did: what
 * they find counts.
 */
export async function saveItem(
  merchant: Merchant,
  executor: Executor,
  item: Pick<ItemRow, 'runId' | 'subject' | 'attempts' | 'state'>,
  result: Partial<
    Pick<
      ItemRow,
      | 'state'
      | 'orderId'
      | 'verdict'
      | 'reasons'
      | 'ours'
      | 'theirs'
      | 'after'
      | 'comparedAt'
      | 'appliedAt'
      | 'problem'
      | 'attempts'
    >
  > & { dueAt: Date | null },
): Promise<boolean> {
  const saved = await executor
    .update(reconciliationItems)
    .set(result)
    .where(
      and(
        eq(reconciliationItems.merchantId, merchant.id),
        eq(reconciliationItems.runId, item.runId),
        eq(reconciliationItems.subject, item.subject),
        eq(reconciliationItems.attempts, item.attempts),
        eq(reconciliationItems.state, item.state),
      ),
    )
    .returning({ subject: reconciliationItems.subject });
  return saved.length === 1;
}

/** Asks for what Mercado Pago says to be applied to these sales, as far as it would change anything. Says to how many. */
export async function requestApplying(
  merchant: Merchant,
  runId: string,
  request: { subjects: readonly string[]; personId: string; now: Date },
): Promise<number> {
  if (request.subjects.length === 0) return 0;
  const asked = await db
    .update(reconciliationItems)
    .set({ state: 'applying', appliedByPersonId: request.personId, dueAt: request.now, attempts: 0, problem: null })
    .where(
      and(
        ofRun(merchant, runId),
        inArray(reconciliationItems.subject, [...request.subjects]),
        inArray(reconciliationItems.state, ['compared', 'not_applied']),
        isNotNull(reconciliationItems.after),
      ),
    )
    .returning({ subject: reconciliationItems.subject });
  return asked.length;
}

/** Compares again what had no answer for so long that it was given up; without subjects, all of it. */
export async function requestComparing(
  merchant: Merchant,
  runId: string,
  request: { subjects: readonly string[] | null; now: Date },
): Promise<number> {
  return db.transaction(async (transaction) => {
    const asked = await transaction
      .update(reconciliationItems)
      .set({ state: 'pending', dueAt: request.now, attempts: 0, problem: null })
      .where(
        and(
          ofRun(merchant, runId),
          request.subjects === null
            ? eq(reconciliationItems.state, 'unanswered')
            : and(
                inArray(reconciliationItems.subject, [...request.subjects]),
                ne(reconciliationItems.state, 'applying'),
              ),
        ),
      )
      .returning({ subject: reconciliationItems.subject });
    if (asked.length > 0)
      await transaction
        .update(reconciliationRuns)
        .set({ status: 'comparing', finishedAt: null })
        .where(
          and(
            eq(reconciliationRuns.merchantId, merchant.id),
            eq(reconciliationRuns.id, runId),
            eq(reconciliationRuns.status, 'done'),
          ),
        );
    return asked.length;
  });
}

/** Ends comparisons in which nothing waits any more. */
export async function finishRuns(_system: System, now: Date): Promise<void> {
  const waiting = db
    .select({ one: sql`1` })
    .from(reconciliationItems)
    .where(
      and(
        eq(reconciliationItems.merchantId, reconciliationRuns.merchantId),
        eq(reconciliationItems.runId, reconciliationRuns.id),
        eq(reconciliationItems.state, 'pending'),
      ),
    );
  await db
    .update(reconciliationRuns)
    .set({ status: 'done', finishedAt: now })
    .where(and(eq(reconciliationRuns.status, 'comparing'), notExists(waiting)));
}

export type RunSummary = RunRow & {
  readonly personName: string | null;
  readonly itemCount: number;
  readonly firstSubject: string | null;
};

/** Comparisons of this merchant, newest first. */
export async function listRuns(merchant: Merchant, limit: number): Promise<RunSummary[]> {
  const rows = await selectRuns()
    .where(eq(reconciliationRuns.merchantId, merchant.id))
    .orderBy(desc(reconciliationRuns.createdAt), desc(reconciliationRuns.id))
    .limit(limit);
  return rows.map(({ run, ...rest }) => ({ ...run, ...rest }));
}

/** One comparison of this merchant, or null. */
export async function getRun(merchant: Merchant, runId: string): Promise<RunSummary | null> {
  if (!isId(runId)) return null;
  const [row] = await selectRuns().where(
    and(eq(reconciliationRuns.merchantId, merchant.id), eq(reconciliationRuns.id, runId)),
  );
  if (!row) return null;
  const { run, ...rest } = row;
  return { ...run, ...rest };
}

/**
 * Deletes comparisons that were asked for before a time: some of their sales, and then those of which none is left. Says how
 * many rows went. The queue of exceptions keeps what was decided on them.
 */
export async function deleteOldRuns(_system: System, old: { before: Date; limit: number }): Promise<number> {
  const before = old.before.toISOString();
  const { count: items } = await raw`
    delete from reconciliation_items where (merchant_id, run_id, subject) in (
      select item.merchant_id, item.run_id, item.subject from reconciliation_runs run
      join reconciliation_items item on item.merchant_id = run.merchant_id and item.run_id = run.id
      where run.created_at < ${before} limit ${old.limit})`;
  if (items > 0) return items;
  const { count: runs } = await raw`
    with emptied as (
      select merchant_id, id from reconciliation_runs where created_at < ${before} limit ${old.limit}
    ), batches as (
      delete from reconciliation_batches where (merchant_id, run_id) in (select merchant_id, id from emptied)
    )
    delete from reconciliation_runs where (merchant_id, id) in (select merchant_id, id from emptied)`;
  return runs;
}

export type ItemCount = { readonly state: ItemState; readonly verdict: Verdict | null; readonly items: number };

/** How many sales of a comparison are how far, with which verdict. */
export async function countItems(merchant: Merchant, runId: string): Promise<ItemCount[]> {
  return db
    .select({ state: reconciliationItems.state, verdict: reconciliationItems.verdict, items: count() })
    .from(reconciliationItems)
    .where(ofRun(merchant, runId))
    .groupBy(reconciliationItems.state, reconciliationItems.verdict);
}

/** Which sales of a comparison to list; `different` are those that need somebody, and not what was applied. */
export type ItemFilter = 'all' | 'different' | 'applied' | 'waiting' | Verdict;

/** Sales of a comparison in their order, by page. */
export async function listItems(
  merchant: Merchant,
  runId: string,
  query: { filter: ItemFilter; limit: number; offset: number },
): Promise<ItemRow[]> {
  return db
    .select()
    .from(reconciliationItems)
    .where(and(ofRun(merchant, runId), itemCondition(query.filter)))
    .orderBy(asc(reconciliationItems.place))
    .limit(query.limit)
    .offset(query.offset);
}

/** Sums of a comparison's sales that were compared: what each side has, ours with what was applied. */
export async function sumItems(merchant: Merchant, runId: string): Promise<{ oursMinor: number; theirsMinor: number }> {
  const [row] = await db
    .select({
      oursMinor: sql<number>`coalesce(sum((case when ${reconciliationItems.state} = 'applied' then ${reconciliationItems.after}
        else ${reconciliationItems.ours} end ->> 'paidMinor')::bigint), 0)::float8`,
      theirsMinor: sql<number>`coalesce(sum((${reconciliationItems.theirs} ->> 'paidMinor')::bigint), 0)::float8`,
    })
    .from(reconciliationItems)
    .where(ofRun(merchant, runId));
  return row ?? { oursMinor: 0, theirsMinor: 0 };
}

/** Where an order was charged, for our side of a comparison. */
export async function getOrderPlace(
  merchant: Merchant,
  orderId: string,
): Promise<Pick<OurSide, 'posName' | 'storeName'>> {
  const [row] = await db
    .select({ posName: pos.name, storeName: stores.name })
    .from(orders)
    .innerJoin(pos, and(eq(pos.merchantId, orders.merchantId), eq(pos.id, orders.posId)))
    .innerJoin(stores, and(eq(stores.merchantId, orders.merchantId), eq(stores.id, orders.storeId)))
    .where(and(eq(orders.merchantId, merchant.id), eq(orders.id, orderId)));
  return row ?? { posName: null, storeName: null };
}

/** What a comparison says, as columns of its row. */
export function comparisonColumns(
  comparison: Comparison,
): Pick<ItemRow, 'verdict' | 'theirs' | 'after'> & { reasons: ItemRow['reasons'] } {
  const { verdict, theirs, after, reasons } = comparison;
  return { verdict, theirs, after, reasons: [...reasons] };
}

function itemCondition(filter: ItemFilter) {
  switch (filter) {
    case 'all':
      return undefined;
    case 'waiting':
      return inArray(reconciliationItems.state, ['pending', 'unanswered']);
    case 'different':
      return or(
        inArray(reconciliationItems.state, ['pending', 'unanswered', 'applying', 'not_applied']),
        and(
          eq(reconciliationItems.state, 'compared'),
          sql`${reconciliationItems.verdict} not in ('matched', 'no_money')`,
        ),
      );
    case 'applied':
      return eq(reconciliationItems.state, 'applied');
    default:
      return and(
        eq(reconciliationItems.verdict, filter),
        inArray(reconciliationItems.state, ['compared', 'applying', 'applied', 'not_applied']),
      );
  }
}

function ofRun(merchant: Merchant, runId: string) {
  return and(eq(reconciliationItems.merchantId, merchant.id), eq(reconciliationItems.runId, runId));
}

function selectRuns() {
  return db
    .select({
      run: reconciliationRuns,
      personName: people.name,
      itemCount: sql<number>`(select count(*)::int from reconciliation_items item
        where item.merchant_id = ${reconciliationRuns.merchantId} and item.run_id = ${reconciliationRuns.id})`,
      firstSubject: sql<string | null>`(select item.subject from reconciliation_items item
        where item.merchant_id = ${reconciliationRuns.merchantId} and item.run_id = ${reconciliationRuns.id}
        order by item.place limit 1)`,
    })
    .from(reconciliationRuns)
    .leftJoin(people, eq(people.id, reconciliationRuns.requestedByPersonId));
}
