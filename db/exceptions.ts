import 'server-only';
import { and, asc, count, desc, eq, inArray } from 'drizzle-orm';
import {
  type CaseEntryData,
  type CaseEntryType,
  type CaseKind,
  isDifferenceSettled,
  isSameCase,
  type OpenFacts,
} from '../lib/domain/exception-case';
import type { Figures } from '../lib/domain/reconcile';
import type { Merchant } from '../lib/domain/scope';
import type { CurrencyId } from '../lib/domain/sites';
import { db, type Executor } from './client';
import { isId, newId } from './new-id';
import { exceptionCases, exceptionEntries, memberships, orders, people, pos, stores } from './schema';

export type CaseRow = typeof exceptionCases.$inferSelect;

/** What a case is about; it never changes. */
export type CaseSubject = {
  readonly kind: CaseKind;
  readonly subject: string;
  readonly orderId: string | null;
  readonly externalReference: string | null;
  readonly currencyId: CurrencyId;
};

/**
 * Brings the queue up to date with what is known now of a subject, in the transaction that noted it: opens a case, opens
 * it again when other facts were decided on, or settles one that the facts settled. `open` is null when nothing is to be
 * decided.
 */
export async function noteFacts(
  merchant: Merchant,
  executor: Executor,
  subject: CaseSubject,
  { open, at, personId }: { open: OpenFacts | null; at: Date; personId: string | null },
): Promise<void> {
  if (open && (await insertCase(merchant, executor, subject, { open, at, personId }))) return;
  const before = await lockCase(
    merchant,
    executor,
    and(eq(exceptionCases.kind, subject.kind), eq(exceptionCases.subject, subject.subject)),
  );
  if (!before) return;
  if (!open) {
    if (before.status === 'resolved') return;
    await changeCase(merchant, executor, before, {
      columns: { status: 'resolved', resolution: 'by_facts', resolvedAt: at },
      entry: { type: 'resolved_by_facts', data: {} },
      personId,
      at,
    });
    return;
  }
  if (isSameCase(before, open) && !(before.status === 'resolved' && before.resolution === 'by_facts')) return;
  const isBack = before.status === 'resolved';
  await changeCase(merchant, executor, before, {
    columns: { ...open, status: 'open', resolution: null, resolvedAt: null, orderId: subject.orderId },
    entry: { type: isBack ? 'reopened' : 'changed', data: { reason: open.reason, facts: open.facts } },
    personId,
    at,
  });
}

/**
 * Settles the difference that a comparison found once our books say what Mercado Pago said then, however they came to it:
 * by a notification, by the sweep, or because somebody applied it.
 */
export async function settleDifference(
  merchant: Merchant,
  executor: Executor,
  order: Figures & { orderId: string },
  noted: { at: Date; personId: string | null },
): Promise<void> {
  const before = await lockCase(
    merchant,
    executor,
    and(
      eq(exceptionCases.kind, 'difference'),
      eq(exceptionCases.subject, order.orderId),
      eq(exceptionCases.status, 'open'),
    ),
  );
  if (!before || !isDifferenceSettled(before.facts, order)) return;
  await changeCase(merchant, executor, before, {
    columns: { status: 'resolved', resolution: 'by_facts', resolvedAt: noted.at },
    entry: { type: 'resolved_by_facts', data: {} },
    ...noted,
  });
}

/** One case for a change, locked until the transaction ends; null when this merchant has no such case. */
export async function loadCase(merchant: Merchant, executor: Executor, caseId: string): Promise<CaseRow | null> {
  if (!isId(caseId)) return null;
  return lockCase(merchant, executor, eq(exceptionCases.id, caseId));
}

/** Changes a case that was loaded in the same transaction, with the line that says so. */
export async function changeCase(
  merchant: Merchant,
  executor: Executor,
  before: CaseRow,
  change: {
    columns: Partial<
      Pick<
        CaseRow,
        'status' | 'resolution' | 'resolvedAt' | 'ownerPersonId' | 'reason' | 'facts' | 'amountMinor' | 'orderId'
      >
    >;
    entry: { type: CaseEntryType; data: CaseEntryData };
    personId: string | null;
    at: Date;
  },
): Promise<void> {
  const version = before.version + 1;
  await executor
    .update(exceptionCases)
    .set({ ...change.columns, version, changedAt: change.at })
    .where(and(eq(exceptionCases.merchantId, merchant.id), eq(exceptionCases.id, before.id)));
  await insertEntry(merchant, executor, before.id, { ...change.entry, sequence: version, ...change });
}

export type CaseSummary = CaseRow & {
  readonly ownerName: string | null;
  readonly posName: string | null;
  readonly storeName: string | null;
};

/** Which cases to list; without an owner, everybody's. */
export type CaseFilter = { readonly status: 'open' | 'resolved'; readonly ownerPersonId?: string };

/** Cases whose facts changed last first, by page. */
export async function listCases(
  merchant: Merchant,
  query: { filter: CaseFilter; limit: number; offset: number },
): Promise<CaseSummary[]> {
  const rows = await selectCases()
    .where(caseCondition(merchant, query.filter))
    .orderBy(desc(exceptionCases.changedAt), desc(exceptionCases.id))
    .limit(query.limit)
    .offset(query.offset);
  return rows.map(toSummary);
}

export async function countCases(merchant: Merchant, filter: CaseFilter): Promise<number> {
  const [row] = await db.select({ cases: count() }).from(exceptionCases).where(caseCondition(merchant, filter));
  return row?.cases ?? 0;
}

