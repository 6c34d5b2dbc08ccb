import 'server-only';
import { getNotification } from '@/db/notification-log';
import { noteNotifications } from '@/db/notifications';
import { openOutcomes } from '@/lib/domain/notification';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { readNotification } from '@/lib/mercadopago/notification';
import { type Followed, followHintAgain } from './hint-following';

/**
 * Looks once more for the reason that a stored delivery gives, and says what that found. What it said when it came stays
 * as it was noted, unless nobody had found out yet. Throws `not_found` for a delivery that this merchant does not have,
 * and `conflict` while no account is connected.
 */
export async function followAgain(merchant: Merchant, id: number, personId: string): Promise<Followed['outcome']> {
  const found = await getNotification(merchant, id);
  if (!found) throw new AppError('not_found', 'no such notification');
  const { notification } = found;
  const hint = readNotification({ query: new URLSearchParams(notification.query), body: notification.body });
  const followed = await followHintAgain(merchant, hint, personId);
  const { topic, resourceId } = hint;
  const { outcome, orderId, events } = followed;
  const wasOpen = openOutcomes.some((open) => open === notification.outcome);
  if (wasOpen && orderId !== null && outcome !== 'no_answer') {
    const { signature } = notification;
    await noteNotifications(merchant, [id], { topic, resourceId, signature, outcome, orderId, events, dueAt: null });
  }
  return outcome;
}
