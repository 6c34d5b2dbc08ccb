import 'server-only';
import { randomBytes } from 'node:crypto';
import { writeAudit } from '@/db/merchants';
import { newId } from '@/db/new-id';
import {
  claimDuePlaceSync,
  endPlaceSync,
  hastenPlaceSync,
  notePlaceSync,
  notePlacesRead,
  planMissingPlaceSyncs,
  planPlaceSync,
} from '@/db/place-syncs';
import { insertReadPos, listPos, type PosDetail, updatePos, updateReadPos } from '@/db/pos';
import { insertReadStore, listStores, type StoreRow, updateReadStore, updateStore } from '@/db/stores';
import type { PlaceKind, SyncPhase } from '@/lib/domain/place';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import type { MercadoPagoClient } from '@/lib/mercadopago/client';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { ReadPos } from '@/lib/mercadopago/wire/pos';
import type { ReadStore } from '@/lib/mercadopago/wire/store';
import { constraintOf } from '@/lib/postgres-errors';
import { type ConnectedMerchant, connected } from './accounts';
import { asAppError } from './mercadopago-errors';
import { finishRetiring } from './pos-lifecycle';
import { readQrCode } from './qr-reading';
import type { Urgency } from './request-budget';
import { finishRetiringStore } from './stores';
import { theirPosOf, theirStoreOf } from './their-places';

/** What a reading brought in. */
export type Imported = { readonly stores: number; readonly pos: number; readonly posWithoutExternalId: number };

const EVERY_MS = 6 * 3_600_000;
const AFTER_FAILURE_MS = 10 * 60_000;
/** Renewed with every step; if this process dies, somebody else begins anew after that. */
const LEASE_MS = 60_000;
const FIRST_WITHIN_MINUTES = 20;
/** Somebody waits while an account is connected: codes beyond these are read by the worker. */
const CODES_AT_ONCE = 40;
const CODES_PER_NOTE = 20;

type Progress = (phase: SyncPhase, done: number, total: number) => Promise<void>;
const silently: Progress = async () => undefined;

/**
 * Reads every store and POS of the account, also those made in Mercado Pago's own panel. What is new comes in; of what is
 * known only their side is noted: nothing here is overwritten. What they have no more is marked, and what was made anew
 * there under the same code goes on with its new printed one. Repeatable. Throws `mercadopago_unavailable` or
 * `mercadopago_refused` when not everything could be read; then nothing is marked.
 */
export async function importStoresAndPos(merchant: Merchant): Promise<Imported> {
  const connection = await connected(merchant);
  const imported = await readPlaces(connection, silently);
  const left = await readMissingQrCodes(merchant, { atMost: CODES_AT_ONCE });
  await planPlaceSync(merchant, new Date(Date.now() + (left > 0 ? 0 : EVERY_MS)));
  await notePlacesRead(merchant, new Date());
  return imported;
}

/** Has the worker read the account as soon as it can. */
export async function requestPlaceSync(merchant: Merchant): Promise<void> {
  await connected(merchant);
  await planPlaceSync(merchant, new Date());
}

/** Reads one account whose time has come, and says how many that were. Safe on any number of processes. */
export async function syncPlaces(): Promise<number> {
  const now = new Date();
  await planMissingPlaceSyncs(actAsSystem(), FIRST_WITHIN_MINUTES);
  const merchant = await claimDuePlaceSync(actAsSystem(), { now, leaseUntil: inMs(LEASE_MS) });
  if (!merchant) return 0;
  const note: Progress = (phase, done, total) =>
    notePlaceSync(merchant, { phase, done, total, leaseUntil: inMs(LEASE_MS) });
  try {
    await readPlaces(await connected(merchant, 'background'), note);
    const left = await readMissingQrCodes(merchant, { urgency: 'idle', note });
    const dueAt = inMs(left > 0 ? AFTER_FAILURE_MS : EVERY_MS);
    await endPlaceSync(merchant, { problem: null, dueAt, now: new Date() });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ merchantId: merchant.id, code: error.code }, 'the stores and POS of an account could not be read');
    const problem = error.code === 'mercadopago_unavailable' ? 'unavailable' : 'refused';
    await endPlaceSync(merchant, { problem, dueAt: inMs(AFTER_FAILURE_MS), now: new Date() });
  }
  return 1;
}

