import 'server-only';
import { randomBytes } from 'node:crypto';
import { writeAudit } from '@/db/merchants';
import { listCreationsUnderWay } from '@/db/place-creations';
import { listPos } from '@/db/pos';
import { listStores } from '@/db/stores';
import { readHours, writeHours } from '@/lib/domain/business-hours';
import { writeCsvRow } from '@/lib/domain/csv';
import { freeIds } from '@/lib/domain/external-id';
import type { NewPlace } from '@/lib/domain/place';
import { type PlannedPlace, type PlannedPos, posColumns, storeColumns } from '@/lib/domain/place-file';
import { acceptPos } from '@/lib/domain/pos';
import type { Merchant } from '@/lib/domain/scope';
import type { SiteId } from '@/lib/domain/sites';
import { acceptStore } from '@/lib/domain/store';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { connected, isAddressPublic } from './accounts';
import type { Caller } from './orders';
import { planPlaces } from './place-creation';

/** One line of a range or file, and what would become of it. */
export type PlannedLine = {
  readonly line: number;
  /** The one that is proposed where the line has none, unless it is wrong; of what exists its own, "" where that has none. */
  readonly code: string;
  readonly name: string;
  /** The store of a till; "" for a store. */
  readonly store: string;
  /** `exists`: it is here already, or is being made, so that nothing is made twice when a file comes again. */
  readonly state: 'new' | 'exists' | 'wrong';
  readonly fields: Readonly<Record<string, FieldErrorCode>>;
};

type Judged = { readonly shown: PlannedLine; readonly place: NewPlace | null };

/** What would become of every line, without doing anything. Codes that are left empty are proposed. */
export async function previewPlaces(merchant: Merchant, lines: readonly PlannedPlace[]): Promise<PlannedLine[]> {
  return (await judge(merchant, lines)).map(({ shown }) => shown);
}

/**
 * Makes what is new of a range or file; the worker does it, one after another, and whoever comes back sees how far it is.
 * Wrong lines and what exists stay out. Answers the batch, or null when nothing is new.
 */
export async function makePlaces(caller: Caller, lines: readonly PlannedPlace[]): Promise<string | null> {
  const { merchant } = caller;
  const places = (await judge(merchant, lines)).flatMap(({ place }) => place ?? []);
  if (places.length === 0) return null;
  const batchId = await planPlaces(merchant, places, { personId: caller.by.personId, isHere: false });
  await writeAudit(merchant, {
    personId: caller.by.personId,
    action: 'places_planned',
    data: { batchId, count: places.length },
  });
  return batchId;
}

/** Every till as a file that can be read back. */
export async function exportPos(merchant: Merchant): Promise<string> {
  const rows = (await listPos(merchant)).map((pos) => [
    pos.externalPosId,
    pos.name,
    pos.externalStoreId,
    pos.category === null ? null : String(pos.category),
    pos.integration,
    pos.mode,
    String(pos.isFixedAmount),
    pos.status,
  ]);
  return [posColumns, ...rows].map(writeCsvRow).join('');
}

/** Every store in the same way. */
export async function exportStores(merchant: Merchant): Promise<string> {
  const rows = (await listStores(merchant)).map((store) => [
    store.externalStoreId,
    store.name,
    store.streetName,
    store.streetNumber,
    store.cityName,
    store.stateName,
    store.zipCode,
    store.reference,
    store.latitude,
    store.longitude,
    writeHours(readHours(store.businessHours)),
    store.status,
  ]);
  return [storeColumns, ...rows].map(writeCsvRow).join('');
}

async function judge(merchant: Merchant, lines: readonly PlannedPlace[]): Promise<Judged[]> {
  const { account } = await connected(merchant);
  const known = await readKnown(merchant);
  const earlier = new Map<string, string>();
  return lines.map((line) => {
    const judged =
      line.kind === 'store' ? judgeStore(known, line, account.siteId) : judgePos(known, line, account.siteId);
    const { code, name, state } = judged.shown;
    const key = `${line.kind} ${code.toLowerCase()}`;
    if (state === 'exists' && earlier.has(key) && earlier.get(key) !== name.trim()) return takenByAnother(line, judged);
    if (state === 'new') {
      remember(known, judged);
      earlier.set(key, name.trim());
    }
    return judged;
  });
}

/** Another name under the code of an earlier line is a slip of whoever wrote the file: not the same place again. */
function takenByAnother({ kind }: PlannedPlace, { shown }: Judged): Judged {
  const field = kind === 'store' ? 'external_store_id' : 'external_pos_id';
  return { place: null, shown: { ...shown, state: 'wrong', fields: { [field]: 'already_used' } } };
}

/** Codes and names in use, those of earlier lines included. */
type Known = {
  readonly storeCodes: Set<string>;
  /** By name, their codes: a line without a code means them by it. */
  readonly storeNames: Map<string, string>;
  readonly posCodes: Set<string>;
  /** By store and name, the codes of tills in service. */
  readonly posNames: Map<string, string>;
  readonly stores: Map<string, { readonly key: string; readonly code: string | null }>;
  /** Codes to propose, by the key of the store; "" for those of stores. To look through all codes for each is slow. */
  readonly free: Map<string, { readonly ids: Iterator<string>; id: string }>;
};

