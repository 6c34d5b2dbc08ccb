'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getStore } from '@/db/stores';
import { changeStore, createStore, retireStore } from '@/lib/services/stores';
import { personCaller } from '@/lib/web/person-caller';
import { requirePermission } from '@/lib/web/session';
import { type PlaceProblem, placeProblemOf } from '../place-problem';
import { type RetireState, retireStateOf } from '../retire-state';
import { changesOf, readStoreValues, type StoreValues, storeValuesOf, toStoreRequest } from './store-values';

/** What was typed comes back with what is wrong with it. */
export type StoreFormState = {
  readonly values: StoreValues;
  readonly problem: PlaceProblem | null;
  readonly turn: number;
};

/** Makes a store with its tills and goes there. */
export async function makeStore(before: StoreFormState, form: FormData): Promise<StoreFormState> {
  const caller = personCaller(await requirePermission('stores:write'));
  const values = readStoreValues(form);
  const category = values.category === '' ? null : Number(values.category);
  const tills = values.tills.map(({ code, name }) => ({ externalPosId: code, name, category }));
  let next: string;
  try {
    const { store, isComplete, batchId } = await createStore(caller, toStoreRequest(values), tills);
    next =
      store && isComplete
        ? `/stores/${encodeURIComponent(store.externalStoreId ?? store.id)}`
        : `/pos/many-tills/${batchId}`;
  } catch (error) {
    return { values, problem: await placeProblemOf(error, caller.merchant, 'store.create'), turn: before.turn + 1 };
  }
  revalidatePath('/', 'layout');
  redirect(next);
}

/** Changes a store, as far as it is not as its form showed it, and goes back to it. */
export async function saveStore(
  key: string,
  shown: StoreValues,
  before: StoreFormState,
  form: FormData,
): Promise<StoreFormState> {
  const caller = personCaller(await requirePermission('stores:write'));
  const values = readStoreValues(form);
  try {
    const store = await getStore(caller.merchant, key);
    if (store) await changeStore(caller, key, changesOf({ shown, now: storeValuesOf(store), typed: values }));
  } catch (error) {
    return { values, problem: await placeProblemOf(error, caller.merchant, 'store.change'), turn: before.turn + 1 };
  }
  revalidatePath('/', 'layout');
  redirect(`/stores/${encodeURIComponent(key)}`);
}

/** Takes a store out of service, with its tills. */
export async function endStore(key: string, _before: RetireState, form: FormData): Promise<RetireState> {
  const caller = personCaller(await requirePermission('stores:write'));
  const typed = form.get('confirm');
  try {
    await retireStore(caller, key, { confirmedCode: typeof typed === 'string' ? typed : '' });
  } catch (error) {
    return retireStateOf(error, caller.merchant, 'store.retire');
  }
  revalidatePath('/', 'layout');
  redirect('/stores');
}