/** Reads what the printed codes say, from their pictures, where it is not known; says for how many another try is worth it. */
export async function readMissingQrCodes(
  merchant: Merchant,
  options: { atMost?: number; urgency?: Urgency; note?: Progress } = {},
): Promise<number> {
  const { atMost = Number.POSITIVE_INFINITY, urgency = 'person', note = silently } = options;
  const { client } = await connected(merchant, urgency);
  const missing = await listWithoutCode(merchant);
  const answered = new Set<string>();
  for (const [done, pos] of missing.slice(0, atMost).entries()) {
    if (done % CODES_PER_NOTE === 0) await note('codes', done, missing.length);
    if ((await readQrCode(client, merchant, pos)) !== 'unanswered') answered.add(pos.id);
  }
  // Also those made meanwhile: a hint that comes while a reading is under way is not kept.
  return (await listWithoutCode(merchant)).filter(({ id }) => !answered.has(id)).length;
}

/** Reads what one printed code says while somebody waits; the worker reads those of others that are not known. */
export async function readQrCodeNow(merchant: Merchant, key: string): Promise<void> {
  const { client } = await connected(merchant);
  const missing = await listWithoutCode(merchant);
  const isIt = (pos: PosDetail) => pos.id === key || isSame(pos.externalPosId, key);
  const wanted = missing.find(isIt);
  if (wanted) await readQrCode(client, merchant, wanted);
  if (missing.some((pos) => pos !== wanted)) await hastenPlaceSync(merchant, new Date());
}

async function listWithoutCode(merchant: Merchant): Promise<PosDetail[]> {
  return (await listPos(merchant)).filter((pos) => pos.qrData === null && pos.status === 'active');
}

async function readPlaces(connection: ConnectedMerchant, note: Progress): Promise<Imported> {
  const { client, account, profile } = connection;
  const { merchant } = profile;
  const since = new Date();
  try {
    const stores = await client.searchStores({
      userId: account.collectorId,
      onPage: (done, total) => note('stores', done, total ?? done),
    });
    const pos = await client.searchPos({ onPage: (done, total) => note('pos', done, total ?? done) });
    const lostStores = await lostOf(await listStores(merchant), stores, client);
    const lostPos = await lostOf(await listPos(merchant), pos, client);
    const storeIds = await saveStores(connection, stores, since);
    const imported = await savePos(connection, pos, { storeIds, since });
    await removeLeftOverStores(connection, stores);
    await markMissing(merchant, lostStores, lostPos);
    return {
      stores: stores.length,
      pos: imported,
      posWithoutExternalId: pos.filter((each) => each.externalId === null).length,
    };
  } catch (error) {
    throw asAppError(error);
  }
}

/** Our ids by theirs. A store that was made anew under the same code is the same store. */
async function saveStores(
  { profile: { merchant, timeZone } }: ConnectedMerchant,
  read: readonly ReadStore[],
  since: Date,
): Promise<ReadonlyMap<string, string>> {
  const known = await listStores(merchant);
  const storeIds = new Map<string, string>();
  for (const store of read) {
    const ours =
      known.find((each) => each.mercadopagoStoreId === store.storeId) ??
      known.find((each) => isSame(each.externalStoreId, store.externalId) && !isAmong(read, each.mercadopagoStoreId));
    const seen = { theirs: theirStoreOf(store), syncedAt: since };
    if (!ours) {
      const imported = { ...importedStore(store, timeZone), ...seen };
      const id = await unlessCodeTaken(insertReadStore(merchant, imported), store);
      if (id) storeIds.set(store.storeId, id);
      continue;
    }
    storeIds.set(store.storeId, ours.id);
    const isAnew = ours.mercadopagoStoreId !== store.storeId;
    const isBack = ours.status === 'missing' || (isAnew && ours.status === 'retired');
    const change = {
      ...seen,
      mercadopagoStoreId: store.storeId,
      externalStoreId: ours.externalStoreId ?? store.externalId,
      ...(isBack ? ({ status: 'active', statusChangedAt: new Date() } as const) : {}),
    };
    await unlessCodeTaken(updateReadStore(merchant, ours.id, change), store);
  }
  return storeIds;
}

