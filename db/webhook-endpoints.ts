import 'server-only';
import { and, asc, desc, eq, gt, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import type { EndpointStop, WebhookEventType } from '../lib/domain/webhook';
import { db, type Executor } from './client';
import { isId } from './new-id';
import { webhookDeliveries, webhookEndpoints, webhookSecrets } from './schema';

export type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type WebhookSecretRow = typeof webhookSecrets.$inferSelect;

/** A secret before it is a row. */
export type NewWebhookSecret = Pick<WebhookSecretRow, 'id' | 'keyId' | 'nonce' | 'ciphertext' | 'lastFour'>;

/** Endpoints of a merchant, oldest first. */
export async function listEndpoints(merchant: Merchant): Promise<EndpointRow[]> {
  return db
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.merchantId, merchant.id), isNull(webhookEndpoints.deletedAt)))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id));
}

/** One of them, or null when this merchant has no such endpoint. */
export async function getEndpoint(merchant: Merchant, endpointId: string): Promise<EndpointRow | null> {
  if (!isId(endpointId)) return null;
  const [row] = await db.select().from(webhookEndpoints).where(one(merchant, endpointId));
  return row ?? null;
}

/** Endpoints that stopped by themselves, so that somebody is told. */
export async function countStoppedEndpoints(merchant: Merchant): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.merchantId, merchant.id),
        isNull(webhookEndpoints.deletedAt),
        ne(webhookEndpoints.disabledBecause, 'person'),
      ),
    );
  return row?.count ?? 0;
}

/** Adds an endpoint with its first secret. */
export async function insertEndpoint(
  merchant: Merchant,
  endpoint: Pick<EndpointRow, 'id' | 'url' | 'description' | 'eventTypes' | 'createdAt'>,
  secret: NewWebhookSecret,
): Promise<void> {
  await db.transaction(async (transaction) => {
    await transaction.insert(webhookEndpoints).values({ merchantId: merchant.id, ...endpoint });
    await transaction
      .insert(webhookSecrets)
      .values({ merchantId: merchant.id, endpointId: endpoint.id, ...secret, createdAt: endpoint.createdAt });
  });
}

/** Changes what an endpoint is told and what it is called; false when there is no such endpoint. */
export async function changeEndpoint(
  merchant: Merchant,
  endpointId: string,
  change: { eventTypes: WebhookEventType[]; description: string },
): Promise<boolean> {
  const rows = await db
    .update(webhookEndpoints)
    .set(change)
    .where(one(merchant, endpointId))
    .returning({ id: webhookEndpoints.id });
  return rows.length > 0;
}

/** Sends to it again, with a clean record; false when there is no such endpoint. */
export async function enableEndpoint(merchant: Merchant, endpointId: string): Promise<boolean> {
  const rows = await db
    .update(webhookEndpoints)
    .set({ disabledAt: null, disabledBecause: null, failingSince: null, failuresInRow: 0, restingUntil: null })
    .where(one(merchant, endpointId))
    .returning({ id: webhookEndpoints.id });
  return rows.length > 0;
}

/**
 * Stops sending to it and keeps back what was on its way. Who stops it by hand may say so of one that stopped by itself:
 * then nobody is warned any more. False when there is no such endpoint.
 */
export async function disableEndpoint(
  merchant: Merchant,
  endpointId: string,
  stop: { at: Date; because: EndpointStop },
  executor?: Executor,
): Promise<boolean> {
  if (!executor) return db.transaction((transaction) => disableEndpoint(merchant, endpointId, stop, transaction));
  const rows = await executor
    .update(webhookEndpoints)
    .set({
      disabledAt: sql`coalesce(disabled_at, ${stop.at.toISOString()}::timestamptz)`,
      disabledBecause: stop.because,
    })
    .where(one(merchant, endpointId))
    .returning({ id: webhookEndpoints.id });
  if (rows.length === 0) return false;
  await holdBack(merchant, endpointId, executor);
  return true;
}

/** Forgets an endpoint and its secrets; what it was told stays as long as anything is kept. */
export async function deleteEndpoint(merchant: Merchant, endpointId: string, at: Date): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const rows = await transaction
      .update(webhookEndpoints)
      .set({ deletedAt: at })
      .where(one(merchant, endpointId))
      .returning({ id: webhookEndpoints.id });
    if (rows.length === 0) return false;
    await holdBack(merchant, endpointId, transaction);
    await transaction.delete(webhookSecrets).where(secretsOf(merchant, endpointId));
    return true;
  });
}

