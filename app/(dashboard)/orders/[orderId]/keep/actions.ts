'use server';

import { revalidatePath } from 'next/cache';
import { notFound } from 'next/navigation';
import { AppError } from '@/lib/errors';
import { resolveCase } from '@/lib/services/exceptions';
import { requirePermission } from '@/lib/web/session';

export type KeepState = { readonly problem: 'none' | 'conflict' };

/** Ends the case of an order: the sale stands and its money stays. `version` is of the case as it was shown. */
export async function keepMoney(
  of: { caseId: string; version: number },
  _before: KeepState,
  form: FormData,
): Promise<KeepState> {
  const { merchant, person } = await requirePermission('reconciliation:write');
  const note = form.get('note');
  try {
    await resolveCase(merchant, of.caseId, {
      resolution: 'kept',
      note: typeof note === 'string' ? note : '',
      personId: person.id,
      version: of.version,
    });
    return { problem: 'none' };
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return { problem: 'conflict' };
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  } finally {
    revalidatePath('/orders', 'layout');
  }
}
