import 'server-only';
import { forgetHintLooks } from '@/db/hint-looks';
import { deleteOldNotifications } from '@/db/notifications';
import { actAsSystem } from '@/lib/domain/scope';
import { env } from '@/lib/env';

const DAY_MS = 86_400_000;
/** Few at a time: deleting holds no lock for long and leaves the disk to those who charge. */
const BATCH = 500;
const LOOKS_KEPT_MS = 3_600_000;

/**
 * Deletes what was received, and worked on, longer ago than it is kept; one small batch, and says how large it was. Safe
 * on any number of processes.
 */
export async function forgetOldDeliveries(): Promise<number> {
  const now = Date.now();
  const before = new Date(now - env().NOTIFICATION_RETENTION_DAYS * DAY_MS);
  const [deliveries, looks] = await Promise.all([
    deleteOldNotifications(actAsSystem(), { before, limit: BATCH }),
    forgetHintLooks(actAsSystem(), { before: new Date(now - LOOKS_KEPT_MS), limit: BATCH }),
  ]);
  return deliveries + looks;
}
