'use server';

import { revalidatePath } from 'next/cache';
import { requestPlaceSync } from '@/lib/services/place-sync';
import { requirePermission } from '@/lib/web/session';
import { type PlaceProblem, placeProblemOf } from '../place-problem';

/** Has the account's stores and tills read again; nothing changes over there. Null once that is under way. */
export async function readStores(_before: PlaceProblem | null): Promise<PlaceProblem | null> {
  const { merchant } = await requirePermission('stores:write');
  try {
    await requestPlaceSync(merchant);
  } catch (error) {
    return placeProblemOf(error, merchant, 'places.read');
  }
  revalidatePath('/stores', 'layout');
  return null;
}
