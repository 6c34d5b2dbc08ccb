import 'server-only';
import { and, asc, desc, eq, gte, inArray, isNotNull, lte, ne, notInArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { RefundStatus } from '../lib/domain/order';
import type { RefundAsker, RefundLimit } from '../lib/domain/refund';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import type { CurrencyId } from '../lib/domain/sites';
import { db, dueBy, type Executor } from './client';
import { isId, newId } from './new-id';
import { orders, people, refundLimits, refundRequests, refunds } from './schema';

/** A refund of one payment, as it is stored. */
export type RefundRow = typeof refunds.$inferSelect;
export type RefundRequestRow = typeof refundRequests.$inferSelect;

/** A refund as people see it: what was asked for, by whom, and how each part stands. */
export type RefundDetail = RefundRequestRow & {
  readonly requestedBy: string | null;
  readonly decidedBy: string | null;
  /** In the order in which they are sent. */
  readonly parts: readonly RefundRow[];
};

/** One part as it is committed before Mercado Pago is asked. */
export type NewRefundPart = Pick<RefundRow, 'id' | 'paymentId' | 'amountMinor' | 'idempotencyKey' | 'requestBody'>;

/** Stores what was asked for and its parts. Throws the violation of the rule that sums stay within what was paid. */
export async function insertRefundRequest(
  merchant: Merchant,
  executor: Executor,
  request: Omit<RefundRequestRow, 'merchantId' | 'decidedByPersonId' | 'decidedAt'>,
  parts: readonly NewRefundPart[],
  dueAt: Date | null,
): Promise<void> {
  await executor.insert(refundRequests).values({ merchantId: merchant.id, ...request });
  await executor.insert(refunds).values(
    parts.map((part, position) => ({
      merchantId: merchant.id,
      ...part,
      orderId: request.orderId,
      currencyId: request.currencyId,
      status: 'requested' as const,
      reason: request.reason,
      origin: 'here' as const,
      requestId: request.id,
      position,
      dueAt,
      createdAt: request.createdAt,
      changedAt: request.createdAt,
    })),
  );
}

/** Refunds of an order's payments, whoever made them, oldest first. */
export async function listRefunds(merchant: Merchant, orderId: string): Promise<RefundRow[]> {
  return db
    .select()
    .from(refunds)
    .where(and(eq(refunds.merchantId, merchant.id), eq(refunds.orderId, orderId)))
    .orderBy(asc(refunds.createdAt), asc(refunds.id));
}

/** What was asked for of an order, newest first. */
export async function listRefundRequests(merchant: Merchant, orderId: string): Promise<RefundDetail[]> {
  if (!isId(orderId)) return [];
  return withParts(
    merchant,
    await selectRequests()
      .where(and(eq(refundRequests.merchantId, merchant.id), eq(refundRequests.orderId, orderId)))
      .orderBy(desc(refundRequests.createdAt), desc(refundRequests.id)),
  );
}

/** One of them, or null when this merchant has no such refund. */
export async function getRefundRequest(merchant: Merchant, requestId: string): Promise<RefundDetail | null> {
  if (!isId(requestId)) return null;
  const rows = await selectRequests().where(
    and(eq(refundRequests.merchantId, merchant.id), eq(refundRequests.id, requestId)),
  );
  return (await withParts(merchant, rows))[0] ?? null;
}

/** A refund that waits for a second person, with the sale that it is of. */
export type WaitingRefund = {
  readonly id: string;
  readonly orderId: string;
  readonly externalReference: string;
  readonly amountMinor: number;
  readonly currencyId: CurrencyId;
  readonly requestedBy: string | null;
  readonly createdAt: Date;
};

/** Refunds that wait for a second person, oldest first. */
export async function listWaitingRefunds(merchant: Merchant, limit: number): Promise<WaitingRefund[]> {
  return db
    .select({
      id: refundRequests.id,
      orderId: refundRequests.orderId,
      externalReference: orders.externalReference,
      amountMinor: refundRequests.amountMinor,
      currencyId: refundRequests.currencyId,
      requestedBy: people.name,
      createdAt: refundRequests.createdAt,
    })
    .from(refundRequests)
    .innerJoin(orders, and(eq(orders.merchantId, refundRequests.merchantId), eq(orders.id, refundRequests.orderId)))
    .leftJoin(people, eq(people.id, refundRequests.requestedByPersonId))
    .where(and(eq(refundRequests.merchantId, merchant.id), eq(refundRequests.approval, 'pending')))
    .orderBy(asc(refundRequests.createdAt))
    .limit(limit);
}

/** How many there are. */
export async function countWaitingRefunds(merchant: Merchant): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(refundRequests)
    .where(and(eq(refundRequests.merchantId, merchant.id), eq(refundRequests.approval, 'pending')));
  return row?.count ?? 0;
}

