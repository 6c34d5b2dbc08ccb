import 'server-only';
import { deleteOldApiKeyUses } from '@/db/api-keys';
import { forgetHintLooks } from '@/db/hint-looks';
import { deleteOldIdempotencyRecords } from '@/db/idempotency';
import { deleteOldNotifications } from '@/db/notifications';
import { deleteOldCreations } from '@/db/place-creations';
import { deleteOldRuns } from '@/db/reconciliation';
import { deleteOldReferenceCounters } from '@/db/references';
import { forgetPolls } from '@/db/unattended';
import { deleteOldWebhookEvents } from '@/db/webhook-deliveries';
import { deleteExpiredSecrets } from '@/db/webhook-endpoints';
import { actAsSystem } from '@/lib/domain/scope';
import { POLLS_KEPT_DAYS } from '@/lib/domain/unattended';
import { env } from '@/lib/env';

const DAY_MS = 86_400_000;
/** Few at a time: deleting holds no lock for long and leaves the disk to those who charge. */
const BATCH = 500;
const LOOKS_KEPT_MS = 3_600_000;
/** A year and a month: an accountant compares with the same weeks of last year. What was decided is kept for ever. */
const COMPARISONS_KEPT_MS = 400 * DAY_MS;
/** How places were made, and the numbers of a till's days: nobody asks for them after a year. */
const WORK_KEPT_MS = 400 * DAY_MS;
const KEY_USES_KEPT_MS = 3_600_000;
/** A day more than is promised: whoever counts from the answer, or by another clock, is right as well. */
export const IDEMPOTENCY_KEPT_MS = 4 * DAY_MS;

/**
 * Deletes what was received and worked on, compared or told longer ago than it is kept; one small batch of each, and says
 * how large they were. Safe on any number of processes.
 */
export async function forgetOldDeliveries(): Promise<number> {
  const now = Date.now();
  const before = new Date(now - env().NOTIFICATION_RETENTION_DAYS * DAY_MS);
  const worked = new Date(now - WORK_KEPT_MS);
  const [deliveries, told, looks, comparisons, keys, uses, polls, made, numbers] = await Promise.all([
    deleteOldNotifications(actAsSystem(), { before, limit: BATCH }),
    deleteOldWebhookEvents(actAsSystem(), { before, limit: BATCH }),
    forgetHintLooks(actAsSystem(), { before: new Date(now - LOOKS_KEPT_MS), limit: BATCH }),
    deleteOldRuns(actAsSystem(), { before: new Date(now - COMPARISONS_KEPT_MS), limit: BATCH }),
    deleteOldIdempotencyRecords(actAsSystem(), { before: new Date(now - IDEMPOTENCY_KEPT_MS), limit: BATCH }),
    deleteOldApiKeyUses(actAsSystem(), new Date(now - KEY_USES_KEPT_MS)),
    forgetPolls(actAsSystem(), { before: new Date(now - POLLS_KEPT_DAYS * DAY_MS), limit: BATCH }),
    deleteOldCreations(actAsSystem(), { before: worked, limit: BATCH }),
    deleteOldReferenceCounters(actAsSystem(), { beforeDay: dayOf(worked), limit: BATCH }),
  ]);
  await deleteExpiredSecrets(actAsSystem(), new Date(now));
  return deliveries + told + looks + comparisons + keys + uses + polls + made + numbers;
}

/** `YYYYMMDD`, a day more or less than in a store's own zone. */
function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10).replaceAll('-', '');
}
