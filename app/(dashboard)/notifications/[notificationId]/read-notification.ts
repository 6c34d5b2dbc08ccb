import 'server-only';
import { getNotification } from '@/db/notification-log';
import type { Merchant } from '@/lib/domain/scope';
import { notificationPath } from '@/lib/services/accounts';
import { type ShownBody, showBody } from './show-body';

/** What is shown of a request; the key at the end of its address is not. */
export type ShownRequest = {
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ShownBody;
};

/** One delivery of this merchant with what it changed, or null: another merchant's does not exist here. */
export async function readNotification(merchant: Merchant, id: string) {
  if (!/^\d{1,15}$/.test(id)) return null;
  const found = await getNotification(merchant, Number(id));
  if (!found) return null;
  const { notification } = found;
  const request: ShownRequest = {
    path: notificationPath('…'),
    query: notification.query,
    headers: Object.entries(notification.headers).sort(),
    body: showBody(notification.body),
  };
  return { ...found, eventTypes: found.events.map(({ event }) => event.type), request };
}

export type NotificationDetail = NonNullable<Awaited<ReturnType<typeof readNotification>>>;
