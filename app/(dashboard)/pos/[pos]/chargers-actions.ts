'use server';

import { revalidatePath } from 'next/cache';
import { changeChargers } from '@/lib/services/charging-rights';
import { requirePermission } from '@/lib/web/session';
import { type PlaceProblem, placeProblemOf } from '../../place-problem';

export type ChargersState = { readonly isSaved: boolean; readonly problem: PlaceProblem | null };

/** Says who charges on a till. */
export async function saveChargers(posKey: string, _before: ChargersState, form: FormData): Promise<ChargersState> {
  const { merchant, person } = await requirePermission('pos:write');
  const by = { source: 'cashier', personId: person.id, apiKeyId: null } as const;
  try {
    await changeChargers({ merchant, by, principal: `person ${person.id}` }, posKey, {
      isForEverybody: form.get('who') !== 'some',
      personIds: form.getAll('person').map(String),
    });
  } catch (error) {
    return { isSaved: false, problem: await placeProblemOf(error, merchant, 'pos.chargers') };
  }
  revalidatePath('/', 'layout');
  return { isSaved: true, problem: null };
}
