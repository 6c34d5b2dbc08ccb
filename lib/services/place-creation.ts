import 'server-only';
import { randomBytes } from 'node:crypto';
import { db } from '@/db/client';
import { writeAudit } from '@/db/merchants';
import { newId } from '@/db/new-id';
import {
  beginCreation,
  type CreationRow,
  cancelPlannedCreations,
  claimDueCreations,
  getStateOfStoreInBatch,
  insertCreations,
  listBatch,
  listCreationsUnderWay,
  replanCreations,
  saveCreation,
} from '@/db/place-creations';
import { hastenPlaceSync } from '@/db/place-syncs';
import { getPos, updatePos, upsertPos } from '@/db/pos';
import { getStore, type StoreRow, updateStore, upsertStore } from '@/db/stores';
import type { AcceptedPos, AcceptedStore, CreationState, NewPlace } from '@/lib/domain/place';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { ReadPos } from '@/lib/mercadopago/wire/pos';
import type { ReadStore } from '@/lib/mercadopago/wire/store';
import { constraintOf } from '@/lib/postgres-errors';
import { type ConnectedMerchant, connected } from './accounts';
import { placeRefusal } from './place-problems';
import { readQrCode } from './qr-reading';
import { theirPosOf, theirStoreOf } from './their-places';
import { unattendedUrlOf } from './unattended-reading';

/** How the making of one place ended, for now. */
export type Made =
  | { readonly state: 'done' }
  | { readonly state: 'refused' | 'unsent'; readonly error: unknown }
  | { readonly state: Exclude<CreationState, 'done' | 'refused'> };

const CLAIM_LIMIT = 10;
/** Longer than one call can take; if this process dies in it, somebody else goes on after that. */
const LEASE_MS = 30_000;
/** When to look for what may have been made; after the last look it counts as not made. A call whose answer was lost can still arrive. */
const LOOK_AGAIN_MS = [2_000, 5_000, 15_000, 45_000] as const;
/** What was certainly not sent, or stands behind something that is not there yet. */
const UNSENT_AGAIN_MS = 10_000;
const PARENT_AGAIN_MS = 1_000;
/** When the codes are asked for that Mercado Pago did not show at once. */
const CODE_AGAIN_MS = 60_000;

/**
 * Commits places that are to be made, in their order, and gives their batch's id. With `isHere` whoever calls goes on with
 * them by `makeBatch`; otherwise the worker does. Throws `conflict` when one of their codes is being made already.
 */
export async function planPlaces(
  merchant: Merchant,
  places: readonly NewPlace[],
  { personId, isHere }: { personId: string | null; isHere: boolean },
): Promise<string> {
  const now = new Date();
  const batchId = newId(now);
  const planned = places.map((fields) => ({ id: newId(now), externalId: externalIdOf(fields), fields }));
  const dueAt = isHere ? new Date(now.getTime() + LEASE_MS) : now;
  try {
    await insertCreations(merchant, { id: batchId, personId, dueAt }, planned);
  } catch (error) {
    if (constraintOf(error) !== 'place_creations_under_way') throw error;
    throw new AppError('conflict', 'a place with this code is being made', {
      fields: { [await fieldUnderWay(merchant, places)]: 'already_used' },
    });
  }
  return batchId;
}

/** Which of the codes it is that is being made already: the store's, or a till's. */
async function fieldUnderWay(merchant: Merchant, places: readonly NewPlace[]): Promise<string> {
  const underWay = await listCreationsUnderWay(merchant);
  const isStore = places.some(
    (place) =>
      place.kind === 'store' &&
      underWay.some(
        ({ kind, externalId }) =>
          kind === 'store' && externalId.toLowerCase() === place.store.externalStoreId.toLowerCase(),
      ),
  );
  return isStore ? 'external_store_id' : 'external_pos_id';
}

/**
 * Makes a batch while somebody waits for it, and says how the first of it ended that did not come to be. Without its first
 * nothing of it is made, and all of it may be asked for again at once; what else is left, the worker goes on with.
 */
export async function makeBatch(merchant: Merchant, batchId: string): Promise<Made> {
  const connection = await connected(merchant);
  let worst: Made = { state: 'done' };
  for (const creation of await listBatch(merchant, batchId)) {
    const made = await goOn(connection, creation);
    if (made.state === 'done') continue;
    if (worst.state === 'done') worst = made;
    const isNothing = made.state === 'refused' || made.state === 'unsent';
    if (creation.position === 0 && isNothing) await cancelPlannedCreations(merchant, batchId);
    if (creation.position === 0 || made.state !== 'refused') break;
  }
  return worst;
}

/**
 * Asks once more for what of a batch came to nothing; the worker does it. What exists by now under such a code was made by
 * somebody else meanwhile, and stays refused. Throws `conflict` when a code is being made elsewhere.
 */
export async function goOnWithBatch(merchant: Merchant, batchId: string): Promise<number> {
  try {
    const states = ['refused', 'not_found', 'canceled'] as const;
    return await replanCreations(merchant, { batchId, states, dueAt: new Date() });
  } catch (error) {
    if (constraintOf(error) !== 'place_creations_under_way') throw error;
    throw new AppError('conflict', 'one of the codes is being made');
  }
}

