import 'server-only';
import { writeAudit } from '@/db/merchants';
import { getPos, type PosDetail, updatePos } from '@/db/pos';
import { setUnattendedState } from '@/db/unattended';
import type { Merchant } from '@/lib/domain/scope';
import type { UnattendedWaiting } from '@/lib/domain/unattended';
import { AppError } from '@/lib/errors';
import { connected } from './accounts';
import { asAppError } from './mercadopago-errors';
import type { Caller } from './orders';
import { unattendedUrlOf } from './unattended-reading';

/**
 * Says what an unattended POS answers from now on while no order is ready: `in_process` when a sale has begun and its
 * amount is not known, `unavailable` when nothing has. Throws `not_found`, and `conflict` for a POS that is attended.
 */
export async function sayWhileWaiting(
  caller: Caller,
  key: string,
  state: UnattendedWaiting,
): Promise<{ state: UnattendedWaiting; changedAt: Date }> {
  const pos = await mustBeUnattended(caller.merchant, key);
  const at = new Date();
  await setUnattendedState(caller.merchant, pos.id, { state, at });
  return { state, changedAt: at };
}

/**
 * Tells Mercado Pago once more where an unattended POS is asked: after the public address changed, or somebody cleared it
 * in their panel. Throws what Mercado Pago says; 403 is a host that it has not allowed.
 */
export async function registerUnattendedUrl(caller: Caller, key: string): Promise<void> {
  const { merchant } = caller;
  const pos = await mustBeUnattended(merchant, key);
  const { mercadopagoPosId, name, category } = pos;
  if (mercadopagoPosId === null) throw new AppError('conflict', 'Mercado Pago does not have this POS');
  const { client } = await connected(merchant);
  const url = unattendedUrlOf(pos);
  try {
    const theirs = await client.getPos(mercadopagoPosId);
    await client.updatePos({
      posId: mercadopagoPosId,
      settings: { name, category, url, fixedAmount: true, storeId: theirs.storeId ?? '' },
    });
  } catch (error) {
    throw asAppError(error);
  }
  await updatePos(merchant, pos.id, { unattendedUrl: url });
  await writeAudit(merchant, {
    personId: caller.by.personId,
    action: 'unattended_url_registered',
    data: { posId: pos.id, externalPosId: pos.externalPosId },
  });
}

async function mustBeUnattended(merchant: Merchant, key: string): Promise<PosDetail> {
  const pos = await getPos(merchant, key);
  if (!pos) throw new AppError('not_found', 'no such POS');
  if (pos.integration !== 'unattended')
    throw new AppError('conflict', 'this POS is not unattended', { fields: { integration: 'not_supported' } });
  return pos;
}
