import 'server-only';
import { randomBytes } from 'node:crypto';
import { writeAudit } from '@/db/merchants';
import { getUnfinishedOrder } from '@/db/orders';
import { getPos, listPos, type PosDetail, updatePos } from '@/db/pos';
import { getStore } from '@/db/stores';
import { codeToType, isSameCode, proposePosIds } from '@/lib/domain/external-id';
import { qrModes } from '@/lib/domain/order';
import type { AcceptedPos } from '@/lib/domain/place';
import { acceptPos, type NewPosRequest } from '@/lib/domain/pos';
import type { Merchant } from '@/lib/domain/scope';
import type { SiteId } from '@/lib/domain/sites';
import { AppError } from '@/lib/errors';
import type { MercadoPagoClient } from '@/lib/mercadopago/client';
import { connected, isAddressPublic } from './accounts';
import type { Caller } from './orders';
import { makeBatch, planPlaces } from './place-creation';
import { isOutcomeUnknown, lookAgainLater, removeThere } from './place-removal';

/** A POS as somebody asks for it. */
export type CreatePosRequest = NewPosRequest;

/** A POS that was asked for: null while it is not known whether Mercado Pago made it, which is being found out. */
export type CreatedPos = { readonly pos: PosDetail | null; readonly batchId: string };

/**
 * Makes a POS in a store, here and at Mercado Pago. It is committed before Mercado Pago is asked, and whatever becomes of
 * the answer it is made once. A code that Mercado Pago has lost may be made again: its history goes on, with another
 * printed code. Throws `invalid_input` and `mercadopago_refused` naming the field, `conflict` for a code in use,
 * `mercadopago_unavailable` when nothing was sent.
 */
export async function createPos(caller: Caller, request: CreatePosRequest): Promise<CreatedPos> {
  const { merchant } = caller;
  const { account } = await connected(merchant);
  const pos = await acceptNewPos(merchant, account.siteId, request);
  const store = await getStore(merchant, pos.storeKey);
  if (store?.mercadopagoStoreId == null || store.status !== 'active')
    throw new AppError('invalid_input', 'no such store', { fields: { external_store_id: 'not_found' } });
  const batchId = await planPlaces(merchant, [{ kind: 'pos', pos }], { personId: caller.by.personId, isHere: true });
  const made = await makeBatch(merchant, batchId);
  if (made.state === 'refused' || made.state === 'unsent') throw made.error;
  const found = await getPos(merchant, pos.externalPosId);
  return { pos: found?.status === 'active' ? found : null, batchId };
}

/** A POS that would be accepted, with a code that is free here. Throws `invalid_input` or `conflict` naming the field. */
export async function acceptNewPos(
  merchant: Merchant,
  siteId: SiteId,
  request: CreatePosRequest,
): Promise<AcceptedPos> {
  const pos = acceptPos(request, siteId);
  const used = await getPos(merchant, pos.externalPosId);
  if (used && used.status !== 'missing')
    throw new AppError('conflict', 'the code is in use', {
      fields: { external_pos_id: 'already_used' },
      details: { used_by: used.name },
    });
  if (pos.integration !== 'unattended') return pos;
  if (!isAddressPublic())
    throw new AppError('conflict', 'Mercado Pago cannot reach us', { fields: { integration: 'host_refused' } });
  return { ...pos, unattendedKey: used?.unattendedKey ?? randomBytes(24).toString('base64url') };
}

/**
 * Takes a POS out of service here and deletes it at Mercado Pago: its printed codes lead nowhere afterwards, its history
 * stays. Throws `conflict` with `details.why`: `order_unfinished` while there is an order on it, `has_sticker` when its
 * code has been read, and so may be printed, and was not typed. Throws `mercadopago_unavailable` with `outcome_unknown` when
 * nobody knows whether it is deleted there: then it stays out of service, and the worker or a second try finishes it.
 */
export async function retirePos(
  caller: Caller,
  key: string,
  { confirmedCode }: { confirmedCode?: string | undefined } = {},
): Promise<PosDetail> {
  const { merchant } = caller;
  const pos = await getPos(merchant, key);
  if (!pos) throw new AppError('not_found', 'no such POS');
  if (pos.status === 'retired') {
    await finishRetiring((await connected(merchant)).client, merchant, pos);
    return pos;
  }
  await refuseWithOrder(merchant, pos);
  const isConfirmed = isSameCode(confirmedCode, codeOfPos(pos));
  if (confirmedCode !== undefined && !isConfirmed)
    throw new AppError('conflict', 'another code was typed', { fields: { confirm: 'wrong_code' } });
  if (pos.qrData !== null && !isConfirmed)
    throw new AppError('conflict', 'its code may be printed', {
      fields: { confirm: 'required' },
      details: { why: 'has_sticker', external_pos_id: pos.externalPosId },
    });
  const { client } = await connected(merchant);
  // First nothing new can be charged on it; then what is on it is looked at once more.
  await updatePos(merchant, pos.id, { status: 'retired', statusChangedAt: new Date() });
  try {
    if (pos.status === 'active') await finishRetiring(client, merchant, pos);
  } catch (error) {
    // Where nobody knows it stays out of service, and the worker goes on with it.
    if (isOutcomeUnknown(error)) await lookAgainLater(merchant);
    else await updatePos(merchant, pos.id, { status: pos.status, statusChangedAt: pos.statusChangedAt });
    throw error;
  }
  const data = { posId: pos.id, externalPosId: pos.externalPosId };
  await writeAudit(merchant, { personId: caller.by.personId, action: 'pos_retired', data });
  return { ...pos, status: 'retired' };
}

/** What is typed to take a POS out of service. */
export function codeOfPos({ externalPosId: code, mercadopagoPosId: mercadopagoId, id }: PosDetail): string {
  return codeToType({ code, mercadopagoId, id });
}

/** Throws `conflict` when a buyer may be paying on a POS, with its printed code or on a screen. */
export async function refuseWithOrder(merchant: Merchant, pos: PosDetail): Promise<void> {
  const order = await getUnfinishedOrder(merchant, pos.id, { modes: qrModes });
  if (!order) return;
  throw new AppError('conflict', 'there is an order on the POS', {
    details: { why: 'order_unfinished', external_pos_id: pos.externalPosId, order_id: order.id },
  });
}

/** Deletes at Mercado Pago what is out of service here, unless an order is on it. Repeatable; throws as `retirePos` does. */
export async function finishRetiring(client: MercadoPagoClient, merchant: Merchant, pos: PosDetail): Promise<void> {
  const { mercadopagoPosId: posId } = pos;
  await refuseWithOrder(merchant, pos);
  if (posId === null) return;
  await removeThere({ remove: () => client.deletePos(posId), look: () => client.getPos(posId) });
}

/** Free codes for the next POS of a store, which may not be there yet. */
export async function freePosCodes(
  merchant: Merchant,
  externalStoreId: string | null,
  count: number,
): Promise<string[]> {
  const taken = (await listPos(merchant)).flatMap((pos) => pos.externalPosId ?? []);
  return proposePosIds(externalStoreId, taken, count);
}
