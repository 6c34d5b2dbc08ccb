import 'server-only';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { and, asc, count, desc, eq, gt, inArray, isNotNull, lte, ne, notExists, or, sql } from 'drizzle-orm';
import type { Comparison, Verdict } from '../lib/domain/reconcile';
import type { ItemState, ListingWindow, OurSide } from '../lib/domain/reconciliation-run';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, dueBy, type Executor, type RawTransaction, sql as raw } from './client';
import { isId } from './new-id';
import { orders, people, pos, reconciliationBatches, reconciliationItems, reconciliationRuns, stores } from './schema';

export type RunRow = typeof reconciliationRuns.$inferSelect;
export type ItemRow = typeof reconciliationItems.$inferSelect;

/** One payment that a listing found, as far as sums need it. */
export type Finding = {
  /** The reference, or `payment <id>` for money without one. */
  readonly subject: string;
  readonly paymentId: string;
  /** Approved once, in the account's currency, for the account: what counts. Else 0. */
  readonly paidMinor: number;
  readonly refundedMinor: number;
  /** Something that cannot be summed, so that the sale is looked at by itself. */
  readonly isOdd: boolean;
};

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

/**
 * Keeps what a listing found and what is left of it, at once, so that a crash repeats at most what was not kept. False
 * when another worker took over meanwhile: then nothing is kept.
 */
export async function saveListing(
  merchant: Merchant,
  run: Pick<RunRow, 'id' | 'attempts'>,
  progress: {
    findings: readonly Finding[];
    windows: readonly ListingWindow[];
    windowsDone: number;
    dueAt: Date;
    problem: string | null;
  },
): Promise<boolean> {
  return raw.begin(async (transaction) => {
    const saved = await transaction`
      update reconciliation_runs set windows = ${JSON.stringify(progress.windows)}::text::jsonb,
        windows_done = windows_done + ${progress.windowsDone}, due_at = ${progress.dueAt.toISOString()},
        attempts = ${progress.problem === null ? 0 : run.attempts}, problem = ${progress.problem}
      where merchant_id = ${merchant.id} and id = ${run.id} and attempts = ${run.attempts} and status = 'listing'
      returning 1`;
    if (saved.length === 0) return false;
    if (progress.findings.length > 0)
      await transaction`
        insert into reconciliation_batches (merchant_id, run_id, lines)
        values (${merchant.id}, ${run.id}, ${linesOf(progress.findings)})`;
    return true;
  });
}

/**
 * Joins what was listed with our orders of the period, in one statement. Sales that agree are counted; all others become
 * items, to be looked at one by one, because a search may show too little and a sale may lie across the border.
 */
export async function compareListed(
  merchant: Merchant,
  run: Pick<RunRow, 'id' | 'attempts' | 'fromAt' | 'toAt'>,
): Promise<boolean> {
  return raw.begin(async (transaction) => {
    const [locked] = await transaction`
      select 1 from reconciliation_runs where merchant_id = ${merchant.id} and id = ${run.id}
        and attempts = ${run.attempts} and status = 'listing' for no key update`;
    if (!locked || !run.fromAt || !run.toAt) return false;
    // A year of sales takes longer than anybody who waits for a page would.
    await transaction`set local statement_timeout = '150s'`;
    // Else the sides are hashed on disk; and compiling the statement takes longer than it saves.
    await transaction`set local work_mem = '128MB'`;
    await transaction`set local jit = off`;
    await loadFindings(merchant, transaction, run.id);
    const [agreed] = await joinSides(merchant, transaction, run.id, { from: run.fromAt, to: run.toAt });
    await transaction`delete from reconciliation_batches where merchant_id = ${merchant.id} and run_id = ${run.id}`;
    await transaction`
      update reconciliation_runs set status = 'comparing', due_at = null, attempts = 0, problem = null,
        agreed_count = ${agreed?.sales ?? 0}, agreed_minor = ${agreed?.minor ?? 0}
      where merchant_id = ${merchant.id} and id = ${run.id}`;
    return true;
  });
}

