'use server';

import { revalidatePath } from 'next/cache';
import { endCustomerScreen, renewCustomerScreen } from '@/lib/services/customer-screens';
import { requirePermission } from '@/lib/web/session';

/** Gives a till a screen for customers, at a new address. */
export async function renewScreen(posKey: string): Promise<void> {
  const { merchant, person } = await requirePermission('pos:write');
  await renewCustomerScreen(merchant, posKey, { personId: person.id });
  revalidatePath('/pos', 'layout');
}

/** Turns a till's screen for customers off. */
export async function endScreen(posKey: string): Promise<void> {
  const { merchant, person } = await requirePermission('pos:write');
  await endCustomerScreen(merchant, posKey, { personId: person.id });
  revalidatePath('/pos', 'layout');
}
