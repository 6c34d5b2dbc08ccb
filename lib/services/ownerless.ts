import 'server-only';
import { countOwnerlessNotifications, listOwnerlessNotifications } from '@/db/ownerless-notifications';
import { actAsSystem } from '@/lib/domain/scope';
import { readNotification } from '@/lib/mercadopago/notification';

/** A delivery that nobody owns, as far as it may be shown: plain words and ids, nothing of what else was sent. */
export type OwnerlessDelivery = {
  readonly receivedAt: Date;
  readonly userId: string | null;
  readonly topic: string | null;
  readonly resourceId: string | null;
};

export type OwnerlessAccount = {
  /** Null for deliveries that name no account. */
  readonly userId: string | null;
  readonly deliveries: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
};

/**
 * What came to the application's notification URL about accounts that are connected to no merchant: who they are, and the
 * newest deliveries. An account that is missing here was never connected, or is another installation's.
 */
export async function readOwnerlessDeliveries(limit: number): Promise<{
  accounts: readonly OwnerlessAccount[];
  newest: readonly OwnerlessDelivery[];
}> {
  const [accounts, rows] = await Promise.all([
    countOwnerlessNotifications(actAsSystem()),
    listOwnerlessNotifications(actAsSystem(), limit),
  ]);
  const newest = rows.map(({ receivedAt, userId, query, body }) => {
    const { topic, resourceId } = readNotification({ query: new URLSearchParams(query), body });
    return { receivedAt, userId, topic, resourceId };
  });
  return { accounts, newest };
}