/** Gives up what of a batch was not asked for yet; says how many those were. */
export async function stopMaking(merchant: Merchant, batchId: string): Promise<number> {
  return cancelPlannedCreations(merchant, batchId);
}

/** Goes on with every place whose time has come, once, and says how many there were. Safe on any number of processes. */
export async function workOnCreations(): Promise<number> {
  const now = new Date();
  const claimed = await claimDueCreations(actAsSystem(), {
    now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    limit: CLAIM_LIMIT,
  });
  for (const { merchant, creation } of claimed) {
    try {
      await goOn(await connected(merchant, 'soon'), creation);
    } catch (error) {
      log.error({ error, creationId: creation.id }, 'a store or POS could not be made');
    }
  }
  return claimed.length;
}

/** One step with one place: what may exist is looked for, what was never asked for is sent. */
async function goOn(connection: ConnectedMerchant, creation: CreationRow): Promise<Made> {
  if (creation.state === 'planned') return send(connection, creation);
  if (creation.state === 'sent' || creation.state === 'unknown') return look(connection, creation);
  return creation.state === 'done' ? { state: 'done' } : { state: creation.state, error: null };
}

async function send(connection: ConnectedMerchant, creation: CreationRow): Promise<Made> {
  const { merchant } = connection.profile;
  const parent = await parentOf(merchant, creation);
  if (parent === 'never') return end(merchant, creation, 'canceled');
  if (parent === 'later') return postpone(merchant, creation, 'planned', PARENT_AGAIN_MS);
  if (!(await beginCreation(merchant, creation.id, inMs(LEASE_MS)))) return { state: 'sent' };
  try {
    await save(connection, creation, await create(connection, creation.fields, parent));
    return { state: 'done' };
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    if (error.kind === 'unknown_outcome') return look(connection, { ...creation, state: 'sent' });
    const refusal = placeRefusal(error, creation.kind);
    if (error.kind !== 'refused') {
      await postpone(merchant, creation, 'planned', UNSENT_AGAIN_MS);
      return { state: 'unsent', error: refusal };
    }
    await saveCreation(merchant, creation.id, { state: 'refused', dueAt: null, problem: problemOf(refusal, error) });
    return { state: 'refused', error: refusal };
  }
}

/** What a lost answer may have made is found by its external id; it is never asked for a second time. */
async function look(connection: ConnectedMerchant, creation: CreationRow): Promise<Made> {
  const { merchant } = connection.profile;
  const found = await find(connection, creation).catch((error: unknown) => {
    if (error instanceof MercadoPagoError) return 'no_answer' as const;
    throw error;
  });
  if (found === 'no_answer') return postpone(merchant, creation, 'unknown', UNSENT_AGAIN_MS);
  if (found) {
    await save(connection, creation, found);
    return { state: 'done' };
  }
  const restMs = LOOK_AGAIN_MS[creation.looks];
  if (restMs === undefined) return end(merchant, creation, 'not_found');
  await saveCreation(merchant, creation.id, { state: 'unknown', dueAt: inMs(restMs), looks: creation.looks + 1 });
  return { state: 'unknown' };
}

type Theirs =
  | { readonly kind: 'store'; readonly read: ReadStore }
  | { readonly kind: 'pos'; readonly read: ReadPos; readonly parent: StoreRow };

async function create(
  { client, account }: ConnectedMerchant,
  place: NewPlace,
  parent: StoreRow | null,
): Promise<Theirs> {
  if (place.kind === 'store') {
    const { externalStoreId, name, businessHours, ...location } = place.store;
    const store = { name, externalId: externalStoreId, businessHours, location };
    return { kind: 'store', read: await client.createStore({ userId: account.collectorId, store }) };
  }
  if (!parent?.mercadopagoStoreId) throw new Error('a POS is sent once its store is there');
  const { pos } = place;
  const read = await client.createPos({
    externalId: pos.externalPosId,
    name: pos.name,
    fixedAmount: pos.isFixedAmount,
    category: pos.category,
    storeId: parent.mercadopagoStoreId,
    url: pos.unattendedKey === undefined ? null : unattendedUrlOf({ unattendedKey: pos.unattendedKey }),
  });
  return { kind: 'pos', read, parent };
}

async function find({ client, account, profile }: ConnectedMerchant, creation: CreationRow): Promise<Theirs | null> {
  const { externalId, kind } = creation;
  const isOurs = (read: { externalId: string | null }) => read.externalId?.toLowerCase() === externalId.toLowerCase();
  if (kind === 'store') {
    const read = (await client.searchStores({ userId: account.collectorId, externalId })).find(isOurs);
    return read ? { kind, read } : null;
  }
  const parent = await parentOf(profile.merchant, creation);
  const read = (await client.searchPos({ externalId })).find(isOurs);
  return read && parent && typeof parent === 'object' ? { kind, read, parent } : null;
}

