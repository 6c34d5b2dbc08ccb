import 'server-only';
import { writeAudit } from '@/db/merchants';
import { getPos, type PosDetail, updatePos } from '@/db/pos';
import { getStore, listStores, type StoreRow, updateStore } from '@/db/stores';
import { readHours } from '@/lib/domain/business-hours';
import {
  type Difference,
  differencesOfPos,
  differencesOfStore,
  type PosField,
  type StoreField,
} from '@/lib/domain/differences';
import { AppError } from '@/lib/errors';
import type { Caller } from './orders';
import { changePos } from './pos-settings';
import { changeStore } from './stores';

/** What somebody decided about a difference: take theirs, send ours, or leave it until they say something else. */
export type Decision = 'adopt' | 'push' | 'ignore';

/** Which difference it is, with what they said when it was shown: what they say now may be something else. */
export type OfDifference<Field> = { readonly key: string; readonly field: Field; readonly theirs: string };

/** Decides a difference of a store. Throws `not_found`, `conflict` when it is another one by now, or what a change throws. */
export async function decideStoreDifference(
  caller: Caller,
  { key, field, theirs }: OfDifference<StoreField>,
  decision: Decision,
): Promise<void> {
  const { merchant } = caller;
  const store = await getStore(merchant, key);
  if (!store) throw new AppError('not_found', 'no such store');
  mustStillBe(differencesOfStore(store), field, theirs);
  if (decision === 'ignore') await updateStore(merchant, store.id, { ignored: { ...store.ignored, [field]: theirs } });
  else if (decision === 'adopt') await updateStore(merchant, store.id, theirsOfStore(store, field));
  else await changeStore(caller, store.id, oursOfStore(store, field));
  await note(caller, { storeId: store.id, field, theirs, decision });
}

/** Decides a difference of a POS in the same way. */
export async function decidePosDifference(
  caller: Caller,
  { key, field, theirs }: OfDifference<PosField>,
  decision: Decision,
): Promise<void> {
  const { merchant } = caller;
  const pos = await getPos(merchant, key);
  if (!pos) throw new AppError('not_found', 'no such POS');
  mustStillBe(differencesOfPos(pos), field, theirs);
  if (decision === 'ignore') await updatePos(merchant, pos.id, { ignored: { ...pos.ignored, [field]: theirs } });
  else if (decision === 'adopt') await updatePos(merchant, pos.id, await theirsOfPos(caller, pos, field));
  else await changePos(caller, pos.id, oursOfPos(pos, field));
  await note(caller, { posId: pos.id, field, theirs, decision });
}

function mustStillBe<Field>(found: readonly Difference<Field>[], field: Field, theirs: string): void {
  if (!found.some((each) => each.field === field && each.theirs === theirs))
    throw new AppError('conflict', 'there is no such difference any more');
}

/** The parts of an address are known here only for the address that we wrote. */
function theirsOfStore({ theirs }: StoreRow, field: StoreField) {
  if (!theirs) return {};
  if (field === 'name') return { name: theirs.name ?? '' };
  if (field === 'hours') return { businessHours: theirs.businessHours };
  if (field === 'place') return { latitude: textOf(theirs.latitude), longitude: textOf(theirs.longitude) };
  return { addressLine: theirs.addressLine, streetName: null, streetNumber: null, cityName: null, stateName: null };
}

function oursOfStore(store: StoreRow, field: StoreField) {
  if (field === 'name') return { name: store.name };
  if (field === 'hours') return { businessHours: { ...readHours(store.businessHours) } };
  return { streetName: store.streetName ?? '' };
}

async function theirsOfPos({ merchant }: Caller, { theirs }: PosDetail, field: PosField) {
  if (!theirs) return {};
  if (field === 'name') return { name: theirs.name ?? '' };
  if (field === 'category') return { category: theirs.category };
  if (field === 'fixed_amount') return { isFixedAmount: theirs.isFixedAmount ?? true };
  const store = (await listStores(merchant)).find((each) => each.mercadopagoStoreId === theirs.storeId);
  if (!store) throw new AppError('conflict', 'the store is not known here');
  return { storeId: store.id };
}

function oursOfPos(pos: PosDetail, field: PosField) {
  if (field === 'name') return { name: pos.name };
  if (field === 'category') return { category: pos.category };
  if (field === 'fixed_amount') return { isFixedAmount: pos.isFixedAmount };
  return { storeKey: pos.storeId };
}

function textOf(degrees: number | null): string | null {
  return degrees === null ? null : String(degrees);
}

async function note({ merchant, by }: Caller, data: Record<string, unknown>): Promise<void> {
  await writeAudit(merchant, { personId: by.personId, action: 'difference_decided', data });
}
