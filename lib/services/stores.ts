import 'server-only';
import { writeAudit } from '@/db/merchants';
import { planPlaceSync } from '@/db/place-syncs';
import { listPos } from '@/db/pos';
import { getStore, listStores, type StoreRow, updateStore } from '@/db/stores';
import { writeHours } from '@/lib/domain/business-hours';
import { codeToType, isSameCode, proposeStoreId } from '@/lib/domain/external-id';
import type { AcceptedStore } from '@/lib/domain/place';
import type { Merchant } from '@/lib/domain/scope';
import { acceptStore, acceptStoreChange, type StoreChangeRequest, type StoreRequest } from '@/lib/domain/store';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { ReadStore } from '@/lib/mercadopago/wire/store';
import { type ConnectedMerchant, connected } from './accounts';
import { afterAnother } from './mercadopago-errors';
import type { Caller } from './orders';
import { makeBatch, planPlaces } from './place-creation';
import { placeRefusal } from './place-problems';
import { isOutcomeUnknown, lookAgainLater, removeThere } from './place-removal';
import { acceptNewPos, type CreatePosRequest, codeOfPos, refuseWithOrder, retirePos } from './pos-lifecycle';
import { theirStoreOf } from './their-places';

/**
 * A store that was asked for: null while it is not known whether Mercado Pago made it, which is being found out. Until its
 * tills are made too it is not complete.
 */
export type CreatedStore = { readonly store: StoreRow | null; readonly isComplete: boolean; readonly batchId: string };

/**
 * Makes a store, and the tills that are to stand in it, here and at Mercado Pago. It is committed before Mercado Pago is
 * asked, and whatever becomes of the answer it is made once. A code that Mercado Pago has lost may be made again: it is the
 * same store then, with its history. Throws `invalid_input` and `mercadopago_refused` naming the field, `conflict` for a code
 * in use, `mercadopago_unavailable` when nothing was sent.
 */
export async function createStore(
  caller: Caller,
  request: StoreRequest,
  tills: readonly Omit<CreatePosRequest, 'storeKey'>[] = [],
): Promise<CreatedStore> {
  const { merchant } = caller;
  const { account } = await connected(merchant);
  const store = acceptStore(request, account.siteId);
  await refuseUsedCode(merchant, store.externalStoreId);
  const accepted = [];
  for (const till of tills)
    accepted.push(await acceptNewPos(merchant, account.siteId, { ...till, storeKey: store.externalStoreId }));
  const batchId = await planPlaces(
    merchant,
    [{ kind: 'store', store }, ...accepted.map((pos) => ({ kind: 'pos', pos }) as const)],
    { personId: caller.by.personId, isHere: true },
  );
  const made = await makeBatch(merchant, batchId);
  const stored = await getStore(merchant, store.externalStoreId);
  const found = stored?.status === 'active' ? stored : null;
  if (!found && (made.state === 'refused' || made.state === 'unsent')) throw made.error;
  return { store: found, isComplete: made.state === 'done', batchId };
}

/**
 * Changes a store here and at Mercado Pago; what is left out stays as it is on both sides. The code cannot be changed.
 * Throws `not_found`, `conflict` for a store that is not in service, or what `createStore` throws.
 */
export async function changeStore(caller: Caller, key: string, request: StoreChangeRequest): Promise<StoreRow> {
  const { merchant } = caller;
  const store = await mustGetStore(merchant, key);
  if (store.status !== 'active') throw new AppError('conflict', 'the store is not in service');
  const connection = await connected(merchant);
  const change = acceptStoreChange(request, store, connection.account.siteId);
  if (Object.keys(change).length === 0) return store;
  const read = await changeAtMercadoPago(connection, store, change);
  const { name, businessHours, latitude, longitude, ...address } = change;
  const kept = {
    ...address,
    ...(name === undefined ? {} : { name }),
    ...(businessHours === undefined ? {} : { businessHours }),
    ...(latitude === undefined || longitude === undefined
      ? {}
      : { latitude: String(latitude), longitude: String(longitude), addressLine: read.addressLine }),
  };
  await updateStore(merchant, store.id, { ...kept, theirs: theirStoreOf(read), syncedAt: new Date() });
  const data = { storeId: store.id, externalStoreId: store.externalStoreId, ...kept };
  await writeAudit(merchant, { personId: caller.by.personId, action: 'store_changed', data });
  return mustGetStore(merchant, store.id);
}

