import { listRawNotifications } from '@/db/notification-log';
import { listNotifications } from '@/lib/api/notifications';
import { presentNotification } from '@/lib/services/notification-presentation';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(listNotifications, async ({ caller, query: { limit, cursor } }) => {
  const page = await listRawNotifications(caller.merchant, { limit, ...(cursor ? { olderThan: cursor } : {}) });
  const last = page.notifications.at(-1);
  return json({
    results: page.notifications.map(presentNotification),
    next_cursor: page.hasMore && last ? String(last.id) : null,
  });
});
