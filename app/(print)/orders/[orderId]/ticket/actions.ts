'use server';

import { may } from '@/lib/domain/permissions';
import { AppError } from '@/lib/errors';
import { recordTicketPrint } from '@/lib/services/tickets';
import { requireSession } from '@/lib/web/session';

/** Counts a print of a ticket before its dialog opens; answers which copy it is. */
export async function countPrint(orderId: string): Promise<number> {
  const session = await requireSession();
  if (!may(session.role, 'orders:read')) throw new AppError('forbidden', `${session.role} may not read orders`);
  return recordTicketPrint(session.merchant, orderId);
}
