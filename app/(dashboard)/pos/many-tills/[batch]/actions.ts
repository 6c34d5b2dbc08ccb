'use server';

import { revalidatePath } from 'next/cache';
import { type PlaceProblem, placeProblemOf } from '@/app/(dashboard)/place-problem';
import { goOnWithBatch, stopMaking } from '@/lib/services/place-creation';
import { requirePermission } from '@/lib/web/session';

/** Asks once more for what came to nothing; null once that is under way. */
export async function retryBatch(batchId: string, _before: PlaceProblem | null): Promise<PlaceProblem | null> {
  const { merchant } = await requirePermission('pos:write');
  try {
    await goOnWithBatch(merchant, batchId);
  } catch (error) {
    return placeProblemOf(error, merchant, 'places.retry');
  }
  revalidatePath('/pos', 'layout');
  return null;
}

/** Gives up what was not asked for yet. */
export async function stopBatch(batchId: string): Promise<void> {
  const { merchant } = await requirePermission('pos:write');
  await stopMaking(merchant, batchId);
  revalidatePath('/pos', 'layout');
}
