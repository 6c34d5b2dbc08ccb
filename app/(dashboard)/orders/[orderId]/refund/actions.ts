'use server';

import { revalidatePath } from 'next/cache';
import { may } from '@/lib/domain/permissions';
import { AppError } from '@/lib/errors';
import { approveRefund, declineRefund, type RefundCaller } from '@/lib/services/refunds';
import { requirePermission, type Session } from '@/lib/web/session';

/** What came of a word on a refund; `none` when it was taken. */
export type DecisionState = { readonly problem: 'none' | 'conflict' };

/** Agrees to somebody else's refund, which sends it. */
export async function approve(requestId: string): Promise<DecisionState> {
  const session = await requirePermission('refunds:approve');
  return settle(() => approveRefund(callerOf(session), requestId));
}

/** Says no to it; whoever asked takes it back. */
export async function decline(requestId: string): Promise<DecisionState> {
  const session = await requirePermission('refunds:request');
  const mayDecideOthers = may(session.role, 'refunds:approve');
  return settle(() => declineRefund(callerOf(session), requestId, { mayDecideOthers }));
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

function callerOf({ merchant, person, role }: Session): RefundCaller {
  return {
    merchant,
    by: { source: 'cashier', personId: person.id, apiKeyId: null },
    principal: `person ${person.id}`,
    role,
  };
}