async function savePos(
  { client, profile: { merchant } }: ConnectedMerchant,
  read: readonly ReadPos[],
  { storeIds, since }: { storeIds: ReadonlyMap<string, string>; since: Date },
): Promise<number> {
  const known = await listPos(merchant);
  const byTheirId = new Map(known.map((each) => [each.mercadopagoPosId, each]));
  const byCode = new Map(known.map((each) => [each.externalPosId?.toLowerCase(), each]));
  const theirIds = new Set(read.map((each) => each.posId));
  let imported = 0;
  for (const pos of read) {
    const storeId = pos.storeId === null ? undefined : storeIds.get(pos.storeId);
    if (!storeId) continue;
    const sameCode = pos.externalId === null ? undefined : byCode.get(pos.externalId.toLowerCase());
    const isFree = sameCode && !theirIds.has(sameCode.mercadopagoPosId ?? '');
    const ours = byTheirId.get(pos.posId) ?? (isFree ? sameCode : undefined);
    const write: Promise<boolean | string> = ours
      ? updateReadPos(merchant, ours.id, seenPos(ours, pos, since))
      : insertReadPos(merchant, importedPos(pos, { storeId, since }));
    const written = await unlessCodeTaken(write, pos);
    if (written !== null) imported += 1;
    if (ours && written !== false && isLeftOver(ours, pos)) await removeLeftOver(client, merchant, ours);
  }
  return imported;
}

/** Whether one is there still that was taken out of service here, and nobody is at it: the process that was has died. */
function isLeftOver(ours: PosDetail, pos: ReadPos): boolean {
  return isRetiredLongAgo(ours) && ours.mercadopagoPosId === pos.posId;
}

function isRetiredLongAgo({ status, statusChangedAt }: Pick<StoreRow, 'status' | 'statusChangedAt'>): boolean {
  return status === 'retired' && (statusChangedAt?.getTime() ?? 0) < Date.now() - LEASE_MS;
}

async function removeLeftOver(client: MercadoPagoClient, merchant: Merchant, pos: PosDetail): Promise<void> {
  await removeLate(merchant, { kind: 'pos', id: pos.id }, () => finishRetiring(client, merchant, pos));
}

/** After their tills: a store that still has one does not go. */
async function removeLeftOverStores(connection: ConnectedMerchant, read: readonly ReadStore[]): Promise<void> {
  const { merchant } = connection.profile;
  for (const store of await listStores(merchant)) {
    if (!isRetiredLongAgo(store) || !isAmong(read, store.mercadopagoStoreId)) continue;
    await removeLate(merchant, { kind: 'store', id: store.id }, () => finishRetiringStore(connection, store));
  }
}

async function removeLate(
  merchant: Merchant,
  { kind, id }: { kind: PlaceKind; id: string },
  remove: () => Promise<void>,
): Promise<void> {
  try {
    await remove();
    await writeAudit(merchant, { personId: null, action: `${kind}_removed`, data: { id } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ kind, id, code: error.code }, 'what is retired could not be deleted; the next reading tries again');
  }
}

/** Writes one of them and goes on without it when another place has its code here; null then. */
async function unlessCodeTaken<Written>(writing: Promise<Written>, read: ReadStore | ReadPos): Promise<Written | null> {
  try {
    return await writing;
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint !== 'stores_external' && constraint !== 'pos_external') throw error;
    const theirId = 'posId' in read ? read.posId : read.storeId;
    log.warn({ theirId, constraint }, 'a store or POS of Mercado Pago has a code that another one has here');
    return null;
  }
}

