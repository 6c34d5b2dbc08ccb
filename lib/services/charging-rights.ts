import 'server-only';
import { getCharger, listPossibleChargers, saveChargers } from '@/db/charging-rights';
import { db } from '@/db/client';
import { writeAudit } from '@/db/merchants';
import { getPos, updatePos } from '@/db/pos';
import { mayChargeOn, mayTakeOff } from '@/lib/domain/charging-rights';
import { AppError } from '@/lib/errors';
import { constraintOf } from '@/lib/postgres-errors';
import type { Caller } from './orders';

/** Who charges on a POS: everybody whose role may, or, beside owners and managers, only these people. */
export type ChargersRequest = { readonly isForEverybody: boolean; readonly personIds: readonly string[] };

/**
 * Says who of the merchant's people charges on a POS. API keys are not people: what they may is in their scopes. The names
 * stay while it is for everybody, so that they need not be chosen again, and so does who cannot be chosen for now, such as
 * somebody who may not sign in. Throws `not_found`, or `conflict` when somebody is not, or no longer, one of the merchant's
 * whose role may charge.
 */
export async function changeChargers(caller: Caller, posKey: string, request: ChargersRequest): Promise<void> {
  const { merchant, by } = caller;
  const pos = await getPos(merchant, posKey);
  if (!pos) throw new AppError('not_found', 'no such POS');
  const among = (await listPossibleChargers(merchant, pos.id)).map(({ personId }) => personId);
  const personIds = [...new Set(request.personIds)];
  if (!personIds.every((personId) => among.includes(personId)))
    throw new AppError('conflict', 'somebody may not charge at all');
  const { isForEverybody } = request;
  const data = { posId: pos.id, externalPosId: pos.externalPosId, isForEverybody, personIds };
  const save = db.transaction(async (transaction) => {
    await updatePos(merchant, pos.id, { isForEverybody }, transaction);
    await saveChargers(merchant, transaction, { posId: pos.id, personIds, among });
    await writeAudit(merchant, { personId: by.personId, action: 'pos_chargers_changed', data }, transaction);
  });
  await save.catch((error: unknown) => {
    if (constraintOf(error) !== 'pos_chargers_member') throw error;
    throw new AppError('conflict', 'somebody has left meanwhile', { cause: error });
  });
}

/** Throws `forbidden` naming the POS when a person may not charge on it. */
export async function refuseStranger(
  { merchant, by: { personId } }: Caller,
  pos: { readonly id: string; readonly isForEverybody: boolean },
): Promise<void> {
  if (personId === null || pos.isForEverybody) return;
  const charger = await getCharger(merchant, personId);
  if (charger && mayChargeOn(charger, pos)) return;
  throw notYours();
}

/** Throws `forbidden` naming the POS when a person may not take an order off it. */
export async function refuseStrangerToOrder(
  { merchant, by: { personId } }: Caller,
  order: { readonly posId: string; readonly createdByPersonId: string | null },
): Promise<void> {
  if (personId === null) return;
  const [pos, charger] = await Promise.all([getPos(merchant, order.posId), getCharger(merchant, personId)]);
  if (pos && mayTakeOff({ personId, charger }, order, pos)) return;
  throw notYours();
}

function notYours(): AppError {
  const fields = { external_pos_id: 'not_yours' } as const;
  return new AppError('forbidden', 'only some people charge on this POS', { fields });
}