/**
 * What is there now is stored here. The making of a till ends once its code was asked for: whoever goes on with it when this
 * process dies, or takes longer than its lease, finds it here and asks for the code.
 */
async function save({ profile, client }: ConnectedMerchant, creation: CreationRow, theirs: Theirs): Promise<void> {
  const { merchant, timeZone } = profile;
  const id = await keep(merchant, creation, theirs, timeZone);
  if (theirs.kind === 'pos') {
    const reading = await readQrCode(client, merchant, { id, qrImageUrl: theirs.read.qr.imageUrl });
    if (reading === 'unanswered') await hastenPlaceSync(merchant, inMs(CODE_AGAIN_MS));
  }
  await db.transaction(async (transaction) => {
    if (!(await saveCreation(merchant, creation.id, { state: 'done', dueAt: null }, transaction))) return;
    const data = { id, externalId: creation.externalId };
    const personId = creation.createdByPersonId;
    await writeAudit(merchant, { personId, action: `${creation.kind}_created`, data }, transaction);
  });
}

/**
 * Writes what was made, or what was made again under its code; answers our id. What it makes has the creation's id: where
 * that is here already it was stored before, and somebody may have changed it since.
 */
async function keep(
  merchant: Merchant,
  { id, fields: place }: CreationRow,
  theirs: Theirs,
  timeZone: string,
): Promise<string> {
  const now = new Date();
  const isBack = { status: 'active', statusChangedAt: now } as const;
  if (place.kind === 'store' && theirs.kind === 'store') {
    const row = storeRow(place.store, theirs.read);
    const before = (await getStore(merchant, id)) ?? (await getStore(merchant, place.store.externalStoreId));
    if (before?.id === id) return id;
    if (before?.status !== 'missing') return upsertStore(merchant, { id, timeZone, ...row });
    await updateStore(merchant, before.id, { ...row, ...isBack });
    return before.id;
  }
  if (place.kind !== 'pos' || theirs.kind !== 'pos') throw new Error('a store is no POS');
  const row = posRow(place.pos, theirs.read, theirs.parent.id);
  const before = (await getPos(merchant, id)) ?? (await getPos(merchant, place.pos.externalPosId));
  if (before?.id === id) return id;
  if (before?.status !== 'missing') return upsertPos(merchant, { id, ...row });
  // One that Mercado Pago had lost stands again under its code, with another printed one; its history goes on.
  await updatePos(merchant, before.id, { ...row, ...isBack, qrData: null, qrChangedAt: now });
  return before.id;
}

function storeRow(store: AcceptedStore, read: ReadStore) {
  const { latitude, longitude, ...fields } = store;
  return {
    ...fields,
    mercadopagoStoreId: read.storeId,
    addressLine: read.addressLine,
    latitude: String(latitude),
    longitude: String(longitude),
    theirs: theirStoreOf(read),
    syncedAt: new Date(),
  };
}

function posRow({ storeKey: _key, unattendedKey, ...pos }: AcceptedPos, read: ReadPos, storeId: string) {
  return {
    ...pos,
    storeId,
    mercadopagoPosId: read.posId,
    unattendedKey: unattendedKey ?? randomBytes(24).toString('base64url'),
    unattendedUrl: unattendedKey === undefined ? null : unattendedUrlOf({ unattendedKey: unattendedKey }),
    qrImageUrl: read.qr.imageUrl,
    qrTemplateDocumentUrl: read.qr.templateDocumentUrl,
    qrTemplateImageUrl: read.qr.templateImageUrl,
    theirs: theirPosOf(read),
    syncedAt: new Date(),
  };
}

/** The store of a POS that is to be made; one of the same batch may not be there yet, or never come. */
async function parentOf(merchant: Merchant, creation: CreationRow): Promise<StoreRow | null | 'later' | 'never'> {
  if (creation.fields.kind === 'store') return null;
  const { storeKey } = creation.fields.pos;
  const store = await getStore(merchant, storeKey);
  if (store) return store.mercadopagoStoreId !== null && store.status === 'active' ? store : 'never';
  const state = await getStateOfStoreInBatch(merchant, creation.batchId, storeKey);
  return state === 'planned' || state === 'sent' || state === 'unknown' ? 'later' : 'never';
}

async function end(merchant: Merchant, { id }: CreationRow, state: 'canceled' | 'not_found'): Promise<Made> {
  await saveCreation(merchant, id, { state, dueAt: null });
  return { state };
}

async function postpone(
  merchant: Merchant,
  { id }: CreationRow,
  state: 'planned' | 'unknown',
  restMs: number,
): Promise<Made> {
  await saveCreation(merchant, id, { state, dueAt: inMs(restMs) });
  return { state };
}

function problemOf(refusal: unknown, error: MercadoPagoError) {
  const { code, fields } = refusal instanceof AppError ? refusal : { code: 'mercadopago_refused', fields: {} };
  return { code, fields, mercadopago: error.code };
}

function externalIdOf(place: NewPlace): string {
  return place.kind === 'store' ? place.store.externalStoreId : place.pos.externalPosId;
}

function inMs(ms: number): Date {
  return new Date(Date.now() + ms);
}
