import 'server-only';
import { and, count, desc, eq, gte, inArray, isNotNull, lt, lte, min, or, sql } from 'drizzle-orm';
import { isShapedLikeInstallationKey } from '../lib/domain/notification-key';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, sql as raw } from './client';
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
        ${deliveries.map((_, place) => place)}::int[], ${deliveries.map((delivery) => delivery.merchantKey)}::text[],
        ${deliveries.map((delivery) => delivery.query)}::text[],
        ${deliveries.map((delivery) => JSON.stringify(delivery.headers))}::text[],
        ${deliveries.map((delivery) => hexOf(delivery.body))}::text[]
      ) as delivery (place, merchant_key, query, headers, body)
    ), stored as (
      insert into notifications (merchant_id, query, headers, body)
      select merchants.id, delivery.query, delivery.headers::jsonb, decode(delivery.body, 'hex')
      from deliveries delivery join merchants on merchants.notification_key = delivery.merchant_key
      order by delivery.place
    )
    select place from deliveries join merchants on merchants.notification_key = deliveries.merchant_key`;
  const places = new Set(stored.map((row) => row.place));
  return deliveries.map((_, place) => places.has(place));
}

/** The same for deliveries of which some came to the application's URL: their merchant is the one with their account. */
async function insertByAccount(deliveries: readonly AddressedDelivery[]): Promise<boolean[]> {
  const taken = await raw<{ place: number }[]>`
    with deliveries as (
      select * from unnest(
        ${deliveries.map((_, place) => place)}::int[], ${deliveries.map((delivery) => delivery.merchantKey)}::text[],
        ${deliveries.map((delivery) => delivery.userId)}::text[], ${deliveries.map((delivery) => delivery.query)}::text[],
        ${deliveries.map((delivery) => JSON.stringify(delivery.headers))}::text[],
        ${deliveries.map((delivery) => hexOf(delivery.body))}::text[]
      ) as delivery (place, merchant_key, user_id, query, headers, body)
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
    select place from owned union select place from common`;
  const places = new Set(taken.map((row) => row.place));
  return deliveries.map((_, place) => places.has(place));
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
  // A delivery is due by the database's clock, which is finer than ours and may be ahead; a retry is due by ours.
  const dueBy = sql`greatest(now(), ${claim.now.toISOString()}::timestamptz)`;
  const due = db
    .select({ merchantId: notifications.merchantId, id: notifications.id })
    .from(notifications)
    .where(and(isNotNull(notifications.dueAt), lte(notifications.dueAt, dueBy)))
    .orderBy(notifications.dueAt)
    .limit(claim.limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .update(notifications)
    .set({ dueAt: claim.leaseUntil, attempts: sql`${notifications.attempts} + 1` })
    .where(inArray(sql`(${notifications.merchantId}, ${notifications.id})`, due))
    .returning();
  return rows
    .sort((a, b) => a.id - b.id)
    .map((notification) => ({ merchant: actAsMerchant(notification.merchantId), notification }));
}

/** Notes what a delivery meant and that it is done with. */
export async function finishNotifications(
  merchant: Merchant,
  ids: readonly number[],
  result: Pick<NotificationRow, 'topic' | 'resourceId' | 'signature' | 'outcome' | 'orderId'>,
): Promise<void> {
  await db
    .update(notifications)
    .set({ ...result, dueAt: null, processedAt: sql`now()` })
    .where(and(eq(notifications.merchantId, merchant.id), inArray(notifications.id, [...ids])));
}

/** Puts deliveries back, to be tried again at `dueAt`. */
export async function postponeNotifications(
  merchant: Merchant,
  ids: readonly number[],
  result: Pick<NotificationRow, 'topic' | 'resourceId' | 'signature' | 'outcome'> & { dueAt: Date },
): Promise<void> {
  await db
    .update(notifications)
    .set(result)
    .where(and(eq(notifications.merchantId, merchant.id), inArray(notifications.id, [...ids])));
}

/** What this merchant's URL received, newest first, by keyset on `id`. */
export async function listNotifications(
  merchant: Merchant,
  query: { limit: number; beforeId?: number },
): Promise<NotificationRow[]> {
  return db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.merchantId, merchant.id),
        query.beforeId === undefined ? undefined : lt(notifications.id, query.beforeId),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(query.limit);
}

/** When this merchant's URL last received anything, or null. */
export async function lastDeliveryAt(merchant: Merchant): Promise<Date | null> {
  const [row] = await listNotifications(merchant, { limit: 1 });
  return row?.receivedAt ?? null;
}

/** How many deliveries nobody has worked on yet, and since when the oldest waits; scheduled retries are left out. */
export async function countPendingNotifications(_system: System): Promise<{ pending: number; oldestAt: Date | null }> {
  const [row] = await db
    .select({ pending: count(), oldestAt: min(notifications.receivedAt) })
    .from(notifications)
    .where(
      and(isNotNull(notifications.dueAt), or(eq(notifications.attempts, 0), lte(notifications.dueAt, sql`now()`))),
    );
  return { pending: row?.pending ?? 0, oldestAt: row?.oldestAt ?? null };
}

/** How many arrived since a time. */
export async function countNotificationsSince(merchant: Merchant, since: Date): Promise<number> {
  const [row] = await db
    .select({ arrived: count() })
    .from(notifications)
    .where(and(eq(notifications.merchantId, merchant.id), gte(notifications.receivedAt, since)));
  return row?.arrived ?? 0;
}