async function joinSides(
  merchant: Merchant,
  transaction: RawTransaction,
  runId: string,
  period: { from: Date; to: Date },
): Promise<{ sales: number; minor: number }[]> {
  const [from, to] = [period.from.toISOString(), period.to.toISOString()];
  return transaction<{ sales: number; minor: number }[]>`
    with ours as (
      select external_reference as subject, id, paid_minor, refunded_minor, total_minor, status from orders
      where merchant_id = ${merchant.id} and ((created_at >= ${from} and created_at < ${to})
        or (status = 'closed' and closed_at >= ${from} and closed_at < ${to} and created_at < ${from}))
    ), joined as (
      select subject, ours.id, coalesce(theirs.paid_minor, 0) as paid,
        coalesce(ours.paid_minor, 0) = coalesce(theirs.paid_minor, 0)
          and coalesce(ours.refunded_minor, 0) = coalesce(theirs.refunded_minor, 0)
          and not coalesce(theirs.is_odd, false) and (coalesce(theirs.paid_minor, 0) = 0 or ours.id is not null)
          and (ours.id is null or (ours.status = 'closed') = (coalesce(theirs.paid_minor, 0) >= ours.total_minor)) as agrees
      from reconciliation_found as theirs full join ours using (subject)
    ), summed as (
      select count(*) filter (where agrees and paid > 0)::int as sales, coalesce(sum(paid) filter (where agrees), 0)::float8 as minor,
        array_agg(subject) filter (where not agrees) as subjects, array_agg(id) filter (where not agrees) as ids
      from joined
    ), differing as (
      insert into reconciliation_items (merchant_id, run_id, subject, place, order_id, due_at)
      select ${merchant.id}::uuid, ${runId}::uuid, subject, row_number() over (order by subject), id, now()
      from summed, unnest(subjects, ids) as one (subject, id)
    )
    select sales, minor from summed`;
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

/** Which sales of a comparison to list; `different` are those that need somebody. */
export type ItemFilter = 'all' | 'different' | 'waiting' | Verdict;

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
        inArray(reconciliationItems.state, ['pending', 'unanswered', 'applying', 'applied', 'not_applied']),
        sql`${reconciliationItems.verdict} not in ('matched', 'no_money')`,
      );
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

/** Puts what was found, round by round, into a table that only this transaction sees: one row per sale. */
async function loadFindings(merchant: Merchant, transaction: RawTransaction, runId: string): Promise<void> {
  await transaction`
    create temporary table reconciliation_found (subject text not null, payment_id text not null, paid_minor bigint not null,
      refunded_minor bigint not null, is_odd boolean not null) on commit drop`;
  const copy = await transaction`copy reconciliation_found from stdin`.writable();
  await pipeline(Readable.from(batchesOf(merchant, runId)), copy);
  await foldRepeated(transaction);
  await foldSales(transaction);
}

/** Whatever was listed more than once counts once. Few are, so that the others are not touched. */
async function foldRepeated(transaction: RawTransaction): Promise<void> {
  // They come almost in the order of their numbers: sorting them costs a third of hashing them.
  await transaction`set local enable_hashagg = off`;
  await transaction`
    with repeated as (
      delete from reconciliation_found where payment_id in (
        select payment_id from reconciliation_found group by payment_id having count(*) > 1)
      returning *
    )
    insert into reconciliation_found
    select min(subject), payment_id, max(paid_minor), max(refunded_minor), bool_or(is_odd) from repeated group by payment_id`;
  await transaction`set local enable_hashagg = on`;
}

/** Of a sale with several payments the sum is compared. Most have one. */
async function foldSales(transaction: RawTransaction): Promise<void> {
  await transaction`
    with several as (
      delete from reconciliation_found where subject in (
        select subject from reconciliation_found group by subject having count(*) > 1)
      returning *
    )
    insert into reconciliation_found
    select subject, min(payment_id), sum(paid_minor), sum(refunded_minor), bool_or(is_odd) from several group by subject`;
}

/** One round after the other, on a connection of its own: the transaction's is busy taking them. */
async function* batchesOf(merchant: Merchant, runId: string): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const [batch] = await db
      .select()
      .from(reconciliationBatches)
      .where(
        and(
          eq(reconciliationBatches.merchantId, merchant.id),
          eq(reconciliationBatches.runId, runId),
          gt(reconciliationBatches.id, after),
        ),
      )
      .orderBy(asc(reconciliationBatches.id))
      .limit(1);
    if (!batch) return;
    after = batch.id;
    yield batch.lines;
  }
}

/** Payments as the text format of COPY has them. */
function linesOf(findings: readonly Finding[]): string {
  let lines = '';
  for (const { subject, paymentId, paidMinor, refundedMinor, isOdd } of findings)
    lines += `${escapeCopy(subject)}\t${escapeCopy(paymentId)}\t${paidMinor}\t${refundedMinor}\t${isOdd ? 't' : 'f'}\n`;
  return lines;
}

/** The text format of COPY gives these characters a meaning of their own. */
function escapeCopy(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
