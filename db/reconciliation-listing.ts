import 'server-only';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { ListingWindow } from '../lib/domain/reconciliation-run';
import type { Merchant } from '../lib/domain/scope';
import { createSieve } from '../lib/domain/sieve';
import { db, type RawTransaction, sql as raw } from './client';
import type { RunRow } from './reconciliation';
import { reconciliationBatches } from './schema';

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
 * Joins what was listed with our orders of the period. Sales that agree are counted; all others become items, to be looked
 * at one by one, because a search may show too little and a sale may lie across the border.
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
    const repeats = await loadFindings(merchant, transaction, run.id);
    await foldRepeated(transaction, repeats.paymentIds);
    await foldSales(transaction, repeats.subjects);
    const [agreed] = await joinSides(merchant, transaction, run.id, { from: run.fromAt, to: run.toAt });
    await transaction`delete from reconciliation_batches where merchant_id = ${merchant.id} and run_id = ${run.id}`;
    await transaction`
      update reconciliation_runs set status = 'comparing', due_at = null, attempts = 0, problem = null,
        agreed_count = ${agreed?.sales ?? 0}, agreed_minor = ${agreed?.minor ?? 0}
      where merchant_id = ${merchant.id} and id = ${run.id}`;
    return true;
  });
}

/** What differs is put down while both sides are passed once; what agrees is the rest of what was found. */
async function joinSides(
  merchant: Merchant,
  transaction: RawTransaction,
  runId: string,
  period: { from: Date; to: Date },
): Promise<{ sales: number; minor: number }[]> {
  const [from, to] = [period.from.toISOString(), period.to.toISOString()];
  return transaction<{ sales: number; minor: number }[]>`
    with ours as (
      select external_reference collate "C" as subject, id, paid_minor, refunded_minor,
        (status = 'closed') = (paid_minor >= total_minor) as is_consistent
      from orders
      where merchant_id = ${merchant.id} and ((created_at >= ${from} and created_at < ${to})
        or (status = 'closed' and closed_at >= ${from} and closed_at < ${to} and created_at < ${from}))
    ), differing as materialized (
      select subject, ours.id, coalesce(theirs.paid_minor, 0) as paid
      from reconciliation_found as theirs full join ours using (subject)
      where not (coalesce(ours.paid_minor, 0) = coalesce(theirs.paid_minor, 0)
        and coalesce(ours.refunded_minor, 0) = coalesce(theirs.refunded_minor, 0)
        and coalesce(ours.is_consistent, true) and not coalesce(theirs.is_odd, false))
    ), noted as (
      insert into reconciliation_items (merchant_id, run_id, subject, place, order_id, due_at)
      select ${merchant.id}::uuid, ${runId}::uuid, subject, row_number() over (order by subject), id, now() from differing
    ), found as (
      select count(*) filter (where paid_minor > 0) as sales, sum(paid_minor) as minor from reconciliation_found
    ), apart as (
      select count(*) filter (where paid > 0) as sales, sum(paid) as minor from differing
    )
    select (found.sales - apart.sales)::int as sales, (coalesce(found.minor, 0) - coalesce(apart.minor, 0))::float8 as minor
    from found, apart`;
}

type Repeats = { readonly paymentIds: string[]; readonly subjects: string[] };

/**
 * Puts what was found, round by round, into a table that only this transaction sees. Says which payments and which sales
 * may be in it more than once.
 */
async function loadFindings(merchant: Merchant, transaction: RawTransaction, runId: string): Promise<Repeats> {
  // Which of two subjects comes first must not depend on the language of the database.
  await transaction`
    create temporary table reconciliation_found (subject text collate "C" not null, payment_id text not null,
      paid_minor bigint not null, refunded_minor bigint not null, is_odd boolean not null) on commit drop`;
  const repeats: Repeats = { paymentIds: [], subjects: [] };
  const copy = await transaction`copy reconciliation_found from stdin`.writable();
  await pipeline(Readable.from(noteRepeats(batchesOf(merchant, runId), repeats)), copy);
  return repeats;
}

/** Notes what may come more than once while it passes: asking the database for it takes as long as the comparison. */
async function* noteRepeats(batches: AsyncIterable<string>, repeats: Repeats): AsyncGenerator<string> {
  const [subjects, paymentIds] = [createSieve(), createSieve()];
  for await (const lines of batches) {
    for (let start = 0; start < lines.length; ) {
      const subjectEnd = lines.indexOf('\t', start);
      const paymentEnd = lines.indexOf('\t', subjectEnd + 1);
      if (subjects.mayHaveSeen(lines, { from: start, to: subjectEnd }))
        repeats.subjects.push(unescapeCopy(lines.slice(start, subjectEnd)));
      if (paymentIds.mayHaveSeen(lines, { from: subjectEnd + 1, to: paymentEnd }))
        repeats.paymentIds.push(unescapeCopy(lines.slice(subjectEnd + 1, paymentEnd)));
      start = lines.indexOf('\n', paymentEnd) + 1;
    }
    yield lines;
  }
}

/** Whatever was listed more than once counts once. */
async function foldRepeated(transaction: RawTransaction, paymentIds: readonly string[]): Promise<void> {
  if (paymentIds.length === 0) return;
  await transaction`
    with repeated as (
      delete from reconciliation_found where payment_id = any(${paymentIds}::text[]) returning *
    )
    insert into reconciliation_found
    select min(subject), payment_id, max(paid_minor), max(refunded_minor), bool_or(is_odd) from repeated group by payment_id`;
}

/** Of a sale with several payments the sum is compared. */
async function foldSales(transaction: RawTransaction, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await transaction`
    with several as (
      delete from reconciliation_found where subject = any(${subjects}::text[]) returning *
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
  return mustEscape.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : text;
}

function unescapeCopy(text: string): string {
  return text.replace(/\\[\\tnr]/g, (escaped) => signs[escaped] ?? escaped);
}

const mustEscape = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const signs = Object.fromEntries(Object.entries(escapes).map(([sign, escaped]) => [escaped, sign]));