/** Secrets that sign now, the one that stays first. */
export async function listSigningSecrets(
  merchant: Merchant,
  endpointId: string,
  now: Date,
): Promise<WebhookSecretRow[]> {
  return db
    .select()
    .from(webhookSecrets)
    .where(
      and(secretsOf(merchant, endpointId), or(isNull(webhookSecrets.expiresAt), gt(webhookSecrets.expiresAt, now))),
    )
    .orderBy(desc(webhookSecrets.createdAt), desc(webhookSecrets.id));
}

/** Puts a new secret in the place of the one that stays, which signs beside it until `expiresAt`; no older one does. */
export async function replaceWebhookSecret(
  merchant: Merchant,
  endpointId: string,
  change: { secret: NewWebhookSecret; at: Date; expiresAt: Date },
): Promise<void> {
  await db.transaction(async (transaction) => {
    // Whoever changes it at the same time waits here.
    await transaction.select().from(webhookEndpoints).where(one(merchant, endpointId)).for('update');
    await transaction
      .delete(webhookSecrets)
      .where(and(secretsOf(merchant, endpointId), isNotNull(webhookSecrets.expiresAt)));
    await transaction
      .update(webhookSecrets)
      .set({ expiresAt: change.expiresAt })
      .where(secretsOf(merchant, endpointId));
    await transaction
      .insert(webhookSecrets)
      .values({ merchantId: merchant.id, endpointId, ...change.secret, createdAt: change.at });
  });
}

/** Ends the overlap: only the newest secret signs. */
export async function dropExpiringSecrets(merchant: Merchant, endpointId: string): Promise<void> {
  await db.delete(webhookSecrets).where(and(secretsOf(merchant, endpointId), isNotNull(webhookSecrets.expiresAt)));
}

/** Deletes secrets of the installation that no longer sign. */
export async function deleteExpiredSecrets(_system: System, now: Date): Promise<void> {
  await db.delete(webhookSecrets).where(lte(webhookSecrets.expiresAt, now));
}

/** Every one of these secrets of the installation, for rotating the key that seals them. */
export async function listWebhookSecrets(
  _system: System,
): Promise<{ merchant: Merchant; endpointId: string; secret: WebhookSecretRow }[]> {
  const rows = await db.select().from(webhookSecrets);
  return rows.map((row) => ({ merchant: actAsMerchant(row.merchantId), endpointId: row.endpointId, secret: row }));
}

/** Puts the same secret back, sealed anew, unless somebody changed it meanwhile. */
export async function resealWebhookSecret(
  merchant: Merchant,
  endpointId: string,
  before: WebhookSecretRow,
  sealed: Pick<NewWebhookSecret, 'keyId' | 'nonce' | 'ciphertext'>,
): Promise<void> {
  const { keyId, nonce, ciphertext } = sealed;
  await db
    .update(webhookSecrets)
    .set({ keyId, nonce, ciphertext })
    .where(
      and(secretsOf(merchant, endpointId), eq(webhookSecrets.id, before.id), eq(webhookSecrets.nonce, before.nonce)),
    );
}

/** What was to be sent is kept back, so that it can be sent when somebody says so. */
async function holdBack(merchant: Merchant, endpointId: string, executor: Executor): Promise<void> {
  await executor
    .update(webhookDeliveries)
    .set({ state: 'held', dueAt: null })
    .where(
      and(
        eq(webhookDeliveries.merchantId, merchant.id),
        eq(webhookDeliveries.endpointId, endpointId),
        eq(webhookDeliveries.state, 'pending'),
      ),
    );
}

function one(merchant: Merchant, endpointId: string) {
  return and(
    eq(webhookEndpoints.merchantId, merchant.id),
    eq(webhookEndpoints.id, endpointId),
    isNull(webhookEndpoints.deletedAt),
  );
}

function secretsOf(merchant: Merchant, endpointId: string) {
  return and(eq(webhookSecrets.merchantId, merchant.id), eq(webhookSecrets.endpointId, endpointId));
}