/**
 * Takes a store out of service here and deletes it at Mercado Pago; its history stays. Its tills go with it only when that
 * was asked for by typing its code. Throws `conflict` with `details.why`: `has_pos`, `has_unknown_pos` for tills that only
 * Mercado Pago knows of, `has_moved_pos` for those that stand in another store here, or what keeps one of them. Throws
 * `mercadopago_unavailable` with `outcome_unknown` when nobody knows whether it, or a till of it, is deleted there: then
 * that stays out of service, and the worker or a second try finishes it. With `partly_done` some of its tills are gone, and
 * the rest and the store are as before.
 */
export async function retireStore(
  caller: Caller,
  key: string,
  { confirmedCode }: { confirmedCode?: string | undefined } = {},
): Promise<StoreRow> {
  const { merchant } = caller;
  const store = await mustGetStore(merchant, key);
  const connection = await connected(merchant);
  if (store.status === 'retired') {
    await finishRetiringStore(connection, store);
    return store;
  }
  const all = await listPos(merchant, { storeId: store.id });
  const tills = all.filter(({ status }) => status !== 'retired');
  const { externalStoreId: code, mercadopagoStoreId: mercadopagoId, id } = store;
  const isConfirmed = isSameCode(confirmedCode, codeToType({ code, mercadopagoId, id }));
  if (confirmedCode !== undefined && !isConfirmed)
    throw new AppError('conflict', 'another code was typed', { fields: { confirm: 'wrong_code' } });
  if (tills.length > 0 && !isConfirmed)
    throw new AppError('conflict', 'the store has points of sale', {
      details: { why: 'has_pos', external_pos_ids: tills.slice(0, 50).map((till) => till.externalPosId) },
    });
  for (const till of tills) await refuseWithOrder(merchant, till);
  const there = store.status === 'active' ? await posThere(connection, store) : new Set();
  // Also what was retired before and is there still: its store would not go.
  const leaving = all.filter((till) => till.status !== 'retired' || there.has(till.mercadopagoPosId));
  for (const [place, till] of leaving.entries())
    await retirePos(caller, till.id, { confirmedCode: codeOfPos(till) }).catch((error: unknown) => {
      throw place > 0 ? afterAnother(error) : error;
    });
  await updateStore(merchant, store.id, { status: 'retired', statusChangedAt: new Date() });
  try {
    if (store.status === 'active') await finishRetiringStore(connection, store);
  } catch (error) {
    if (isOutcomeUnknown(error)) await lookAgainLater(merchant);
    else await updateStore(merchant, store.id, { status: store.status, statusChangedAt: store.statusChangedAt });
    throw leaving.length > 0 ? afterAnother(error) : error;
  }
  const data = { storeId: store.id, externalStoreId: store.externalStoreId };
  await writeAudit(merchant, { personId: caller.by.personId, action: 'store_retired', data });
  return mustGetStore(merchant, store.id);
}

/** Deletes at Mercado Pago a store that is out of service here. Repeatable; throws as `retireStore` does. */
export async function finishRetiringStore(
  { client, account }: ConnectedMerchant,
  { mercadopagoStoreId: storeId }: StoreRow,
): Promise<void> {
  if (storeId === null) return;
  await removeThere({
    remove: () => client.deleteStore({ userId: account.collectorId, storeId }),
    look: () => client.getStore(storeId),
  });
}

/**
 * Their ids of the POS in a store, all of them in it here too. What was made or moved there in Mercado Pago's panel is
 * nobody's to delete unseen, and its store would not go without it: it throws `conflict` then, and has it read at once, so
 * that it can be looked at.
 */
