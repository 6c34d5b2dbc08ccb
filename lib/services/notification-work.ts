import 'server-only';
import {
  type ClaimedNotification,
  claimNotifications,
  finishNotifications,
  type NotificationRow,
  postponeNotifications,
} from '@/db/notifications';
import { findOrderIdByMoney, findOrderIdByProviderOrder, loadOrderByReference } from '@/db/order-records';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { type NotificationHint, readNotification } from '@/lib/mercadopago/notification';
import { judgeSignature, type SignatureEvidence } from '@/lib/mercadopago/signature';
import { connected, webhookSecrets } from './accounts';
import { lookAtOrder } from './look';

const CLAIM_LIMIT = 200;
const LEASE_MS = 30_000;
/** A resource that was just made may not be readable for a moment, so the first retries come soon. */
const RETRY_SECONDS = [2, 5, 15, 60, 300, 900, 3600];
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
  readonly parsed: NotificationHint;
  readonly rows: NotificationRow[];
};

function groupByResource(claimed: readonly ClaimedNotification[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { merchant, notification } of claimed) {
    const parsed = readNotification({
      query: new URLSearchParams(notification.query),
      body: notification.body,
    });
    const key = `${merchant.id} ${parsed.kind} ${parsed.resourceId ?? `row ${notification.id}`}`;
    const group = groups.get(key) ?? { merchant, parsed, rows: [] };
    group.rows.push(notification);
    groups.set(key, group);
  }
  return groups;
}

async function workOnGroup({ merchant, parsed, rows }: Group): Promise<void> {
  try {
    const result = await follow(merchant, parsed);
    const secrets = await webhookSecrets(merchant);
    await note(merchant, parsed, rows, result, secrets);
  } catch (error) {
    // The lease runs out and somebody tries again; the sweep would find the money even if nobody did.
    log.error({ error, ids: rows.map((row) => row.id) }, 'a notification could not be worked on');
  }
}

/** Writes down what deliveries meant, each with what its signature proves, and whether to come back to them. */
async function note(
  merchant: Merchant,
  parsed: NotificationHint,
  rows: readonly NotificationRow[],
  result: Result,
  secrets: readonly string[],
): Promise<void> {
  const isOpen = result.outcome === 'not_found_yet' || result.outcome === 'no_answer';
  const seconds = RETRY_SECONDS[Math.max(...rows.map((row) => row.attempts)) - 1];
  for (const signature of ['valid', 'invalid', 'unverifiable'] as const) {
    const ids = rows.filter((row) => evidenceOf(row, secrets) === signature).map((row) => row.id);
    if (ids.length === 0) continue;
    const named = { topic: parsed.topic, resourceId: parsed.resourceId, signature };
    if (isOpen && seconds !== undefined) {
      const dueAt = new Date(Date.now() + seconds * 1000);
      await postponeNotifications(merchant, ids, { ...named, outcome: result.outcome, dueAt });
    } else await finishNotifications(merchant, ids, { ...named, ...result });
  }
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

type Result = {
  readonly outcome: 'changed' | 'nothing_new' | 'not_ours' | 'not_found_yet' | 'no_answer' | 'not_followed';
  readonly orderId: string | null;
};

/** Uses a hint as a reason to look. Nothing in it is believed but which id to ask for, with the merchant's own token. */
async function follow(merchant: Merchant, parsed: NotificationHint): Promise<Result> {
  if (parsed.resourceId === null) return { outcome: 'not_followed', orderId: null };
  const found = await orderNamed(merchant, parsed.kind, parsed.resourceId);
  if (typeof found === 'string') return { outcome: found, orderId: null };
  const look = await lookAtOrder(merchant, found.orderId, {
    source: 'notification',
    by: { source: 'notification', personId: null, apiKeyId: null },
    ...(found.merchantOrderId ? { merchantOrderId: found.merchantOrderId } : {}),
  });
  if (!look?.isComplete) return { outcome: 'no_answer', orderId: found.orderId };
  return { outcome: look.changed ? 'changed' : 'nothing_new', orderId: found.orderId };
}

async function orderNamed(merchant: Merchant, kind: NotificationHint['kind'], id: string): Promise<Found | NotFound> {
  switch (kind) {
    case 'merchant_order':
      return orderOfMerchantOrder(merchant, id);
    case 'payment':
      return orderOfPayment(merchant, id);
    case 'order': {
      const orderId = await findOrderIdByProviderOrder(merchant, id);
      // It may be faster than the answer that told us its id.
      return orderId ? { orderId, merchantOrderId: null } : 'not_found_yet';
    }
    case 'other':
      return 'not_followed';
  }
}

type Found = { readonly orderId: string; readonly merchantOrderId: string | null };
type NotFound = 'not_followed' | 'not_ours' | 'not_found_yet' | 'no_answer';

async function orderOfMerchantOrder(merchant: Merchant, merchantOrderId: string): Promise<Found | NotFound> {
  const known = await findOrderIdByMoney(merchant, { merchantOrderId });
  if (known) return { orderId: known, merchantOrderId };
  const { client } = await connected(merchant, 'soon');
  return ask(merchant, async () => {
    const { externalReference } = await client.getMerchantOrder(merchantOrderId);
    return { externalReference, merchantOrderId };
  });
}

async function orderOfPayment(merchant: Merchant, paymentId: string): Promise<Found | NotFound> {
  const known = await findOrderIdByMoney(merchant, { paymentId });
  if (known) return { orderId: known, merchantOrderId: null };
  const { client } = await connected(merchant, 'soon');
  return ask(merchant, async () => {
    const payment = await client.getPayment(paymentId);
    return { externalReference: payment.externalReference, merchantOrderId: payment.merchantOrderId };
  });
}

async function ask(
  merchant: Merchant,
  read: () => Promise<{ externalReference: string | null; merchantOrderId: string | null }>,
): Promise<Found | NotFound> {
  try {
    const { externalReference, merchantOrderId } = await read();
    const record = externalReference ? await loadOrderByReference(merchant, externalReference) : null;
    return record ? { orderId: record.row.id, merchantOrderId } : 'not_ours';
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    return error.status === 404 ? 'not_found_yet' : 'no_answer';
  }
}
