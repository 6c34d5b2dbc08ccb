import 'server-only';
import {
  type ClaimedNotification,
  claimNotifications,
  letNotificationsWait,
  type NotificationRow,
  noteNotifications,
  settleWaitingNotifications,
} from '@/db/notifications';
import { signatureVerdicts } from '@/lib/domain/notification';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import { type NotificationHint, readNotification } from '@/lib/mercadopago/notification';
import { judgeSignature, type SignatureEvidence } from '@/lib/mercadopago/signature';
import { webhookSecrets } from './accounts';
import { type Followed, followHint, type MustWait } from './hint-following';

const CLAIM_LIMIT = 200;
const LEASE_MS = 30_000;
/**
 * When to come back to what has no answer yet. What Mercado Pago does not know may have been made a moment ago, or be made
 * up: it is not asked for more often than anything else that anybody can name.
 */
const RETRY_SECONDS: Readonly<Partial<Record<Followed['outcome'], readonly number[]>>> = {
  not_found_yet: [10, 30, 120],
  no_answer: [2, 5, 15, 60, 300, 900, 3600],
};
const LOOKS_AT_ONCE = 8;

/**
 * Works on what is in the inbox, once, and says how many rows it took. Safe on any number of processes: rows are claimed
 * with a lease, and what a row causes is the same however often it is done.
 */
export async function workOnInbox(): Promise<number> {
  const now = new Date();
  const claimed = await claimNotifications(actAsSystem(), {
    now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    limit: CLAIM_LIMIT,
  });
  const groups = [...groupByResource(claimed).values()];
  const lanes = Array.from({ length: LOOKS_AT_ONCE }, async () => {
    for (let group = groups.shift(); group; group = groups.shift()) await workOnGroup(group);
  });
  await Promise.all(lanes);
  return claimed.length;
}

/** Deliveries about one thing: they are answered by one look, which began after all of them had arrived. */
type Group = {
  readonly merchant: Merchant;
  readonly hint: NotificationHint;
  readonly rows: { readonly row: NotificationRow; readonly topic: string | null }[];
};

function groupByResource(claimed: readonly ClaimedNotification[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { merchant, notification: row } of claimed) {
    const hint = readNotification({ query: new URLSearchParams(row.query), body: row.body });
    // Whatever else it says, one about the account is answered by seeing whether the token works.
    const about = hint.kind === 'account' ? '' : (hint.resourceId ?? `row ${row.id}`);
    const key = `${merchant.id} ${hint.kind} ${about}`;
    const group = groups.get(key) ?? { merchant, hint, rows: [] };
    group.rows.push({ row, topic: hint.topic });
    groups.set(key, group);
  }
  return groups;
}

async function workOnGroup(group: Group): Promise<void> {
  const { merchant, hint, rows } = group;
  try {
    const secrets = await webhookSecrets(merchant);
    const knownOrderId = rows.find(({ row }) => row.orderId !== null)?.row.orderId ?? null;
    await note(group, await followHint(merchant, hint, knownOrderId), secrets);
  } catch (error) {
    log.error({ error, ids: rows.map(({ row }) => row.id) }, 'a notification could not be worked on');
    // If not even that can be noted, the lease runs out and somebody tries again.
    await note(group, { outcome: 'no_answer', orderId: null, events: null, beganAt: null }, []).catch(() => undefined);
  }
}

/** Writes down what deliveries meant, each with what its signature proves, and whether to come back to them. */
async function note(group: Group, result: Followed | MustWait, secrets: readonly string[]): Promise<void> {
  const { merchant, hint, rows } = group;
  const { resourceId } = hint;
  const attempts = Math.max(...rows.map(({ row }) => row.attempts));
  const topics = [...new Set(rows.map(({ topic }) => topic))];
  for (const topic of topics) {
    for (const signature of signatureVerdicts) {
      const alike = rows.filter((one) => one.topic === topic && evidenceOf(one.row, secrets) === signature);
      const ids = alike.map(({ row }) => row.id);
      if (ids.length === 0) continue;
      const named = { topic, resourceId, signature };
      if (result.outcome === 'waiting')
        await letNotificationsWait(merchant, ids, { ...named, orderId: result.orderId, dueAt: result.freeAt });
      else await noteNotifications(merchant, ids, { ...named, ...columnsOf(result, attempts) });
    }
  }
  if (result.outcome === 'waiting' || result.beganAt === null || resourceId === null) return;
  const covered = {
    topics: topics.filter((topic) => topic !== null),
    resourceId,
    receivedBefore: result.beganAt,
  };
  await settleWaitingNotifications(merchant, covered, { ...columnsOf(result, attempts), attempts });
}

function columnsOf({ outcome, orderId, events }: Followed, attempts: number) {
  const seconds = RETRY_SECONDS[outcome]?.[attempts - 1];
  const dueAt = seconds === undefined ? null : new Date(Date.now() + seconds * 1000);
  return { outcome, orderId, events, dueAt };
}

/** A signature is evidence and no more: most QR notifications cannot be verified, and none is believed. */
function evidenceOf(row: NotificationRow, secrets: readonly string[]): SignatureEvidence {
  return judgeSignature({
    signatureHeader: row.headers['x-signature'] ?? null,
    requestId: row.headers['x-request-id'] ?? null,
    dataId: new URLSearchParams(row.query).get('data.id'),
    secrets,
  });
}
