import 'server-only';
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, not, or, type SQL, sql } from 'drizzle-orm';
import type { NotificationOutcome, NotificationTopic, SignatureVerdict } from '../lib/domain/notification';
import { SELF_TEST_TOPIC } from '../lib/domain/notification';
import type { OrderEvent } from '../lib/domain/order-state';
import type { Merchant } from '../lib/domain/scope';
import { db } from './client';
import type { NotificationRow } from './notifications';
import { notifications, orderEvents, orders } from './schema';

/** Every part narrows; an empty filter is every delivery. Times are half-open and about arrival. */
export type NotificationFilter = {
  readonly topic?: NotificationTopic;
  /** `pending` is what nobody has worked on yet. */
  readonly outcome?: NotificationOutcome | 'pending';
  readonly signature?: SignatureVerdict;
  /** Either of them: the id that a delivery names, or the order that it led to. */
  readonly about?: { readonly resourceId: string; readonly orderId: string | null };
  readonly receivedFrom?: Date;
  readonly receivedTo?: Date;
};

/** One row of the list: without the body, which can be long. */
export type NotificationSummary = Omit<NotificationRow, 'merchantId' | 'body' | 'headers' | 'query'> & {
  /** Of the order that it led to, or null. */
  readonly externalReference: string | null;
  /** Kinds of the events that its look caused. */
  readonly eventTypes: readonly string[];
};

/** A place in the list: deliveries older than this one, or newer. */
export type NotificationPlace = { readonly olderThan?: number; readonly newerThan?: number };

/** What this merchant's URL received, newest first, by keyset on the id. `hasMore` is in the direction of reading. */
export async function listNotifications(
  merchant: Merchant,
  query: { filter: NotificationFilter; limit: number; place?: NotificationPlace },
): Promise<{ notifications: NotificationSummary[]; hasMore: boolean }> {
  const { olderThan, newerThan } = query.place ?? {};
  const rows = await db
    .select({ ...summaryColumns, externalReference: orders.externalReference, eventTypes })
    .from(notifications)
    .leftJoin(orders, and(eq(orders.merchantId, notifications.merchantId), eq(orders.id, notifications.orderId)))
    .where(
      and(
        ...conditions(merchant, query.filter),
        olderThan === undefined ? undefined : lt(notifications.id, olderThan),
        newerThan === undefined ? undefined : gt(notifications.id, newerThan),
      ),
    )
    .orderBy(newerThan === undefined ? desc(notifications.id) : asc(notifications.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  return { notifications: newerThan === undefined ? page : page.reverse(), hasMore: rows.length > query.limit };
}

/** Whole deliveries, newest first; for systems that read what was sent. */
export async function listRawNotifications(
  merchant: Merchant,
  query: { limit: number; olderThan?: number },
): Promise<{ notifications: NotificationRow[]; hasMore: boolean }> {
  const rows = await db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.merchantId, merchant.id),
        query.olderThan === undefined ? undefined : lt(notifications.id, query.olderThan),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(query.limit + 1);
  return { notifications: rows.slice(0, query.limit), hasMore: rows.length > query.limit };
}

/** One delivery of this merchant with the events that it caused, oldest first, or null. */
export async function getNotification(
  merchant: Merchant,
  id: number,
): Promise<{
  notification: NotificationRow;
  externalReference: string | null;
  events: { sequence: number; event: OrderEvent }[];
} | null> {
  const [row] = await db
    .select({ notification: notifications, externalReference: orders.externalReference })
    .from(notifications)
    .leftJoin(orders, and(eq(orders.merchantId, notifications.merchantId), eq(orders.id, notifications.orderId)))
    .where(and(eq(notifications.merchantId, merchant.id), eq(notifications.id, id)));
  if (!row) return null;
  const { orderId, firstEvent, lastEvent } = row.notification;
  if (orderId === null || firstEvent === null || lastEvent === null) return { ...row, events: [] };
  const events = await db
    .select({ sequence: orderEvents.sequence, event: orderEvents.data })
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.merchantId, merchant.id),
        eq(orderEvents.orderId, orderId),
        gte(orderEvents.sequence, firstEvent),
        sql`${orderEvents.sequence} <= ${lastEvent}`,
      ),
    )
    .orderBy(asc(orderEvents.sequence));
  return { ...row, events };
}

/** When this merchant's URL last received anything but our own test of it, or null. */
export async function lastDeliveryAt(merchant: Merchant): Promise<Date | null> {
  const [row] = await db
    .select({ at: notifications.receivedAt })
    .from(notifications)
    .where(and(eq(notifications.merchantId, merchant.id), not(isSelfTest)))
    .orderBy(desc(notifications.id))
    .limit(1);
  return row?.at ?? null;
}

/** When it last received something that Mercado Pago, asked with the merchant's token, knew to be about an order of ours. */
export async function lastVerifiedDeliveryAt(merchant: Merchant): Promise<Date | null> {
  const [row] = await db
    .select({ at: notifications.receivedAt })
    .from(notifications)
    .where(
      and(
        eq(notifications.merchantId, merchant.id),
        isNotNull(notifications.orderId),
        inArray(notifications.outcome, ['changed', 'nothing_new']),
      ),
    )
    .orderBy(desc(notifications.receivedAt))
    .limit(1);
  return row?.at ?? null;
}

