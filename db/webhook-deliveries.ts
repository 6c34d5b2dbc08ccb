import 'server-only';
import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import type { DeliveryState, WebhookEventType } from '../lib/domain/webhook';
import { db, type Executor, sql as raw } from './client';
import { isId, newId } from './new-id';
import { orders, webhookAttempts, webhookDeliveries, webhookEndpoints, webhookEvents } from './schema';
import { disableEndpoint } from './webhook-endpoints';

export type WebhookEventRow = typeof webhookEvents.$inferSelect;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
export type AttemptRow = typeof webhookAttempts.$inferSelect;

/**
 * Notes what an order's new events tell, once for everybody who listens, in the transaction that commits those events. An
 * endpoint that is stopped gets it kept back; whoever does not listen gets nothing.
 */
export async function insertWebhookEvents(
  merchant: Merchant,
  executor: Executor,
  {
    orderId,
    at,
    version,
    news,
  }: {
    orderId: string;
    at: Date;
    version: number;
    news: readonly { type: WebhookEventType; sequence: number; refundId: string | null }[];
  },
): Promise<void> {
  if (news.length === 0) return;
  const rows = news.map(
    ({ type, sequence, refundId }) => sql`(${newId(at)}::uuid, ${type}::text, ${sequence}::int, ${refundId}::uuid)`,
  );
  const moment = sql`${at.toISOString()}::timestamptz`;
  await executor.execute(sql`
    with listening as materialized (
      select id, event_types, disabled_at from webhook_endpoints
      where merchant_id = ${merchant.id} and deleted_at is null),
    told as (
      insert into webhook_events (merchant_id, id, type, order_id, sequence, version, refund_id, occurred_at)
      select ${merchant.id}::uuid, news.id, news.type, ${orderId}::uuid, news.sequence, ${version}::int, news.refund_id, ${moment}
      from (values ${sql.join(rows, sql`, `)}) as news (id, type, sequence, refund_id)
      where exists (select 1 from listening where news.type = any(event_types))
      returning id, type, sequence)
    insert into webhook_deliveries (merchant_id, endpoint_id, event_id, order_id, sequence, state, due_at, created_at)
    select ${merchant.id}::uuid, listening.id, told.id, ${orderId}::uuid, told.sequence,
      case when disabled_at is null then 'pending' else 'held' end,
      case when disabled_at is null then ${moment} end, ${moment}
    from told join listening on told.type = any(listening.event_types)`);
}

/** An endpoint that something is due for. */
export type DueEndpoint = { readonly merchant: Merchant; readonly endpointId: string; readonly isFailing: boolean };

/**
 * Endpoints with something to be sent now, besides those that are being served already: up to `limit` of those that are
 * fine, and as many of those that fail, whoever waits longest first.
 */
export async function listDueEndpoints(
  _system: System,
  { now, except, limit }: { now: Date; except: readonly string[]; limit: number },
): Promise<DueEndpoint[]> {
  const due = raw`greatest(now(), ${now.toISOString()}::timestamptz)`;
  const rows = await raw<{ merchantId: string; endpointId: string; isFailing: boolean }[]>`
    select "merchantId", "endpointId", "isFailing" from (
      select e.merchant_id as "merchantId", e.id as "endpointId", e.failing_since is not null as "isFailing",
        row_number() over (partition by e.failing_since is not null order by first.due_at) as place
      from webhook_endpoints e
      cross join lateral (
        select d.due_at from webhook_deliveries d
        where d.merchant_id = e.merchant_id and d.endpoint_id = e.id and d.due_at <= ${due}
        order by d.due_at limit 1) as first
      where e.deleted_at is null and e.disabled_at is null
        and (e.resting_until is null or e.resting_until <= ${due})
        and e.id <> all(${[...except]}::uuid[])) as waiting
    where place <= ${limit}
    order by place`;
  return rows.map(({ merchantId, ...row }) => ({ merchant: actAsMerchant(merchantId), ...row }));
}

/** A delivery that was taken, with how often it was tried, this time included, and how often since it was last asked for. */
export type ClaimedDelivery = {
  readonly eventId: string;
  readonly attempts: number;
  readonly failuresBefore: number;
};

/** What happened to the same order before waits this often for its turn; then it no longer holds up what came after. */
const ATTEMPTS_IN_ORDER = 3;

