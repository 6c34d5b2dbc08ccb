import 'server-only';
import { and, count, eq, inArray, isNotNull, isNull, lte, min, or, sql } from 'drizzle-orm';
import { openOutcomes } from '../lib/domain/notification';
import { isShapedLikeInstallationKey } from '../lib/domain/notification-key';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, dueBy, sql as raw } from './client';
import { notifications } from './schema';

/** One delivery as it arrived. `query` has no leading `?`; header names are lower-case. */
export type Delivery = {
  readonly merchantKey: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** A delivery with the account that it names, when it came to the application's URL and not to a merchant's. */
export type AddressedDelivery = Delivery & { readonly userId: string | null };

/**
 * Stores deliveries durably in one statement and says, in their order, which were taken; false is a key that belongs to
 * nobody. When this returns, a power cut does not lose them.
 */
export async function insertDeliveries(_system: System, deliveries: readonly AddressedDelivery[]): Promise<boolean[]> {
  if (deliveries.some((delivery) => isShapedLikeInstallationKey(delivery.merchantKey)))
    return insertByAccount(deliveries);
  const [first] = deliveries;
  if (first && deliveries.length === 1) {
    const stored = await raw`
      insert into notifications (merchant_id, query, headers, body)
      select id, ${first.query}, ${JSON.stringify(first.headers)}::jsonb, ${first.body} from merchants where notification_key = ${first.merchantKey}
      returning 1`;
    return [stored.length === 1];
  }
  const stored = await raw<{ place: number }[]>`
    with deliveries as (
      select * from unnest(
        ${deliveries.map((delivery) => delivery.merchantKey)}::text[], ${deliveries.map((delivery) => delivery.query)}::text[],
        ${deliveries.map((delivery) => JSON.stringify(delivery.headers))}::text[],
        ${deliveries.map((delivery) => hexOf(delivery.body))}::text[]
      ) with ordinality as delivery (merchant_key, query, headers, body, place)
    ), stored as (
      insert into notifications (merchant_id, query, headers, body)
      select merchants.id, delivery.query, delivery.headers::jsonb, decode(delivery.body, 'hex')
      from deliveries delivery join merchants on merchants.notification_key = delivery.merchant_key
      order by delivery.place
    )
    select place::int from deliveries join merchants on merchants.notification_key = deliveries.merchant_key`;
  const places = new Set(stored.map((row) => row.place));
  return deliveries.map((_, index) => places.has(index + 1));
}

/** The same for deliveries of which some came to the application's URL: their merchant is the one with their account. */
async function insertByAccount(deliveries: readonly AddressedDelivery[]): Promise<boolean[]> {
  const taken = await raw<{ place: number }[]>`
    with deliveries as (
      select * from unnest(
        ${deliveries.map((delivery) => delivery.merchantKey)}::text[],
        ${deliveries.map((delivery) => delivery.userId)}::text[], ${deliveries.map((delivery) => delivery.query)}::text[],
        ${deliveries.map((delivery) => JSON.stringify(delivery.headers))}::text[],
        ${deliveries.map((delivery) => hexOf(delivery.body))}::text[]
      ) with ordinality as delivery (merchant_key, user_id, query, headers, body, place)
    ), common as (
      select delivery.* from deliveries delivery join installation on installation.notification_key = delivery.merchant_key
    ), owned as (
      select delivery.*, merchants.id as merchant_id from deliveries delivery
        join merchants on merchants.notification_key = delivery.merchant_key
      union all
      select common.*, merchants.id from common join merchants on merchants.collector_id = common.user_id
    ), stored as (
      insert into notifications (merchant_id, query, headers, body)
      select merchant_id, query, headers::jsonb, decode(body, 'hex') from owned order by place
    ), kept as (
      insert into ownerless_notifications (user_id, query, headers, body)
      select user_id, query, headers::jsonb, decode(body, 'hex') from common
      where not exists (select 1 from owned where owned.place = common.place) order by place
    )
    select place::int from owned union select place::int from common`;
  const places = new Set(taken.map((row) => row.place));
  return deliveries.map((_, index) => places.has(index + 1));
}

function hexOf(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('hex');
}

export type NotificationRow = typeof notifications.$inferSelect;
export type ClaimedNotification = { readonly merchant: Merchant; readonly notification: NotificationRow };

/** Takes notifications whose time has come, oldest first, for `leaseUntil`; no other process gets them before that. */
export async function claimNotifications(
  _system: System,
  claim: { now: Date; leaseUntil: Date; limit: number },
): Promise<ClaimedNotification[]> {
  const due = db
    .select({ merchantId: notifications.merchantId, id: notifications.id })
    .from(notifications)
    .where(and(isNotNull(notifications.dueAt), lte(notifications.dueAt, dueBy(claim.now))))
    .orderBy(notifications.dueAt)
    .limit(claim.limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(notifications)
    // Bounded, because a count that no longer fits would keep every other delivery from being claimed.
    .set({ dueAt: claim.leaseUntil, attempts: sql`least(${notifications.attempts} + 1, 1000)` })
    .where(inArray(sql`(${notifications.merchantId}, ${notifications.id})`, due))
    .returning();
  return rows
    .sort((a, b) => a.id - b.id)
    .map((notification) => ({ merchant: actAsMerchant(notification.merchantId), notification }));
}

/** What a look that deliveries caused led to. */
export type NotificationResult = Pick<NotificationRow, 'outcome' | 'orderId'> & {
  /** Events of the order that the look caused; what an earlier attempt caused is kept. */
  readonly events: { readonly first: number; readonly last: number } | null;
  /** When to come back to it; null when it is done with. */
  readonly dueAt: Date | null;
};

type Named = Pick<NotificationRow, 'topic' | 'resourceId' | 'signature'>;

/** Notes what deliveries meant, and that they are done with or when they are tried again. */
export async function noteNotifications(
  merchant: Merchant,
  ids: readonly number[],
  result: NotificationResult & Named,
): Promise<void> {
  const { topic, resourceId, signature } = result;
  await db
    .update(notifications)
    .set({ topic, resourceId, signature, ...columnsOf(result) })
    .where(and(eq(notifications.merchantId, merchant.id), inArray(notifications.id, [...ids])));
}

/** Puts deliveries back that found somebody looking: nobody tried, so it does not count as an attempt. */
export async function letNotificationsWait(
  merchant: Merchant,
  ids: readonly number[],
  result: Named & { orderId: string | null; dueAt: Date },
): Promise<void> {
  await db
    .update(notifications)
    .set({ ...result, outcome: 'waiting', attempts: sql`greatest(${notifications.attempts} - 1, 0)` })
    .where(
      and(
        eq(notifications.merchantId, merchant.id),
        inArray(notifications.id, [...ids]),
        // The look that they met may have settled them meanwhile.
        isNotNull(notifications.dueAt),
      ),
    );
}

/** Gives a look's result to whatever names the same thing, still has no answer, and had been received before it began. */
export async function settleWaitingNotifications(
  merchant: Merchant,
  covered: { topics: readonly string[]; resourceId: string; receivedBefore: string },
  result: NotificationResult & Pick<NotificationRow, 'attempts'>,
): Promise<void> {
  await db
    .update(notifications)
    .set({ ...columnsOf(result), attempts: result.attempts })
    .where(
      and(
        eq(notifications.merchantId, merchant.id),
        eq(notifications.resourceId, covered.resourceId),
        inArray(notifications.topic, [...covered.topics]),
        inArray(notifications.outcome, [...openOutcomes]),
        isNotNull(notifications.dueAt),
        sql`${notifications.receivedAt} < ${covered.receivedBefore}::timestamptz`,
      ),
    );
}

/** How many deliveries nobody has worked on yet, and since when the oldest waits; scheduled retries are left out. */
export async function countPendingNotifications(_system: System): Promise<{ pending: number; oldestAt: Date | null }> {
  const [row] = await db
    .select({ pending: count(), oldestAt: min(notifications.receivedAt) })
    .from(notifications)
    .where(
      and(
        isNotNull(notifications.dueAt),
        or(and(eq(notifications.attempts, 0), isNull(notifications.outcome)), lte(notifications.dueAt, sql`now()`)),
      ),
    );
  return { pending: row?.pending ?? 0, oldestAt: row?.oldestAt ?? null };
}

/**
 * Deletes deliveries that were done with and came before a time, the oldest first, at most so many, and says how many there
 * were. What nobody worked on yet stays, however old it is.
 */
export async function deleteOldNotifications(_system: System, old: { before: Date; limit: number }): Promise<number> {
  const before = old.before.toISOString();
  const { count: owned } = await raw`
    delete from notifications where (merchant_id, id) in (
      select oldest.merchant_id, oldest.id from merchants cross join lateral (
        select merchant_id, id from notifications
        where merchant_id = merchants.id and received_at < ${before} and processed_at is not null and due_at is null
        order by received_at, id limit ${old.limit}
      ) oldest limit ${old.limit})`;
  const { count: ownerless } = await raw`
    delete from ownerless_notifications where id in (
      select id from ownerless_notifications where received_at < ${before} order by id limit ${old.limit})`;
  return owned + ownerless;
}

function columnsOf({ outcome, orderId, events, dueAt }: NotificationResult) {
  return {
    outcome,
    orderId,
    dueAt,
    processedAt: dueAt === null ? sql`now()` : null,
    ...(events && {
      firstEvent: sql`coalesce(${notifications.firstEvent}, ${events.first})`,
      lastEvent: events.last,
    }),
  };
}
