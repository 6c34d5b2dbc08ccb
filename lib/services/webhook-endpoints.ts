import 'server-only';
import { randomBytes } from 'node:crypto';
import { writeAudit } from '@/db/merchants';
import { newId } from '@/db/new-id';
import {
  changeEndpoint,
  deleteEndpoint,
  disableEndpoint,
  dropExpiringSecrets,
  enableEndpoint,
  insertEndpoint,
  listEndpoints,
  type NewWebhookSecret,
  replaceWebhookSecret,
  type WebhookSecretRow,
} from '@/db/webhook-endpoints';
import type { Merchant } from '@/lib/domain/scope';
import { type WebhookEventType, webhookEventTypes } from '@/lib/domain/webhook';
import { env } from '@/lib/env';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { seal, unseal } from '@/lib/sealing';
import { readWebhookUrl } from './webhook-address';

/** How long the secret before still signs, so that a receiver can change over without losing a message. */
export const SECRET_OVERLAP_MS = 24 * 3_600_000;
const MAX_ENDPOINTS = 20;
const MAX_DESCRIPTION = 200;

type By = { readonly personId: string };
type Wishes = { readonly description: string; readonly eventTypes: readonly string[] };

/**
 * Adds an endpoint. Its secret is answered here and nowhere else. Throws `invalid_input` for an address that may not be
 * sent to, that is there already, without events, or one too many.
 */
export async function addEndpoint(
  merchant: Merchant,
  input: Wishes & { url: string },
  by: By,
): Promise<{ endpointId: string; secret: string }> {
  const url = readWebhookUrl(input.url, { allowed: env().WEBHOOK_ALLOWED_NETWORKS ?? '' });
  if (!(url instanceof URL)) throw refused('url', url);
  const wishes = readWishes(input);
  const known = await listEndpoints(merchant);
  if (known.some((endpoint) => endpoint.url === url.href)) throw refused('url', 'already_used');
  if (known.length >= MAX_ENDPOINTS) throw refused('url', 'too_many');
  const endpointId = newId();
  const { secret, sealed } = makeSecret(merchant, endpointId);
  await insertEndpoint(merchant, { id: endpointId, url: url.href, ...wishes, createdAt: new Date() }, sealed);
  await note(merchant, 'webhook_endpoint_added', by, { endpointId, host: url.host });
  return { endpointId, secret };
}

/** Changes what an endpoint is told, from the next event on. */
export async function editEndpoint(merchant: Merchant, endpointId: string, input: Wishes, by: By): Promise<void> {
  found(await changeEndpoint(merchant, endpointId, readWishes(input)));
  await note(merchant, 'webhook_endpoint_changed', by, { endpointId });
}

/** Makes a new secret and answers it, once. For a day the one before signs too. */
export async function rotateSecret(merchant: Merchant, endpointId: string, by: By): Promise<string> {
  found((await listEndpoints(merchant)).some(({ id }) => id === endpointId));
  const { secret, sealed } = makeSecret(merchant, endpointId);
  const at = new Date();
  const expiresAt = new Date(at.getTime() + SECRET_OVERLAP_MS);
  await replaceWebhookSecret(merchant, endpointId, { secret: sealed, at, expiresAt });
  await note(merchant, 'webhook_secret_rotated', by, { endpointId });
  return secret;
}

/** Ends that day now: only the newest secret signs. */
export async function dropOldSecret(merchant: Merchant, endpointId: string, by: By): Promise<void> {
  await dropExpiringSecrets(merchant, endpointId);
  await note(merchant, 'webhook_old_secret_dropped', by, { endpointId });
}

/** Sends to it, or stops; what happens meanwhile is kept back and can be sent later. */
export async function switchEndpoint(
  merchant: Merchant,
  endpointId: string,
  { isOn }: { isOn: boolean },
  by: By,
): Promise<void> {
  const stop = { at: new Date(), because: 'person' } as const;
  found(isOn ? await enableEndpoint(merchant, endpointId) : await disableEndpoint(merchant, endpointId, stop));
  await note(merchant, isOn ? 'webhook_endpoint_enabled' : 'webhook_endpoint_disabled', by, { endpointId });
}

/** Forgets an endpoint and its secrets. */
export async function removeEndpoint(merchant: Merchant, endpointId: string, by: By): Promise<void> {
  found(await deleteEndpoint(merchant, endpointId, new Date()));
  await note(merchant, 'webhook_endpoint_deleted', by, { endpointId });
}

/** The secret as the receiver has it. */
export function openWebhookSecret(merchant: Merchant, endpointId: string, secret: WebhookSecretRow): string {
  return unseal(secret, webhookSealingPlace(merchant, endpointId, secret.id));
}

/** Where such a secret lives; it is authenticated with it. */
export function webhookSealingPlace(merchant: Merchant, endpointId: string, secretId: string): string {
  return `${merchant.id}/webhook_secrets/${endpointId}/${secretId}`;
}

/** 256 random bits, as the Standard Webhooks scheme writes them. */
function makeSecret(merchant: Merchant, endpointId: string): { secret: string; sealed: NewWebhookSecret } {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const id = newId();
  return { secret, sealed: { id, ...seal(secret, webhookSealingPlace(merchant, endpointId, id)) } };
}

function readWishes(input: Wishes): { description: string; eventTypes: WebhookEventType[] } {
  const description = input.description.trim();
  if (description.length > MAX_DESCRIPTION) throw refused('description', 'too_long');
  if (description.includes('\0') || !description.isWellFormed()) throw refused('description', 'ill_formed_text');
  const eventTypes = webhookEventTypes.filter((type) => input.eventTypes.includes(type));
  if (eventTypes.length === 0) throw refused('events', 'too_few');
  return { description, eventTypes };
}

function found(isThere: boolean): void {
  if (!isThere) throw new AppError('not_found', 'no such endpoint');
}

function refused(field: string, code: FieldErrorCode): AppError {
  return new AppError('invalid_input', 'the endpoint cannot be kept', { fields: { [field]: code } });
}

async function note(merchant: Merchant, action: string, by: By, data: Record<string, string>): Promise<void> {
  await writeAudit(merchant, { personId: by.personId, action, data });
}