/**
 * Takes what is due for an endpoint until `leaseUntil`; no other process gets it before that. Of one order the earlier event
 * goes first, until it has failed a few times.
 */
export async function claimDeliveries(
  merchant: Merchant,
  endpointId: string,
  claim: { now: Date; leaseUntil: Date; limit: number },
): Promise<ClaimedDelivery[]> {
  return raw<ClaimedDelivery[]>`
    with chosen as (
      select d.event_id from webhook_deliveries d
      join webhook_endpoints e on e.merchant_id = d.merchant_id and e.id = d.endpoint_id
      where d.merchant_id = ${merchant.id} and d.endpoint_id = ${endpointId}
        and d.due_at <= greatest(now(), ${claim.now.toISOString()}::timestamptz)
        and e.deleted_at is null and e.disabled_at is null
        and not exists (
          select 1 from webhook_deliveries earlier
          where earlier.merchant_id = d.merchant_id and earlier.endpoint_id = d.endpoint_id
            and earlier.order_id = d.order_id and earlier.sequence < d.sequence and earlier.state = 'pending'
            and earlier.attempts - earlier.attempts_before <= ${ATTEMPTS_IN_ORDER})
      order by d.due_at, d.event_id limit ${claim.limit} for update of d skip locked)
    update webhook_deliveries d
    set due_at = ${claim.leaseUntil.toISOString()}, attempts = d.attempts + 1
    from chosen
    where d.merchant_id = ${merchant.id} and d.endpoint_id = ${endpointId} and d.event_id = chosen.event_id
    returning d.event_id as "eventId", d.attempts, d.attempts - d.attempts_before - 1 as "failuresBefore"`;
}

/** Takes one delivery by hand, whatever became of it, unless somebody is at it; null then, or when there is none. */
export async function claimDelivery(
  merchant: Merchant,
  key: { endpointId: string; eventId: string },
  claim: { now: Date; leaseUntil: Date },
): Promise<ClaimedDelivery | null> {
  if (!isId(key.eventId) || !isId(key.endpointId)) return null;
  // What waits for its next attempt is due within days, what somebody is at within the length of a lease.
  const [now, leaseUntil] = [claim.now.toISOString(), claim.leaseUntil.toISOString()];
  const [row] = await raw<ClaimedDelivery[]>`
    update webhook_deliveries d
    set state = 'pending', due_at = ${leaseUntil}, finished_at = null, attempts = attempts + 1, attempts_before = attempts
    from webhook_endpoints e
    where d.merchant_id = ${merchant.id} and d.endpoint_id = ${key.endpointId} and d.event_id = ${key.eventId}
      and e.merchant_id = d.merchant_id and e.id = d.endpoint_id and e.deleted_at is null
      and (d.state <> 'pending' or d.attempts = 0 or exists (
        select 1 from webhook_attempts a
        where a.merchant_id = d.merchant_id and a.endpoint_id = d.endpoint_id and a.event_id = d.event_id
          and a.number = d.attempts) or d.due_at <= ${now})
    returning d.event_id as "eventId", d.attempts, d.attempts - d.attempts_before - 1 as "failuresBefore"`;
  return row ?? null;
}

/** One event, or null when this merchant has no such event. */
export async function getWebhookEvent(merchant: Merchant, eventId: string): Promise<WebhookEventRow | null> {
  if (!isId(eventId)) return null;
  const [row] = await db.select().from(webhookEvents).where(event(merchant, eventId));
  return row ?? null;
}

/** Keeps what an event says, once; whoever comes second gets what the first one kept. */
export async function keepEventBody(merchant: Merchant, eventId: string, body: string): Promise<string> {
  await db
    .update(webhookEvents)
    .set({ body })
    .where(and(event(merchant, eventId), isNull(webhookEvents.body)));
  return (await getWebhookEvent(merchant, eventId))?.body ?? body;
}

/** An event that is only for one endpoint, taken at once by whoever made it. */
export async function insertTestEvent(
  merchant: Merchant,
  endpointId: string,
  test: { id: string; at: Date; body: string; leaseUntil: Date },
): Promise<ClaimedDelivery> {
  const key = { merchantId: merchant.id, eventId: test.id };
  await db.transaction(async (transaction) => {
    await transaction
      .insert(webhookEvents)
      .values({ merchantId: merchant.id, id: test.id, type: 'webhook.test', occurredAt: test.at, body: test.body });
    await transaction.insert(webhookDeliveries).values({
      ...key,
      endpointId,
      state: 'pending',
      attempts: 1,
      dueAt: test.leaseUntil,
      createdAt: test.at,
    });
  });
  return { eventId: test.id, attempts: 1, failuresBefore: 0 };
}

