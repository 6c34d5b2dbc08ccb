import 'server-only';
import { getMerchant } from '@/db/merchants';
import {
  countDeliveriesByHour,
  countUnprocessed,
  lastDeliveryAt,
  lastVerifiedDeliveryAt,
  listNotifications,
  type NotificationFilter,
} from '@/db/notification-log';
import { countOrders, getOrder, getOrderByReference } from '@/db/orders';
import { listSilenceAlarms } from '@/db/silence-alarms';
import { dayAt, periodOfDays } from '@/lib/domain/calendar';
import type { Merchant } from '@/lib/domain/scope';
import { isAddressPublic, maskedNotificationUrl } from '@/lib/services/accounts';
import { type NotificationQuery, parseNotificationQuery, type SearchParameters } from './notification-query';

const PAGE_SIZE = 50;
const PAST_ALARMS = 5;
const HOUR_MS = 3_600_000;
const HOURS_SHOWN = 24;
/** A flood is seen in its latest part as well. */
const MOST_COUNTED = 20_000;

type Moment = { readonly now: Date; readonly timeZone: string };

/** One page of the list, newest first, with the cursors of its neighbours. */
export async function readNotifications(merchant: Merchant, parameters: SearchParameters, moment: Moment) {
  const { query, place } = parseNotificationQuery(parameters);
  const filter = await toFilter(merchant, query, moment.timeZone);
  if (place.newer !== null) {
    const page = await listNotifications(merchant, { filter, limit: PAGE_SIZE, place: { newerThan: place.newer } });
    // The way back ends on the first page, which is always full.
    if (page.hasMore)
      return {
        query,
        ...page,
        newer: page.notifications.at(0)?.id ?? null,
        older: page.notifications.at(-1)?.id ?? null,
      };
  }
  const { older } = place;
  const page = await listNotifications(merchant, {
    filter,
    limit: PAGE_SIZE,
    ...(older === null ? {} : { place: { olderThan: older } }),
  });
  const [first, last] = [page.notifications.at(0), page.notifications.at(-1)];
  return { query, ...page, newer: older && first ? first.id : null, older: page.hasMore && last ? last.id : null };
}

export type NotificationsPage = Awaited<ReturnType<typeof readNotifications>>;

/** Whether Mercado Pago's messages reach us. The day is the one of the merchant's zone. */
export async function readNotificationHealth(merchant: Merchant, { now, timeZone }: Moment) {
  const today = dayAt(now, timeZone);
  const { from: closedFrom, to: closedTo } = periodOfDays(today, today, timeZone);
  const [lastAt, verifiedAt, unprocessed, alarms, paid, unannounced, { notificationKey }] = await Promise.all([
    lastDeliveryAt(merchant),
    lastVerifiedDeliveryAt(merchant),
    countUnprocessed(merchant),
    listSilenceAlarms(merchant, PAST_ALARMS + 1),
    countOrders(merchant, { closedFrom, closedTo }),
    countOrders(merchant, { closedFrom, closedTo, closedBy: ['sweep'] }),
    getMerchant(merchant),
  ]);
  return {
    lastAt,
    verifiedAt,
    unprocessed,
    silence: alarms.find((alarm) => alarm.clearedAt === null) ?? null,
    pastSilences: alarms.filter((alarm) => alarm.clearedAt !== null).slice(0, PAST_ALARMS),
    paid,
    unannounced,
    url: maskedNotificationUrl(notificationKey),
    isPublic: isAddressPublic(),
  };
}

export type NotificationHealth = Awaited<ReturnType<typeof readNotificationHealth>>;

/** What arrived in each of the last 24 hours, oldest first; an hour without anything is there as well. */
export async function readHours(merchant: Merchant, now: Date) {
  const hourNow = Math.floor(now.getTime() / HOUR_MS);
  const first = hourNow - HOURS_SHOWN + 1;
  const counted = await countDeliveriesByHour(merchant, { since: new Date(first * HOUR_MS), limit: MOST_COUNTED });
  const found = new Map(counted.map((one) => [one.hour, one]));
  const hours = Array.from({ length: HOURS_SHOWN }, (_, place) => {
    const { hits, changed } = found.get(first + place) ?? { hits: 0, changed: 0 };
    return { startsAt: new Date((first + place) * HOUR_MS), hits, changed };
  });
  const hits = hours.reduce((sum, hour) => sum + hour.hits, 0);
  return { hours, hits, isCapped: hits >= MOST_COUNTED };
}

export type HoursOfDeliveries = Awaited<ReturnType<typeof readHours>>;

async function toFilter(merchant: Merchant, query: NotificationQuery, timeZone: string): Promise<NotificationFilter> {
  const { q, topic, outcome, signature, from, to } = query;
  const order = q === '' ? null : ((await getOrder(merchant, q)) ?? (await getOrderByReference(merchant, q)));
  return {
    ...(topic && { topic }),
    ...(outcome && { outcome }),
    ...(signature && { signature }),
    ...(q !== '' && { about: { resourceId: q, orderId: order?.id ?? null } }),
    ...(from && { receivedFrom: periodOfDays(from, from, timeZone).from }),
    ...(to && { receivedTo: periodOfDays(to, to, timeZone).to }),
  };
}