/** Deliveries that arrived within an hour; hours are counted since 1970, in UTC. */
export type HourOfDeliveries = { readonly hour: number; readonly hits: number; readonly changed: number };

/** How many deliveries arrived in each hour since then, and how many of them changed an order. Of a flood only the latest. */
export async function countDeliveriesByHour(
  merchant: Merchant,
  { since, limit }: { since: Date; limit: number },
): Promise<HourOfDeliveries[]> {
  const latest = db
    .select({ receivedAt: notifications.receivedAt, outcome: notifications.outcome })
    .from(notifications)
    .where(and(eq(notifications.merchantId, merchant.id), gte(notifications.receivedAt, since), not(isSelfTest)))
    .orderBy(desc(notifications.receivedAt))
    .limit(limit)
    .as('latest');
  const hour = sql<number>`floor(extract(epoch from ${latest.receivedAt}) / 3600)::int`;
  return db
    .select({
      hour,
      hits: sql<number>`count(*)::int`,
      changed: sql<number>`(count(*) filter (where ${latest.outcome} = 'changed'))::int`,
    })
    .from(latest)
    .groupBy(hour);
}

/** How many of this merchant's deliveries nobody has worked on yet, and since when the oldest waits. */
export async function countUnprocessed(merchant: Merchant): Promise<{ count: number; oldestAt: Date | null }> {
  const [row] = await db
    .select({
      count: sql<number>`count(*)::int`,
      oldestAt: sql<string | null>`min(${notifications.receivedAt})`,
    })
    .from(notifications)
    .where(
      and(eq(notifications.merchantId, merchant.id), isNotNull(notifications.dueAt), isNull(notifications.outcome)),
    );
  return { count: row?.count ?? 0, oldestAt: row?.oldestAt ? new Date(row.oldestAt) : null };
}

/** True once a delivery with this mark in its query arrived. */
export async function hasSelfTestArrived(merchant: Merchant, mark: string): Promise<boolean> {
  const newest = db
    .select({ query: notifications.query })
    .from(notifications)
    .where(eq(notifications.merchantId, merchant.id))
    .orderBy(desc(notifications.id))
    .limit(1000)
    .as('newest');
  const found = await db.select({ query: newest.query }).from(newest).where(sql`strpos(${newest.query}, ${mark}) > 0`);
  return found.length > 0;
}

const isSelfTest = sql`starts_with(${notifications.query}, ${`topic=${SELF_TEST_TOPIC}&`})`;

const summaryColumns = {
  id: notifications.id,
  receivedAt: notifications.receivedAt,
  topic: notifications.topic,
  resourceId: notifications.resourceId,
  signature: notifications.signature,
  attempts: notifications.attempts,
  dueAt: notifications.dueAt,
  processedAt: notifications.processedAt,
  outcome: notifications.outcome,
  orderId: notifications.orderId,
  firstEvent: notifications.firstEvent,
  lastEvent: notifications.lastEvent,
};

const eventTypes = sql<string[]>`array(
  select ${orderEvents.type} from ${orderEvents}
  where ${orderEvents.merchantId} = ${notifications.merchantId} and ${orderEvents.orderId} = ${notifications.orderId}
    and ${orderEvents.sequence} between ${notifications.firstEvent} and ${notifications.lastEvent})`;

const topicConditions: Readonly<Record<NotificationTopic, SQL>> = {
  merchant_order: sql`strpos(${notifications.topic}, 'merchant_order') > 0`,
  payment: sql`${notifications.topic} = 'payment'`,
  order: sql`${notifications.topic} in ('order', 'orders')`,
  self_test: sql`${notifications.topic} = ${SELF_TEST_TOPIC}`,
  other: sql`(${notifications.topic} is null and ${notifications.outcome} is not null or
    ${notifications.topic} not in ('payment', 'order', 'orders', ${SELF_TEST_TOPIC}) and strpos(${notifications.topic}, 'merchant_order') = 0)`,
};

function conditions(merchant: Merchant, filter: NotificationFilter): (SQL | undefined)[] {
  const { topic, outcome, signature, about } = filter;
  return [
    eq(notifications.merchantId, merchant.id),
    topic ? topicConditions[topic] : undefined,
    outcome === 'pending' ? and(isNull(notifications.outcome), isNotNull(notifications.dueAt)) : undefined,
    outcome && outcome !== 'pending' ? eq(notifications.outcome, outcome) : undefined,
    signature ? eq(notifications.signature, signature) : undefined,
    about
      ? or(
          eq(notifications.resourceId, about.resourceId),
          about.orderId ? eq(notifications.orderId, about.orderId) : undefined,
        )
      : undefined,
    filter.receivedFrom ? gte(notifications.receivedAt, filter.receivedFrom) : undefined,
    filter.receivedTo ? lt(notifications.receivedAt, filter.receivedTo) : undefined,
  ];
}
