import 'server-only';
import { randomBytes, randomInt } from 'node:crypto';
import { insertApiKey, revokeApiKey } from '@/db/api-keys';
import { writeAudit } from '@/db/merchants';
import { isId, newId } from '@/db/new-id';
import { hashApiSecret } from '@/lib/api-secret';
import { type ApiKeyRequest, acceptApiKey } from '@/lib/domain/api-key';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Makes a key for a POS system and gives it, for the only time: of its secret the hash alone is kept. Throws
 * `invalid_input` naming every wrong field. `personId` is null for the administrator's command.
 */
export async function createApiKey(
  merchant: Merchant,
  request: ApiKeyRequest,
  { personId }: { personId: string | null },
): Promise<string> {
  const { name, scopes, days, ratePerSecond } = acceptApiKey(request);
  const prefix = `mk_${Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
  const secret = randomBytes(32).toString('base64url');
  const id = newId();
  await insertApiKey(merchant, {
    id,
    name,
    prefix,
    lastFour: secret.slice(-4),
    secretHash: hashApiSecret(secret),
    scopes,
    ratePerSecond,
    createdByPersonId: personId,
    expiresAt: new Date(Date.now() + days * 86_400_000),
  });
  const data = { apiKeyId: id, name, prefix, scopes, days, ratePerSecond };
  await writeAudit(merchant, { personId, action: 'api_key_created', data });
  return `${prefix}_${secret}`;
}

/** Ends a key at once and for good. Throws `not_found` for one that there is not, or that was ended before. */
export async function endApiKey(
  merchant: Merchant,
  apiKeyId: string,
  { personId }: { personId: string },
): Promise<void> {
  const name = isId(apiKeyId) ? await revokeApiKey(merchant, apiKeyId) : null;
  if (name === null) throw new AppError('not_found', 'no such key that still works');
  await writeAudit(merchant, { personId, action: 'api_key_revoked', data: { apiKeyId, name } });
}