/** What a reading changes of a POS that is known: their side of it, and what belongs to its code. */
function seenPos(ours: PosDetail, pos: ReadPos, since: Date) {
  const now = new Date();
  const isNewCode = ours.mercadopagoPosId !== pos.posId;
  const isBack = ours.status === 'missing' || (isNewCode && ours.status === 'retired');
  return {
    theirs: theirPosOf(pos),
    syncedAt: since,
    mercadopagoPosId: pos.posId,
    externalPosId: ours.externalPosId ?? pos.externalId,
    qrImageUrl: pos.qr.imageUrl,
    qrTemplateDocumentUrl: pos.qr.templateDocumentUrl,
    qrTemplateImageUrl: pos.qr.templateImageUrl,
    ...(isNewCode ? { qrData: null, qrChangedAt: now } : {}),
    ...(isBack ? ({ status: 'active', statusChangedAt: now } as const) : {}),
  };
}

function importedStore(store: ReadStore, timeZone: string) {
  return {
    id: newId(),
    mercadopagoStoreId: store.storeId,
    externalStoreId: store.externalId,
    name: store.name ?? store.externalId ?? store.storeId,
    addressLine: store.addressLine,
    reference: store.reference,
    latitude: store.latitude === null ? null : String(store.latitude),
    longitude: store.longitude === null ? null : String(store.longitude),
    businessHours: store.businessHours,
    timeZone,
  };
}

function importedPos(pos: ReadPos, { storeId, since }: { storeId: string; since: Date }) {
  return {
    id: newId(),
    storeId,
    mercadopagoPosId: pos.posId,
    externalPosId: pos.externalId,
    name: pos.name ?? pos.externalId ?? pos.posId,
    isFixedAmount: pos.fixedAmount ?? true,
    category: pos.category,
    unattendedKey: randomBytes(24).toString('base64url'),
    qrImageUrl: pos.qr.imageUrl,
    qrTemplateDocumentUrl: pos.qr.templateDocumentUrl,
    qrTemplateImageUrl: pos.qr.templateImageUrl,
    theirs: theirPosOf(pos),
    syncedAt: since,
  };
}

/** Those that a search does not show and that, asked for by their id, are certainly not there: searches forget. */
async function lostOf<Ours extends StoreRow | PosDetail>(
  ours: readonly Ours[],
  read: readonly (ReadStore | ReadPos)[],
  client: MercadoPagoClient,
): Promise<Ours[]> {
  const shown = new Set(read.map((each) => ('posId' in each ? each.posId : each.storeId)));
  const lost: Ours[] = [];
  for (const each of ours) {
    const theirId = 'unattendedKey' in each ? each.mercadopagoPosId : each.mercadopagoStoreId;
    if (each.status !== 'active' || theirId === null || shown.has(theirId)) continue;
    const ask = 'unattendedKey' in each ? client.getPos(theirId) : client.getStore(theirId);
    if (await isNotThere(ask)) lost.push(each);
  }
  return lost;
}

async function isNotThere(asking: Promise<unknown>): Promise<boolean> {
  try {
    await asking;
    return false;
  } catch (error) {
    if (error instanceof MercadoPagoError && error.status === 404) return true;
    throw error;
  }
}

/** Their printed codes are void from now on. One that was made anew under its code meanwhile is not lost. */
async function markMissing(merchant: Merchant, stores: readonly StoreRow[], pos: readonly PosDetail[]): Promise<void> {
  const missing = { status: 'missing', statusChangedAt: new Date() } as const;
  const [storesNow, posNow] = await Promise.all([listStores(merchant), listPos(merchant)]);
  const note = (action: string, id: string) => writeAudit(merchant, { personId: null, action, data: { id } });
  for (const { id, mercadopagoStoreId } of stores) {
    if (storesNow.find((now) => now.id === id)?.mercadopagoStoreId !== mercadopagoStoreId) continue;
    await updateStore(merchant, id, missing);
    await note('store_missing', id);
  }
  for (const { id, mercadopagoPosId } of pos) {
    if (posNow.find((now) => now.id === id)?.mercadopagoPosId !== mercadopagoPosId) continue;
    await updatePos(merchant, id, missing);
    await note('pos_missing', id);
  }
}

function isSame(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
}

function isAmong(read: readonly ReadStore[], storeId: string | null): boolean {
  return read.some((store) => store.storeId === storeId);
}

function inMs(ms: number): Date {
  return new Date(Date.now() + ms);
}
