import 'server-only';
import { randomBytes } from 'node:crypto';
import { writeAudit } from '@/db/merchants';
import { getPos, updatePos } from '@/db/pos';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';

/** Gives a till a screen for customers at a new unguessable address; the one before ends at once. */
export async function renewCustomerScreen(merchant: Merchant, posKey: string, by: { personId: string }): Promise<void> {
  await setKey(merchant, posKey, randomBytes(24).toString('base64url'), by);
}

/** Turns a till's screen for customers off. */
export async function endCustomerScreen(merchant: Merchant, posKey: string, by: { personId: string }): Promise<void> {
  await setKey(merchant, posKey, null, by);
}

async function setKey(merchant: Merchant, posKey: string, key: string | null, by: { personId: string }) {
  const pos = await getPos(merchant, posKey);
  if (!pos) throw new AppError('not_found', 'no such POS');
  await updatePos(merchant, pos.id, { customerScreenKey: key });
  const action = key === null ? 'customer_screen_ended' : 'customer_screen_renewed';
  await writeAudit(merchant, { personId: by.personId, action, data: { posId: pos.id } });
}