/**
 * What somebody asked for since a time that went out, or will, without a second person. Whoever else asks in the same name
 * waits until this transaction is over, so that two at once cannot both fit below the limit.
 */
export async function sumAskedAlone(
  merchant: Merchant,
  executor: Executor,
  by: { personId: string | null; apiKeyId: string | null; since: Date },
): Promise<number> {
  await executor.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`refunds ${merchant.id} ${by.personId ?? by.apiKeyId}`}, 0))`,
  );
  return sumAlone(merchant, executor, by);
}

/** Same, only to be shown. */
export async function sumAskedAloneBy(merchant: Merchant, by: { personId: string; since: Date }): Promise<number> {
  return sumAlone(merchant, db, { ...by, apiKeyId: null });
}

/** Keeps a second person's word. False when it had been given already. Saying no ends the parts that were never sent. */
export async function decideRefund(
  merchant: Merchant,
  executor: Executor,
  requestId: string,
  decision: { approval: 'given' | 'declined'; personId: string; now: Date; dueAt: Date },
): Promise<boolean> {
  const { approval, now } = decision;
  const decided = await executor
    .update(refundRequests)
    .set({ approval, decidedByPersonId: decision.personId, decidedAt: now })
    .where(
      and(
        eq(refundRequests.merchantId, merchant.id),
        eq(refundRequests.id, requestId),
        eq(refundRequests.approval, 'pending'),
      ),
    )
    .returning({ id: refundRequests.id });
  if (decided.length === 0) return false;
  await executor
    .update(refunds)
    .set({
      changedAt: now,
      ...(approval === 'given' ? { dueAt: decision.dueAt } : { status: 'rejected' as const, refusalCode: 'declined' }),
    })
    .where(and(eq(refunds.merchantId, merchant.id), eq(refunds.requestId, requestId)));
  return true;
}

/** Takes refunds whose time has come, for `leaseUntil`; no other process gets them before that. */
export async function claimRefundsToSettle(
  _system: System,
  claim: { now: Date; leaseUntil: Date; limit: number },
): Promise<{ merchant: Merchant; refund: RefundRow }[]> {
  const due = db
    .select({ merchantId: refunds.merchantId, id: refunds.id })
    .from(refunds)
    .where(and(isNotNull(refunds.dueAt), lte(refunds.dueAt, dueBy(claim.now))))
    .orderBy(asc(refunds.dueAt))
    .limit(claim.limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(refunds)
    .set({ dueAt: claim.leaseUntil })
    .where(inArray(sql`(${refunds.merchantId}, ${refunds.id})`, due))
    .returning();
  return rows.map((refund) => ({ merchant: actAsMerchant(refund.merchantId), refund }));
}

/**
 * Notes, before the call, that a refund is sent now: from here on it may be done. Null when it is settled, or when
 * somebody else has sent it since `attempts` were counted: then the caller's turn is over.
 */
export async function beginRefundAttempt(
  merchant: Merchant,
  refundId: string,
  attempt: { attempts: number; now: Date; leaseUntil: Date },
): Promise<RefundRow | null> {
  const [row] = await db
    .update(refunds)
    .set({
      attempts: attempt.attempts + 1,
      attemptedAt: sql`coalesce(${refunds.attemptedAt}, ${attempt.now.toISOString()}::timestamptz)`,
      uncertainSince: sql`coalesce(${refunds.uncertainSince}, ${attempt.now.toISOString()}::timestamptz)`,
      dueAt: attempt.leaseUntil,
      changedAt: attempt.now,
    })
    .where(
      and(
        eq(refunds.merchantId, merchant.id),
        eq(refunds.id, refundId),
        eq(refunds.attempts, attempt.attempts),
        notInArray(refunds.status, ['approved', 'rejected']),
      ),
    )
    .returning();
  return row ?? null;
}

/** What is learnt of a refund; `dueAt` is when to go on with it. */
export type RefundOutcome = {
  readonly status: RefundStatus;
  readonly amountMinor: number;
  readonly mercadopagoRefundId: string | null;
  /** Its request id is kept in the order's history, not in the row. */
  readonly refusal: {
    status: number | null;
    code: string | null;
    message: string | null;
    requestId?: string | null;
  } | null;
  readonly dueAt: Date | null;
};

/** Keeps it, unless the refund is settled already. */
export async function saveRefundOutcome(
  merchant: Merchant,
  executor: Executor,
  refundId: string,
  outcome: RefundOutcome,
  now: Date,
): Promise<boolean> {
  const saved = await executor
    .update(refunds)
    .set({
      status: outcome.status,
      amountMinor: outcome.amountMinor,
      mercadopagoRefundId: outcome.mercadopagoRefundId,
      refusalStatus: outcome.refusal?.status ?? null,
      refusalCode: outcome.refusal?.code ?? null,
      refusalMessage: outcome.refusal?.message ?? null,
      dueAt: outcome.dueAt,
      changedAt: now,
    })
    .where(
      and(
        eq(refunds.merchantId, merchant.id),
        eq(refunds.id, refundId),
        notInArray(refunds.status, ['approved', 'rejected']),
      ),
    )
    .returning({ id: refunds.id });
  return saved.length === 1;
}

/** When to go on with a refund of which nothing new was learnt; `isNotDone` when none of its calls had an effect. */
export async function postponeRefund(
  merchant: Merchant,
  refundId: string,
  { dueAt, isNotDone }: { dueAt: Date; isNotDone: boolean },
): Promise<void> {
  await db
    .update(refunds)
    .set({ dueAt, ...(isNotDone ? { uncertainSince: null } : {}) })
    .where(
      and(
        eq(refunds.merchantId, merchant.id),
        eq(refunds.id, refundId),
        notInArray(refunds.status, ['approved', 'rejected']),
      ),
    );
}

/** A refund as Mercado Pago lists it. */
export type SeenRefund = {
  readonly refundId: string;
  readonly amountMinor: number | null;
  readonly status: 'approved' | 'in_process' | 'rejected' | 'unknown';
  readonly createdAt: Date | null;
  readonly reason: string | null;
};

/**
 * Keeps refunds of a payment that were made elsewhere. Nothing while one of ours of that payment may have been done and is
 * not settled: then nobody can tell them apart yet. One that waits for a second person was never sent, however long it
 * waits. Says whether there was any news.
 */
export async function saveRefundsElsewhere(
  merchant: Merchant,
  payment: { orderId: string; paymentId: string; currencyId: CurrencyId },
  seen: readonly SeenRefund[],
  now: Date,
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    // Whoever stores or settles a refund of this order has this row too.
    await transaction
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.merchantId, merchant.id), eq(orders.id, payment.orderId)))
      .for('no key update');
    const known = await transaction
      .select({
        origin: refunds.origin,
        status: refunds.status,
        mercadopagoRefundId: refunds.mercadopagoRefundId,
        uncertainSince: refunds.uncertainSince,
      })
      .from(refunds)
      .where(and(eq(refunds.merchantId, merchant.id), eq(refunds.paymentId, payment.paymentId)));
    const isOpen = (status: RefundStatus) => status !== 'approved' && status !== 'rejected';
    if (known.some((one) => one.origin === 'here' && isOpen(one.status) && one.uncertainSince !== null)) return false;
    let hasNews = false;
    for (const { refundId, amountMinor, status, createdAt, reason } of seen) {
      const before = known.find((refund) => refund.mercadopagoRefundId === refundId);
      if (
        amountMinor === null ||
        amountMinor <= 0 ||
        (before && (before.origin === 'here' || before.status === status))
      )
        continue;
      hasNews = true;
      await transaction
        .insert(refunds)
        .values({
          merchantId: merchant.id,
          id: newId(now),
          ...payment,
          mercadopagoRefundId: refundId,
          amountMinor,
          status,
          reason,
          origin: 'mercadopago',
          idempotencyKey: `seen ${payment.paymentId} ${refundId}`,
          createdAt: createdAt ?? now,
          changedAt: now,
        })
        .onConflictDoUpdate({
          target: [refunds.merchantId, refunds.paymentId, refunds.mercadopagoRefundId],
          set: { status, changedAt: now },
        });
    }
    return hasNews;
  });
}

/** The limits that a merchant set; whoever is missing has the usual ones. */
export async function listRefundLimits(merchant: Merchant): Promise<ReadonlyMap<RefundAsker, RefundLimit>> {
  const rows = await db.select().from(refundLimits).where(eq(refundLimits.merchantId, merchant.id));
  return new Map(rows.map(({ asker, perRefundMinor, perDayMinor }) => [asker, { perRefundMinor, perDayMinor }]));
}

export async function saveRefundLimit(
  merchant: Merchant,
  executor: Executor,
  asker: RefundAsker,
  limit: RefundLimit,
): Promise<void> {
  await executor
    .insert(refundLimits)
    .values({ merchantId: merchant.id, asker, ...limit })
    .onConflictDoUpdate({ target: [refundLimits.merchantId, refundLimits.asker], set: limit });
}

const decider = alias(people, 'decider');

function selectRequests() {
  return db
    .select({ request: refundRequests, requestedBy: people.name, decidedBy: decider.name })
    .from(refundRequests)
    .leftJoin(people, eq(people.id, refundRequests.requestedByPersonId))
    .leftJoin(decider, eq(decider.id, refundRequests.decidedByPersonId));
}

async function withParts(
  merchant: Merchant,
  rows: readonly { request: RefundRequestRow; requestedBy: string | null; decidedBy: string | null }[],
): Promise<RefundDetail[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ request }) => request.id);
  const parts = await db
    .select()
    .from(refunds)
    .where(and(eq(refunds.merchantId, merchant.id), inArray(refunds.requestId, ids)))
    .orderBy(asc(refunds.position));
  return rows.map(({ request, requestedBy, decidedBy }) => ({
    ...request,
    requestedBy,
    decidedBy,
    parts: parts.filter((part) => part.requestId === request.id),
  }));
}

async function sumAlone(
  merchant: Merchant,
  executor: Pick<Executor, 'select'>,
  by: { personId: string | null; apiKeyId: string | null; since: Date },
): Promise<number> {
  const [row] = await executor
    .select({ sum: sql<string | null>`sum(${refunds.amountMinor})` })
    .from(refunds)
    .innerJoin(
      refundRequests,
      and(eq(refundRequests.merchantId, refunds.merchantId), eq(refundRequests.id, refunds.requestId)),
    )
    .where(
      and(
        eq(refundRequests.merchantId, merchant.id),
        by.personId
          ? eq(refundRequests.requestedByPersonId, by.personId)
          : eq(refundRequests.requestedByApiKeyId, by.apiKeyId ?? ''),
        eq(refundRequests.approval, 'not_needed'),
        gte(refundRequests.createdAt, by.since),
        ne(refunds.status, 'rejected'),
      ),
    );
  return Number(row?.sum ?? 0);
}
