'use server';

import { revalidatePath } from 'next/cache';
import { changeChargers } from '@/lib/services/charging-rights';
import { personCaller } from '@/lib/web/person-caller';
import { requirePermission } from '@/lib/web/session';
import { type PlaceProblem, placeProblemOf } from '../../place-problem';

export type ChargersState = { readonly isSaved: boolean; readonly problem: PlaceProblem | null };

/** Says who charges on a till. */
export async function saveChargers(posKey: string, _before: ChargersState, form: FormData): Promise<ChargersState> {
  const caller = personCaller(await requirePermission('pos:write'));
  try {
    await changeChargers(caller, posKey, {
      isForEverybody: form.get('who') !== 'some',
      personIds: form.getAll('person').map(String),
    });
  } catch (error) {
    return { isSaved: false, problem: await placeProblemOf(error, caller.merchant, 'pos.chargers') };
  }
  revalidatePath('/', 'layout');
  return { isSaved: true, problem: null };
}
