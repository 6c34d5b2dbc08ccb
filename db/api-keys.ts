import 'server-only';
import { and, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Permission } from '../lib/domain/permissions';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, prepared, sql as raw } from './client';
import { apiKeys, apiKeyUses, people } from './schema';

export type ApiKeyOwner = {
  readonly merchant: Merchant;
  readonly apiKeyId: string;
  readonly scopes: readonly Permission[];
  readonly ratePerSecond: number;
};

/** Whose key has this prefix and secret hash, if it is neither expired nor revoked. */
export async function findApiKeyOwner(
  _system: System,
  key: { prefix: string; secretHash: string },
): Promise<ApiKeyOwner | null> {
  const [row] = await prepared
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
  const { merchantId, id: apiKeyId, scopes, ratePerSecond } = row;
  return { merchant: actAsMerchant(merchantId), apiKeyId, scopes, ratePerSecond };
}

/** A key as its owner may see it: never its secret, nor the hash of it. */
export type ApiKeyRow = Omit<typeof apiKeys.$inferSelect, 'merchantId' | 'secretHash' | 'createdByPersonId'> & {
  readonly createdBy: string | null;
};

/** Keys of a merchant: those that still work first, then the newest. */
export async function listApiKeys(merchant: Merchant): Promise<ApiKeyRow[]> {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      lastFour: apiKeys.lastFour,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      lastUsedAt: apiKeys.lastUsedAt,
      ratePerSecond: apiKeys.ratePerSecond,
      createdBy: people.name,
    })
    .from(apiKeys)
    .leftJoin(people, eq(people.id, apiKeys.createdByPersonId))
    .where(eq(apiKeys.merchantId, merchant.id))
    .orderBy(desc(sql`${apiKeys.revokedAt} is null and ${apiKeys.expiresAt} > now()`), desc(apiKeys.id));
}

/** Stores a new key; of its secret only the hash. */
export async function insertApiKey(
  merchant: Merchant,
  key: Pick<
    typeof apiKeys.$inferInsert,
    'id' | 'name' | 'prefix' | 'lastFour' | 'secretHash' | 'scopes' | 'expiresAt'
  > &
    Partial<Pick<typeof apiKeys.$inferInsert, 'ratePerSecond' | 'createdByPersonId'>>,
): Promise<void> {
  await db.insert(apiKeys).values({ merchantId: merchant.id, ...key });
}

/** Ends a key for good. The name of what was ended, or null when there is no such key or it was revoked before. */
export async function revokeApiKey(merchant: Merchant, apiKeyId: string): Promise<string | null> {
  const [row] = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.merchantId, merchant.id), eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)))
    .returning({ name: apiKeys.name });
  return row?.name ?? null;
}

/** What one process let through for one key since it began. */
export type ApiKeyUses = { readonly merchantId: string; readonly apiKeyId: string; readonly uses: number };

/** Notes that keys were used, to the minute. */
export async function noteApiKeysUsed(_system: System, apiKeyIds: readonly string[]): Promise<void> {
  await db
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        inArray(apiKeys.id, [...apiKeyIds]),
        or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, sql`now() - interval '1 minute'`)),
      ),
    );
}

/** Tells the other processes what this one let through, in one statement. */
export async function noteApiKeyUses(_system: System, processId: string, noted: readonly ApiKeyUses[]): Promise<void> {
  await db
    .insert(apiKeyUses)
    .values(noted.map((one) => ({ ...one, processId })))
    .onConflictDoUpdate({
      target: [apiKeyUses.merchantId, apiKeyUses.apiKeyId, apiKeyUses.processId],
      set: { uses: sql`excluded.uses`, notedAt: sql`now()` },
    });
}

/** What the other processes let through for these keys, since each of them began. */
export async function listApiKeyUsesElsewhere(
  _system: System,
  { processId, apiKeyIds }: { processId: string; apiKeyIds: readonly string[] },
): Promise<{ apiKeyId: string; processId: string; uses: number }[]> {
  return raw<{ apiKeyId: string; processId: string; uses: number }[]>`
    select api_key_id as "apiKeyId", process_id as "processId", uses::float8 as uses from api_key_uses
    where api_key_id = any(${[...apiKeyIds]}::uuid[]) and process_id <> ${processId}`;
}

/** Forgets what processes noted that said nothing more for long: they ended, or nobody uses the key. */
export async function deleteOldApiKeyUses(_system: System, before: Date): Promise<number> {
  const rows = await db.delete(apiKeyUses).where(lt(apiKeyUses.notedAt, before)).returning({ id: apiKeyUses.apiKeyId });
  return rows.length;
}