/** One case of this merchant, or null. */
export async function getCase(merchant: Merchant, caseId: string): Promise<CaseSummary | null> {
  if (!isId(caseId)) return null;
  const [row] = await selectCases().where(
    and(eq(exceptionCases.merchantId, merchant.id), eq(exceptionCases.id, caseId)),
  );
  return row ? toSummary(row) : null;
}

/** The case of an order with odd money, open or not; null when it never had one. */
export async function getCaseOfOrder(
  merchant: Merchant,
  orderId: string,
): Promise<Pick<CaseRow, 'id' | 'status' | 'resolution' | 'version'> | null> {
  const [row] = await db
    .select({
      id: exceptionCases.id,
      status: exceptionCases.status,
      resolution: exceptionCases.resolution,
      version: exceptionCases.version,
    })
    .from(exceptionCases)
    .where(
      and(
        eq(exceptionCases.merchantId, merchant.id),
        eq(exceptionCases.kind, 'order'),
        eq(exceptionCases.subject, orderId),
      ),
    );
  return row ?? null;
}

/** The cases of these subjects, by kind and subject. */
export async function listCasesOf(
  merchant: Merchant,
  subjects: readonly string[],
): Promise<Pick<CaseRow, 'id' | 'kind' | 'subject' | 'status' | 'resolution'>[]> {
  if (subjects.length === 0) return [];
  return db
    .select({
      id: exceptionCases.id,
      kind: exceptionCases.kind,
      subject: exceptionCases.subject,
      status: exceptionCases.status,
      resolution: exceptionCases.resolution,
    })
    .from(exceptionCases)
    .where(and(eq(exceptionCases.merchantId, merchant.id), inArray(exceptionCases.subject, [...subjects])));
}

export type CaseEntry = Pick<typeof exceptionEntries.$inferSelect, 'sequence' | 'type' | 'data' | 'at'> & {
  readonly personName: string | null;
};

/** The history of a case, oldest first. */
export async function listCaseEntries(merchant: Merchant, caseId: string): Promise<CaseEntry[]> {
  if (!isId(caseId)) return [];
  return db
    .select({
      sequence: exceptionEntries.sequence,
      type: exceptionEntries.type,
      data: exceptionEntries.data,
      at: exceptionEntries.at,
      personName: people.name,
    })
    .from(exceptionEntries)
    .leftJoin(people, eq(people.id, exceptionEntries.personId))
    .where(and(eq(exceptionEntries.merchantId, merchant.id), eq(exceptionEntries.caseId, caseId)))
    .orderBy(asc(exceptionEntries.sequence));
}

/** Who may own a case: members with one of these roles who can sign in. */
export async function listPossibleOwners(
  merchant: Merchant,
  roles: readonly (typeof memberships.$inferSelect)['role'][],
): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: people.id, name: people.name })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(eq(memberships.merchantId, merchant.id), inArray(memberships.role, [...roles]), eq(people.isDisabled, false)),
    )
    .orderBy(asc(people.name), asc(people.id));
}

async function insertCase(
  merchant: Merchant,
  executor: Executor,
  subject: CaseSubject,
  { open, at, personId }: { open: OpenFacts; at: Date; personId: string | null },
): Promise<boolean> {
  const id = newId(at);
  const inserted = await executor
    .insert(exceptionCases)
    .values({
      merchantId: merchant.id,
      id,
      ...subject,
      ...open,
      status: 'open',
      openedAt: at,
      changedAt: at,
      version: 1,
    })
    .onConflictDoNothing()
    .returning({ id: exceptionCases.id });
  if (inserted.length === 0) return false;
  const data = { reason: open.reason, facts: open.facts };
  await insertEntry(merchant, executor, id, { type: 'opened', data, sequence: 1, personId, at });
  return true;
}

async function insertEntry(
  merchant: Merchant,
  executor: Executor,
  caseId: string,
  entry: { type: CaseEntryType; data: CaseEntryData; sequence: number; personId: string | null; at: Date },
): Promise<void> {
  const { type, data, sequence, personId, at } = entry;
  await executor
    .insert(exceptionEntries)
    .values({ merchantId: merchant.id, caseId, type, data, sequence, personId, at });
}

async function lockCase(
  merchant: Merchant,
  executor: Executor,
  condition: ReturnType<typeof and>,
): Promise<CaseRow | null> {
  const [row] = await executor
    .select()
    .from(exceptionCases)
    .where(and(eq(exceptionCases.merchantId, merchant.id), condition))
    .for('no key update');
  return row ?? null;
}

function caseCondition(merchant: Merchant, filter: CaseFilter) {
  return and(
    eq(exceptionCases.merchantId, merchant.id),
    eq(exceptionCases.status, filter.status),
    filter.ownerPersonId ? eq(exceptionCases.ownerPersonId, filter.ownerPersonId) : undefined,
  );
}

function selectCases() {
  return db
    .select({ row: exceptionCases, ownerName: people.name, posName: pos.name, storeName: stores.name })
    .from(exceptionCases)
    .leftJoin(people, eq(people.id, exceptionCases.ownerPersonId))
    .leftJoin(orders, and(eq(orders.merchantId, exceptionCases.merchantId), eq(orders.id, exceptionCases.orderId)))
    .leftJoin(pos, and(eq(pos.merchantId, orders.merchantId), eq(pos.id, orders.posId)))
    .leftJoin(stores, and(eq(stores.merchantId, orders.merchantId), eq(stores.id, orders.storeId)));
}

function toSummary({ row, ...names }: Awaited<ReturnType<typeof selectCases>>[number]): CaseSummary {
  return { ...row, ...names };
}
