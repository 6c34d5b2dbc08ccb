'use server';

import { revalidatePath } from 'next/cache';
import { type PlaceProblem, placeProblemOf } from '@/app/(dashboard)/place-problem';
import { posFields, storeFields } from '@/lib/domain/differences';
import { type Decision, decidePosDifference, decideStoreDifference } from '@/lib/services/place-differences';
import { personCaller } from '@/lib/web/person-caller';
import { requirePermission } from '@/lib/web/session';

/** Which difference a form is about, with what they said when it was shown. */
export type ShownDifference = { readonly kind: 'store' | 'pos'; key: string; field: string; theirs: string };

const decisions: readonly Decision[] = ['adopt', 'push', 'ignore'];

/** Takes theirs, sends ours, or leaves it; null once that is done. */
export async function decideDifference(
  of: ShownDifference,
  _before: PlaceProblem | null,
  form: FormData,
): Promise<PlaceProblem | null> {
  const caller = personCaller(await requirePermission(of.kind === 'store' ? 'stores:write' : 'pos:write'));
  const decision = decisions.find((known) => known === form.get('decision'));
  const storeField = storeFields.find((known) => known === of.field);
  const posField = posFields.find((known) => known === of.field);
  try {
    if (decision && of.kind === 'store' && storeField)
      await decideStoreDifference(caller, { ...of, field: storeField }, decision);
    if (decision && of.kind === 'pos' && posField)
      await decidePosDifference(caller, { ...of, field: posField }, decision);
  } catch (error) {
    return placeProblemOf(error, caller.merchant, 'places.decide');
  }
  revalidatePath('/', 'layout');
  return null;
}
