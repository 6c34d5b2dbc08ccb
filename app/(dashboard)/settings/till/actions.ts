'use server';

import { revalidatePath } from 'next/cache';
import { taxRates } from '@/lib/domain/included-tax';
import { setTypedTaxRate } from '@/lib/services/till-settings';
import { requirePermission } from '@/lib/web/session';

export type TaxState = { readonly outcome: 'none' | 'saved' };

/** Keeps the IVA of amounts that are typed. */
export async function saveTypedTax(_before: TaxState, form: FormData): Promise<TaxState> {
  const { merchant, person } = await requirePermission('pos:write');
  const rate = taxRates.find((known) => String(known) === form.get('rate'));
  if (rate === undefined) return { outcome: 'none' };
  await setTypedTaxRate(merchant, rate, { personId: person.id });
  revalidatePath('/', 'layout');
  return { outcome: 'saved' };
}
