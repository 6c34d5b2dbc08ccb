'use server';

import { revalidatePath } from 'next/cache';
import { may } from '@/lib/domain/permissions';
import { AppError } from '@/lib/errors';
import { approveRefund, declineRefund } from '@/lib/services/refunds';
import { personCaller } from '@/lib/web/person-caller';
import { requirePermission } from '@/lib/web/session';

/** What came of a word on a refund; `none` when it was taken. */
export type DecisionState = { readonly problem: 'none' | 'conflict' };

/** Agrees to somebody else's refund, which sends it. */
export async function approve(requestId: string): Promise<DecisionState> {
  const session = await requirePermission('refunds:approve');
  return settle(() => approveRefund(personCaller(session), requestId));
}

/** Says no to it; whoever asked takes it back. */
export async function decline(requestId: string): Promise<DecisionState> {
  const session = await requirePermission('refunds:request');
  const mayDecideOthers = may(session.role, 'refunds:approve');
  return settle(() => declineRefund(personCaller(session), requestId, { mayDecideOthers }));
}

async function settle(decide: () => Promise<unknown>): Promise<DecisionState> {
  try {
    await decide();
    return { problem: 'none' };
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return { problem: 'conflict' };
    throw error;
  } finally {
    revalidatePath('/orders', 'layout');
  }
}