async function readKnown(merchant: Merchant): Promise<Known> {
  const [stores, tills, making] = await Promise.all([
    listStores(merchant),
    listPos(merchant),
    listCreationsUnderWay(merchant),
  ]);
  const known: Known = {
    storeCodes: new Set(stores.flatMap((store) => store.externalStoreId?.toLowerCase() ?? [])),
    storeNames: new Map(
      stores
        .filter(({ status }) => status === 'active')
        .map(({ name, externalStoreId }) => [name, externalStoreId ?? '']),
    ),
    posCodes: new Set(tills.flatMap((pos) => pos.externalPosId?.toLowerCase() ?? [])),
    posNames: new Map(
      tills
        .filter(({ status }) => status === 'active')
        .map((pos) => [nameKey(pos.externalStoreId ?? pos.storeId, pos.name), pos.externalPosId ?? '']),
    ),
    stores: new Map(),
    free: new Map(),
  };
  for (const store of stores.filter(({ status }) => status === 'active')) {
    const found = { key: store.externalStoreId ?? store.id, code: store.externalStoreId };
    known.stores.set(found.key.toLowerCase(), found).set(store.id, found);
  }
  for (const { fields } of making) rememberPlace(known, fields);
  return known;
}

function remember(known: Known, { place }: Judged): void {
  if (place) rememberPlace(known, place);
}

function rememberPlace(known: Known, place: NewPlace): void {
  if (place.kind === 'store') {
    known.storeCodes.add(place.store.externalStoreId.toLowerCase());
    known.storeNames.set(place.store.name, place.store.externalStoreId);
    return;
  }
  known.posCodes.add(place.pos.externalPosId.toLowerCase());
  known.posNames.set(nameKey(place.pos.storeKey, place.pos.name), place.pos.externalPosId);
}

function judgeStore(known: Known, { line, request }: PlannedPlace & { kind: 'store' }, siteId: SiteId): Judged {
  const { externalStoreId: given, name } = request;
  const shown = { line, name, store: '' };
  const existing = given === '' ? known.storeNames.get(name.trim()) : ifTaken(known.storeCodes, given);
  if (existing !== undefined) return alreadyThere({ ...shown, code: existing });
  const code = given === '' ? nextFree(known, null) : given;
  return accepted({ ...shown, code, isProposed: given === '' }, () => ({
    kind: 'store',
    store: acceptStore({ ...request, externalStoreId: code }, siteId),
  }));
}

function judgePos(known: Known, row: PlannedPos, siteId: SiteId): Judged {
  const store = known.stores.get(row.storeKey.toLowerCase());
  const shown = { line: row.line, name: row.name, store: row.storeKey };
  const existing =
    row.code === ''
      ? store && known.posNames.get(nameKey(store.key, row.name.trim()))
      : ifTaken(known.posCodes, row.code);
  if (existing !== undefined) return alreadyThere({ ...shown, code: existing });
  const code =
    row.code === '' ? nextFree(known, { key: store?.key ?? row.storeKey, code: store?.code ?? null }) : row.code;
  return accepted({ ...shown, code, isProposed: row.code === '' }, () => {
    if (!store && row.storeKey !== '') throw wrong({ external_store_id: 'not_found' });
    const { category, integration, mode, isFixedAmount, name } = row;
    if (category === undefined) throw wrong({ category: 'unknown_category' });
    if (!integration) throw wrong({ integration: 'invalid' });
    if (!mode) throw wrong({ mode: 'invalid' });
    const request = {
      externalPosId: code,
      name,
      storeKey: store?.key ?? '',
      category,
      integration,
      mode,
      isFixedAmount,
    };
    const pos = acceptPos(request, siteId);
    if (integration !== 'unattended') return { kind: 'pos', pos };
    if (!isAddressPublic()) throw wrong({ integration: 'host_refused' });
    return { kind: 'pos', pos: { ...pos, unattendedKey: randomBytes(24).toString('base64url') } };
  });
}

/** A code to propose: for a POS of a store, or for a store. The one that a wrong line was shown is the next one's. */
function nextFree(known: Known, store: { key: string; code: string | null } | null): string {
  const key = store?.key ?? '';
  const taken = store ? known.posCodes : known.storeCodes;
  const free = known.free.get(key) ?? {
    ids: freeIds(store ? { kind: 'pos', externalStoreId: store.code } : { kind: 'store' }, taken),
    id: '',
  };
  if (free.id === '' || taken.has(free.id.toLowerCase())) free.id = free.ids.next().value ?? '';
  known.free.set(key, free);
  return free.id;
}

/** A code that is in use, as it was given; codes count without case. */
function ifTaken(taken: ReadonlySet<string>, code: string): string | undefined {
  return taken.has(code.toLowerCase()) ? code : undefined;
}

function alreadyThere(shown: Omit<PlannedLine, 'state' | 'fields'>): Judged {
  return { place: null, shown: { ...shown, state: 'exists', fields: {} } };
}

function accepted(
  { isProposed, ...shown }: Omit<PlannedLine, 'state' | 'fields'> & { isProposed: boolean },
  accept: () => NewPlace,
): Judged {
  try {
    return { place: accept(), shown: { ...shown, state: 'new', fields: {} } };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error;
    // The code that was proposed says nothing about a line that will be corrected first.
    const code = isProposed ? '' : shown.code;
    return { place: null, shown: { ...shown, code, state: 'wrong', fields: error.fields } };
  }
}

function wrong(fields: Record<string, FieldErrorCode>): AppError {
  return new AppError('invalid_input', 'the line would be refused', { fields });
}

function nameKey(storeKey: string, name: string): string {
  return `${storeKey.toLowerCase()} ${name}`;
}