/** How an attempt ended, and what becomes of the delivery: `nextAt` is when to try again. */
export type AttemptResult = Omit<AttemptRow, 'merchantId' | 'endpointId' | 'eventId' | 'number'> & {
  readonly state: Exclude<DeliveryState, 'held'>;
  readonly nextAt: Date | null;
  readonly restingUntil: Date | null;
  /** Whether the endpoint, failing since then so often in a row, is to be stopped for it. */
  readonly stops: (failing: { since: Date; times: number }) => 'gone' | 'failing' | null;
};

/**
 * Notes an attempt, what becomes of its delivery, and how the endpoint is. Of a delivery that somebody else took meanwhile
 * only the attempt is kept. What failed at an endpoint that is stopped is kept back.
 */
export async function saveAttempt(
  merchant: Merchant,
  endpointId: string,
  claimed: ClaimedDelivery,
  result: AttemptResult,
): Promise<void> {
  const { state, nextAt, restingUntil, stops, ...attempt } = result;
  const key = { merchantId: merchant.id, endpointId, eventId: claimed.eventId };
  await db.transaction(async (transaction) => {
    await transaction
      .insert(webhookAttempts)
      .values({ ...key, number: claimed.attempts, ...attempt })
      .onConflictDoNothing();
    const endpoint = await saveHealth(merchant, endpointId, transaction, result);
    const isHeld = state === 'pending' && (!endpoint || endpoint.disabledAt !== null || endpoint.deletedAt !== null);
    await transaction
      .update(webhookDeliveries)
      .set({
        state: isHeld ? 'held' : state,
        dueAt: isHeld ? null : nextAt,
        finishedAt: state === 'delivered' || state === 'failed' ? attempt.at : null,
      })
      .where(and(delivery(merchant, key), eq(webhookDeliveries.attempts, claimed.attempts)));
    const { failingSince, failuresInRow = 0, disabledAt = null } = endpoint ?? {};
    const because = failingSince && disabledAt === null ? stops({ since: failingSince, times: failuresInRow }) : null;
    if (because) await disableEndpoint(merchant, endpointId, { at: attempt.at, because }, transaction);
  });
}

async function saveHealth(merchant: Merchant, endpointId: string, executor: Executor, result: AttemptResult) {
  const at = sql`${result.at.toISOString()}::timestamptz`;
  const health =
    result.problem === null
      ? { failingSince: null, failuresInRow: 0, succeededAt: result.at, restingUntil: null }
      : {
          failingSince: sql`coalesce(failing_since, ${at})`,
          failuresInRow: sql`failures_in_row + 1`,
          ...(result.restingUntil ? { restingUntil: result.restingUntil } : {}),
        };
  const [row] = await executor
    .update(webhookEndpoints)
    .set(health)
    .where(and(eq(webhookEndpoints.merchantId, merchant.id), eq(webhookEndpoints.id, endpointId)))
    .returning();
  return row;
}

/** Sends again what was not told since then: given up, or kept back. Answers how many there are. */
export async function requeueUntold(
  merchant: Merchant,
  endpointId: string,
  { since, now }: { since: Date; now: Date },
): Promise<number> {
  const rows = await db
    .update(webhookDeliveries)
    .set({ state: 'pending', dueAt: now, finishedAt: null, attemptsBefore: sql`attempts` })
    .where(
      and(
        eq(webhookDeliveries.merchantId, merchant.id),
        eq(webhookDeliveries.endpointId, endpointId),
        inArray(webhookDeliveries.state, ['failed', 'held']),
        gte(webhookDeliveries.createdAt, since),
      ),
    )
    .returning({ eventId: webhookDeliveries.eventId });
  return rows.length;
}

/** One delivery as a list shows it. */
export type DeliverySummary = Pick<
  DeliveryRow,
  'eventId' | 'orderId' | 'state' | 'attempts' | 'dueAt' | 'createdAt'
> & {
  readonly type: WebhookEventRow['type'];
  readonly externalReference: string | null;
  readonly lastStatus: number | null;
  readonly lastProblem: AttemptRow['problem'];
};

