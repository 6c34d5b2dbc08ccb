import 'server-only';
import { newId } from '@/db/new-id';
import {
  type ClaimedDelivery,
  claimDelivery,
  getWebhookEvent,
  insertTestEvent,
  keepEventBody,
  requeueUntold,
  saveAttempt,
  type WebhookEventRow,
} from '@/db/webhook-deliveries';
import { getEndpoint, listSigningSecrets } from '@/db/webhook-endpoints';
import type { Merchant } from '@/lib/domain/scope';
import { isLost, pauseAfter } from '@/lib/domain/webhook';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { openWebhookSecret } from './webhook-endpoints';
import { presentTestEvent, presentWebhookEvent, publicEventId } from './webhook-presentation';
import { sendWebhook, type WebhookOutcome } from './webhook-sending';

/** Longer than any attempt takes; after that whoever took it is gone. */
export const DELIVERY_LEASE_MS = 60_000;
/** An endpoint that says "too many" without saying for how long. */
const USUAL_REST_S = 30;
/** However long it asks for: what comes meanwhile would wait as long. */
const LONGEST_REST_S = 3_600;

/**
 * Sends a delivery that was taken, and notes what came of it. Null when `signal` ended it: then it is taken again once its
 * lease is over, and may arrive twice.
 */
export async function deliver(
  merchant: Merchant,
  endpointId: string,
  claimed: ClaimedDelivery,
  signal?: AbortSignal,
): Promise<WebhookOutcome | null> {
  const [endpoint, event] = await Promise.all([
    getEndpoint(merchant, endpointId),
    getWebhookEvent(merchant, claimed.eventId),
  ]);
  if (!endpoint || !event) return null;
  const body = event.body ?? (await bodyOf(merchant, event));
  const secrets = await listSigningSecrets(merchant, endpointId, new Date());
  const message = {
    url: endpoint.url,
    id: publicEventId(event.id),
    body,
    secrets: secrets.map((secret) => openWebhookSecret(merchant, endpointId, secret)),
  };
  const outcome = await sendWebhook(message, { allowed: env().WEBHOOK_ALLOWED_NETWORKS ?? '' }, { signal });
  if (outcome) await note(merchant, endpointId, claimed, { outcome, isTest: event.type === 'webhook.test' });
  return outcome;
}

/** Sends one delivery again, now. Throws `conflict` while somebody is at it, `not_found` when there is none. */
export async function redeliver(
  merchant: Merchant,
  key: { endpointId: string; eventId: string },
): Promise<WebhookOutcome | null> {
  const claimed = await claimDelivery(merchant, key, lease());
  if (claimed) return deliver(merchant, key.endpointId, claimed);
  const event = await getWebhookEvent(merchant, key.eventId);
  throw new AppError(event ? 'conflict' : 'not_found', 'this delivery cannot be sent now');
}

/** Sends again, as the worker gets to it, what was not told since then. Throws `conflict` for an endpoint that is stopped. */
export async function redeliverUntold(merchant: Merchant, endpointId: string, since: Date): Promise<number> {
  const endpoint = await getEndpoint(merchant, endpointId);
  if (!endpoint) throw new AppError('not_found', 'no such endpoint');
  if (endpoint.disabledAt) throw new AppError('conflict', 'nothing is sent to a stopped endpoint');
  return requeueUntold(merchant, endpointId, { since, now: new Date() });
}

/** Sends an event that is about nothing, once, whatever the endpoint listens to; one that is stopped too. */
export async function sendTestEvent(
  merchant: Merchant,
  endpointId: string,
): Promise<{ eventId: string; outcome: WebhookOutcome | null }> {
  if (!(await getEndpoint(merchant, endpointId))) throw new AppError('not_found', 'no such endpoint');
  const { now, leaseUntil } = lease();
  const id = newId(now);
  const test = { id, at: now, body: presentTestEvent(id, now), leaseUntil };
  const claimed = await insertTestEvent(merchant, endpointId, test);
  return { eventId: id, outcome: await deliver(merchant, endpointId, claimed) };
}

async function bodyOf(merchant: Merchant, event: WebhookEventRow): Promise<string> {
  const body = await presentWebhookEvent(merchant, event);
  if (body === null) throw new Error('an event is about an order that does not exist');
  return keepEventBody(merchant, event.id, body);
}

async function note(
  merchant: Merchant,
  endpointId: string,
  claimed: ClaimedDelivery,
  { outcome, isTest }: { outcome: WebhookOutcome; isTest: boolean },
): Promise<void> {
  const { retryAfterS, ...attempt } = outcome;
  const { problem, at } = attempt;
  const random = Math.random();
  const pauseS =
    problem === null || problem === 'gone' || isTest
      ? null
      : pauseAfter(claimed.failuresBefore + 1, { random, retryAfterS });
  const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  const asksToRest = problem === 'rate_limited' || (problem !== null && retryAfterS !== null);
  await saveAttempt(merchant, endpointId, claimed, {
    ...attempt,
    state: problem === null ? 'delivered' : pauseS === null ? 'failed' : 'pending',
    nextAt: pauseS === null ? null : after(pauseS),
    restingUntil: asksToRest ? after(Math.min(retryAfterS ?? USUAL_REST_S, LONGEST_REST_S)) : null,
    stops: (failing) => (problem === 'gone' ? 'gone' : isLost(failing, at) ? 'failing' : null),
  });
}

function lease() {
  const now = new Date();
  return { now, leaseUntil: new Date(now.getTime() + DELIVERY_LEASE_MS) };
}
