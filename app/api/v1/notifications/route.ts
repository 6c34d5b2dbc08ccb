import { listRawNotifications } from '@/db/notification-log';
import { presentNotification } from '@/lib/services/notification-presentation';
import { notificationQuerySchema } from '@/lib/services/notification-request';
import { apiRoute, json, readQuery } from '@/lib/web/api';

export const GET = apiRoute('notifications:read', async ({ caller, request }) => {
  const { limit, cursor } = readQuery(request, notificationQuerySchema);
  const page = await listRawNotifications(caller.merchant, { limit, ...(cursor ? { olderThan: cursor } : {}) });
  const last = page.notifications.at(-1);
  return json({
    results: page.notifications.map(presentNotification),
    next_cursor: page.hasMore && last ? String(last.id) : null,
  });
});