/** Deliveries of an endpoint, newest first; only what was not told when `isUntold`. Another page begins after `after`. */
export async function listDeliveries(
  merchant: Merchant,
  endpointId: string,
  page: { isUntold: boolean; limit: number; after: { createdAt: Date; eventId: string } | null },
): Promise<DeliverySummary[]> {
  return selectDeliveries()
    .where(
      and(
        eq(webhookDeliveries.merchantId, merchant.id),
        eq(webhookDeliveries.endpointId, endpointId),
        page.isUntold ? inArray(webhookDeliveries.state, ['failed', 'held']) : undefined,
        page.after
          ? sql`(${webhookDeliveries.createdAt}, ${webhookDeliveries.eventId}) < (${page.after.createdAt.toISOString()}, ${page.after.eventId}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.eventId))
    .limit(page.limit);
}

/** One delivery with what it says and every attempt, the first first; null when there is none. */
export async function getDelivery(
  merchant: Merchant,
  key: { endpointId: string; eventId: string },
): Promise<(DeliverySummary & { body: string | null; attemptRows: AttemptRow[] }) | null> {
  if (!isId(key.endpointId) || !isId(key.eventId)) return null;
  const [[row], told, attemptRows] = await Promise.all([
    selectDeliveries().where(delivery(merchant, key)),
    getWebhookEvent(merchant, key.eventId),
    db
      .select()
      .from(webhookAttempts)
      .where(
        and(
          eq(webhookAttempts.merchantId, merchant.id),
          eq(webhookAttempts.endpointId, key.endpointId),
          eq(webhookAttempts.eventId, key.eventId),
        ),
      )
      .orderBy(asc(webhookAttempts.number)),
  ]);
  return row ? { ...row, body: told?.body ?? null, attemptRows } : null;
}

/** Deletes events from before that nobody waits for any more, with all that hangs on them; says how many. */
export async function deleteOldWebhookEvents(
  _system: System,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  const rows = await raw`
    delete from webhook_events where (merchant_id, id) in (
      select e.merchant_id, e.id from webhook_events e
      where e.occurred_at < ${before.toISOString()} and not exists (
        select 1 from webhook_deliveries d
        where d.merchant_id = e.merchant_id and d.event_id = e.id and d.state = 'pending')
      order by e.occurred_at limit ${limit})
    returning id`;
  return rows.length;
}

function selectDeliveries() {
  const last = and(
    eq(webhookAttempts.merchantId, webhookDeliveries.merchantId),
    eq(webhookAttempts.endpointId, webhookDeliveries.endpointId),
    eq(webhookAttempts.eventId, webhookDeliveries.eventId),
    eq(
      webhookAttempts.number,
      sql`(select max(a.number) from webhook_attempts a where a.merchant_id = ${webhookDeliveries.merchantId}
        and a.endpoint_id = ${webhookDeliveries.endpointId} and a.event_id = ${webhookDeliveries.eventId})`,
    ),
  );
  return db
    .select({
      eventId: webhookDeliveries.eventId,
      orderId: webhookDeliveries.orderId,
      state: webhookDeliveries.state,
      attempts: webhookDeliveries.attempts,
      dueAt: webhookDeliveries.dueAt,
      createdAt: webhookDeliveries.createdAt,
      type: webhookEvents.type,
      externalReference: orders.externalReference,
      lastStatus: webhookAttempts.status,
      lastProblem: webhookAttempts.problem,
    })
    .from(webhookDeliveries)
    .innerJoin(
      webhookEvents,
      and(eq(webhookEvents.merchantId, webhookDeliveries.merchantId), eq(webhookEvents.id, webhookDeliveries.eventId)),
    )
    .leftJoin(
      orders,
      and(eq(orders.merchantId, webhookDeliveries.merchantId), eq(orders.id, webhookDeliveries.orderId)),
    )
    .leftJoin(webhookAttempts, last);
}

function event(merchant: Merchant, eventId: string) {
  return and(eq(webhookEvents.merchantId, merchant.id), eq(webhookEvents.id, eventId));
}

function delivery(merchant: Merchant, key: { endpointId: string; eventId: string }) {
  return and(
    eq(webhookDeliveries.merchantId, merchant.id),
    eq(webhookDeliveries.endpointId, key.endpointId),
    eq(webhookDeliveries.eventId, key.eventId),
  );
}