async function posThere(
  { client, profile: { merchant } }: ConnectedMerchant,
  { id, mercadopagoStoreId: storeId }: StoreRow,
): Promise<ReadonlySet<string | null>> {
  if (storeId === null) return new Set();
  const theirs = await client.searchPos({ storeId }).catch((error: unknown) => {
    throw placeRefusal(error, 'store');
  });
  const known = await listPos(merchant);
  const ours = new Set(known.filter((pos) => pos.storeId === id).map(({ mercadopagoPosId }) => mercadopagoPosId));
  const others = theirs.filter(({ posId }) => !ours.has(posId));
  if (others.length === 0) return new Set(theirs.map(({ posId }) => posId));
  await planPlaceSync(merchant, new Date());
  // A reading brings in what is new, and never moves what is known: where that stands somebody has to decide.
  const inService = new Set(known.flatMap((pos) => (pos.status === 'active' ? (pos.mercadopagoPosId ?? []) : [])));
  if (others.some(({ posId }) => !inService.has(posId)))
    throw new AppError('conflict', 'Mercado Pago has points of sale in this store that are not known here', {
      details: { why: 'has_unknown_pos' },
    });
  throw new AppError('conflict', 'Mercado Pago has points of sale in this store that are in another one here', {
    details: { why: 'has_moved_pos', external_pos_ids: others.slice(0, 50).map(({ externalId }) => externalId) },
  });
}

/** Codes compare without case: Mercado Pago would refuse the second one, or take it for the first. */
async function refuseUsedCode(merchant: Merchant, externalStoreId: string): Promise<void> {
  const used = await getStore(merchant, externalStoreId);
  if (!used || used.status === 'missing') return;
  throw new AppError('conflict', 'the code is in use', {
    fields: { external_store_id: 'already_used' },
    details: { used_by: used.name },
  });
}

/** A free code for the next store. */
export async function freeStoreCode(merchant: Merchant): Promise<string> {
  return proposeStoreId((await listStores(merchant)).flatMap((store) => store.externalStoreId ?? []));
}

/** What Mercado Pago says afterwards. Throws what it said, and `outcome_unknown` when the answer was lost and a look did not tell. */
async function changeAtMercadoPago(
  { client, account }: ConnectedMerchant,
  store: StoreRow,
  change: Partial<AcceptedStore>,
): Promise<ReadStore> {
  const { mercadopagoStoreId: storeId } = store;
  if (storeId === null) throw new AppError('conflict', 'Mercado Pago does not have this store');
  const { name, businessHours, streetName, streetNumber, cityName, stateName, latitude, longitude } = change;
  const hasPlace = latitude !== undefined && longitude !== undefined;
  const location =
    hasPlace &&
    streetName !== undefined &&
    streetNumber !== undefined &&
    cityName !== undefined &&
    stateName !== undefined
      ? {
          streetName,
          streetNumber,
          cityName,
          stateName,
          latitude,
          longitude,
          zipCode: change.zipCode ?? null,
          reference: change.reference ?? null,
        }
      : undefined;
  const wanted = {
    ...(name === undefined ? {} : { name }),
    ...(businessHours === undefined ? {} : { businessHours }),
    ...(location === undefined ? {} : { location }),
  };
  try {
    return await client.updateStore({ userId: account.collectorId, storeId, change: wanted });
  } catch (error) {
    if (!(error instanceof MercadoPagoError) || error.kind !== 'unknown_outcome') throw placeRefusal(error, 'store');
    const read = await client.getStore(storeId).catch(() => {
      throw placeRefusal(error, 'store');
    });
    if (isAsWanted(read, change)) return read;
    throw placeRefusal(error, 'store');
  }
}

function isAsWanted(read: ReadStore, change: Partial<AcceptedStore>): boolean {
  const { name, businessHours, latitude } = change;
  return (
    (name === undefined || read.name === name) &&
    (businessHours === undefined || writeHours(read.businessHours) === writeHours(businessHours)) &&
    (latitude === undefined || read.latitude === latitude)
  );
}

async function mustGetStore(merchant: Merchant, key: string): Promise<StoreRow> {
  const store = await getStore(merchant, key);
  if (!store) throw new AppError('not_found', 'no such store');
  return store;
}
