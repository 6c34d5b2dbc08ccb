import 'server-only';
import type { NotificationRow } from '@/db/notifications';
import type { ShownNotification } from '@/lib/api/notifications';

/**
 * The API's view of a delivery: what arrived, as it arrived, and what came of it. A body that is not UTF-8 is given in
 * base64, so that nothing of it is lost. The key of the URL is not part of it.
 */
export function presentNotification(notification: NotificationRow): ShownNotification {
  const { topic, signature, outcome, attempts, query, headers } = notification;
  return {
    id: String(notification.id),
    received_at: notification.receivedAt.toISOString(),
    topic,
    resource_id: notification.resourceId,
    signature,
    outcome: outcome ?? 'pending',
    order_id: notification.orderId,
    attempts,
    processed_at: notification.processedAt?.toISOString() ?? null,
    next_attempt_at: notification.processedAt ? null : (notification.dueAt?.toISOString() ?? null),
    request: { method: 'POST', query, headers, ...presentBody(notification.body) },
  };
}

function presentBody(body: Uint8Array): { body: string; body_encoding: 'utf-8' | 'base64' } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return { body: text, body_encoding: 'utf-8' };
  } catch {
    return { body: Buffer.from(body).toString('base64'), body_encoding: 'base64' };
  }
}
