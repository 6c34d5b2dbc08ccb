import 'server-only';
import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Permission } from '../lib/domain/permissions';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db } from './client';
import { apiKeys } from './schema';

export type ApiKeyOwner = {
  readonly merchant: Merchant;
  readonly apiKeyId: string;
  readonly scopes: readonly Permission[];
};

/** Whose key has this prefix and secret hash, if it is neither expired nor revoked. */
export async function findApiKeyOwner(
  _system: System,
  key: { prefix: string; secretHash: string },
): Promise<ApiKeyOwner | null> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.prefix, key.prefix),
        eq(apiKeys.secretHash, key.secretHash),
        isNull(apiKeys.revokedAt),
        gt(apiKeys.expiresAt, sql`now()`),
      ),
    );
  if (!row) return null;
  await db
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiKeys.merchantId, row.merchantId),
        eq(apiKeys.id, row.id),
        or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, sql`now() - interval '1 minute'`)),
      ),
    );
  return { merchant: actAsMerchant(row.merchantId), apiKeyId: row.id, scopes: row.scopes };
}

/** Stores a new key; of its secret only the hash. */
export async function insertApiKey(
  merchant: Merchant,
  key: Pick<typeof apiKeys.$inferInsert, 'id' | 'name' | 'prefix' | 'lastFour' | 'secretHash' | 'scopes' | 'expiresAt'>,
): Promise<void> {
  await db.insert(apiKeys).values({ merchantId: merchant.id, ...key });
}
