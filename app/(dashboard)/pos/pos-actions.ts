'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getPos } from '@/db/pos';
import { posModels, settingsOfModel } from '@/lib/domain/pos';
import { createPos, retirePos } from '@/lib/services/pos-lifecycle';
import { changePos } from '@/lib/services/pos-settings';
import { personCaller } from '@/lib/web/person-caller';
import { requirePermission } from '@/lib/web/session';
import { type PlaceProblem, placeProblemOf } from '../place-problem';
import { type RetireState, retireStateOf } from '../retire-state';
import { categoryOf, type PosValues, posChangesOf, posValuesOf, readPosValues } from './pos-values';

/** What was typed comes back with what is wrong with it. */
export type PosFormState = { readonly values: PosValues; readonly problem: PlaceProblem | null; readonly turn: number };

/** Makes a till and goes there. */
export async function makePos(before: PosFormState, form: FormData): Promise<PosFormState> {
  const caller = personCaller(await requirePermission('pos:write'));
  const values = readPosValues(form);
  const model = posModels.find((known) => known === values.model) ?? 'attended';
  let next: string;
  try {
    const { pos, batchId } = await createPos(caller, {
      externalPosId: values.code,
      name: values.name,
      storeKey: values.store,
      category: categoryOf(values.category),
      ...settingsOfModel(model),
    });
    next = pos ? `/pos/${encodeURIComponent(values.code)}` : `/pos/many-tills/${batchId}`;
  } catch (error) {
    return { values, problem: await placeProblemOf(error, caller.merchant, 'pos.create'), turn: before.turn + 1 };
  }
  revalidatePath('/', 'layout');
  redirect(next);
}

/** Changes a till, as far as it is not as its form showed it, or moves it to another store. */
export async function savePos(
  key: string,
  shown: PosValues,
  before: PosFormState,
  form: FormData,
): Promise<PosFormState> {
  const caller = personCaller(await requirePermission('pos:write'));
  const values = readPosValues(form);
  try {
    const pos = await getPos(caller.merchant, key);
    if (pos) await changePos(caller, key, posChangesOf({ shown, now: posValuesOf(pos), typed: values }));
  } catch (error) {
    return { values, problem: await placeProblemOf(error, caller.merchant, 'pos.change'), turn: before.turn + 1 };
  }
  revalidatePath('/', 'layout');
  redirect(`/pos/${encodeURIComponent(key)}`);
}

/** Takes a till out of service. */
export async function endPos(key: string, _before: RetireState, form: FormData): Promise<RetireState> {
  const caller = personCaller(await requirePermission('pos:write'));
  const typed = form.get('confirm');
  try {
    await retirePos(caller, key, { confirmedCode: typeof typed === 'string' ? typed : '' });
  } catch (error) {
    return retireStateOf(error, caller.merchant, 'pos.retire');
  }
  revalidatePath('/', 'layout');
  redirect(`/pos/${encodeURIComponent(key)}`);
}

/** Makes a till again that Mercado Pago has lost, under the code that it had; null once that is under way. */
export async function makePosAgain(key: string, _before: PlaceProblem | null): Promise<PlaceProblem | null> {
  const caller = personCaller(await requirePermission('pos:write'));
  const pos = await getPos(caller.merchant, key);
  if (!pos?.externalPosId) return null;
  try {
    const { externalPosId, name, storeId, category, isFixedAmount, integration, mode, unattendedProtocol } = pos;
    const settings = { category, isFixedAmount, integration, mode, unattendedProtocol };
    await createPos(caller, { externalPosId, name, storeKey: storeId, ...settings });
  } catch (error) {
    return placeProblemOf(error, caller.merchant, 'pos.create');
  }
  revalidatePath('/', 'layout');
  return null;
}
