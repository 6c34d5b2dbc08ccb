import 'server-only';
import { replaceSecret, writeAudit } from '@/db/merchants';
import type { Merchant } from '@/lib/domain/scope';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { seal, unseal } from '@/lib/sealing';
import { type ShownSecret, sealingPlace } from './accounts';

/** More applications than one, and each with the secret before: every one is tried on every signature. */
const MAX_SECRETS = 10;

/** Keeps one more secret, sealed. Throws `invalid_input` for one that no application has, that is kept already, or too many. */
export async function addWebhookSecret(
  merchant: Merchant,
  input: { secret: string; personId: string | null },
): Promise<void> {
  const secret = input.secret.trim();
  if (secret === '') throw refused('required');
  if (secret.length < 16) throw refused('too_short');
  if (secret.length > 256) throw refused('too_long');
  if (!/^[\x21-\x7e]+$/.test(secret)) throw refused('invalid');
  await change(merchant, (secrets) => {
    if (secrets.includes(secret)) throw refused('already_used');
    if (secrets.length >= MAX_SECRETS) throw refused('too_many');
    return [secret, ...secrets];
  });
  const data = { lastFour: secret.slice(-4) };
  await writeAudit(merchant, { personId: input.personId, action: 'webhook_secret_added', data });
}

/** Forgets one secret. Throws `not_found` when another one stands there by now: somebody was faster. */
export async function removeWebhookSecret(
  merchant: Merchant,
  input: ShownSecret & { personId: string | null },
): Promise<void> {
  await change(merchant, (secrets) => {
    if (secrets[input.place]?.slice(-4) !== input.lastFour) throw new AppError('not_found', 'no such secret');
    return secrets.filter((_, place) => place !== input.place);
  });
  const data = { lastFour: input.lastFour };
  await writeAudit(merchant, { personId: input.personId, action: 'webhook_secret_removed', data });
}

/** They are one row, sealed together: nothing outside the seal says how many there are. */
async function change(merchant: Merchant, decide: (secrets: readonly string[]) => readonly string[]): Promise<void> {
  const place = sealingPlace(merchant, 'webhook_secret');
  await replaceSecret(merchant, 'webhook_secret', (sealed) => {
    const after = decide(sealed ? unseal(sealed, place).split('\n') : []);
    return after.length === 0 ? null : seal(after.join('\n'), place);
  });
}

function refused(code: FieldErrorCode): AppError {
  return new AppError('invalid_input', 'the secret cannot be kept', { fields: { webhook_secret: code } });
}
