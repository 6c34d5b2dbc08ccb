'use server';

import { revalidatePath } from 'next/cache';
import { may, type Permission } from '@/lib/domain/permissions';
import type { ReceiptPaper } from '@/lib/domain/receipt';
import { AppError } from '@/lib/errors';
import { drawQr } from '@/lib/print/qr';
import { openReceiptLink, recordPrint, revokeReceiptLink } from '@/lib/services/receipts';
import { requireSession } from '@/lib/web/session';
import type { TicketLink } from './ticket-copy';

export type Subject = { readonly orderId: string; readonly refundId: string | null; readonly paper: ReceiptPaper };

/** Counts a print before its dialog opens; answers which copy it is, and where its copy on the web is. */
export async function countPrint({
  orderId,
  refundId,
  paper,
}: Subject): Promise<{ copy: number; link: TicketLink | null }> {
  const { merchant, person } = await sessionThatMay('orders:read');
  const printed = await recordPrint(merchant, { orderId, refundId }, { paper, form: 'page', personId: person.id });
  const { copy, link } = printed;
  return { copy, link: link === null ? null : { url: link, drawing: drawQr(link) } };
}

/** Makes the public address of an order's receipt. */
export async function openLink(orderId: string): Promise<void> {
  const { merchant, person } = await sessionThatMay('orders:write');
  await openReceiptLink(merchant, orderId, { personId: person.id });
  revalidatePath(`/orders/${orderId}/ticket`);
}

/** Ends the public address of an order's receipt for good. */
export async function revokeLink(orderId: string): Promise<void> {
  const { merchant, person } = await sessionThatMay('orders:write');
  await revokeReceiptLink(merchant, orderId, { personId: person.id });
  revalidatePath(`/orders/${orderId}/ticket`);
}

async function sessionThatMay(permission: Permission) {
  const session = await requireSession();
  if (!may(session.role, permission)) throw new AppError('forbidden', `${session.role} may not ${permission}`);
  return session;
}
