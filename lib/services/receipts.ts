import 'server-only';
import { randomBytes } from 'node:crypto';
import { db } from '@/db/client';
import { writeAudit } from '@/db/merchants';
import {
  getReceiptSettings,
  insertReceiptLink,
  insertReceiptPrint,
  type ReceiptSettings,
  type ReceiptSubject,
  revokeReceiptToken,
  saveReceiptSettings,
} from '@/db/receipts';
import type { ReceiptPaper } from '@/lib/domain/receipt';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { receiptPdf } from '@/lib/print/receipt-pdf';
import { type ReadyReceipt, readReceipt, receiptUrl } from './receipt-reading';

export type CountedPrint = { readonly copy: number; readonly link: string | null };

/**
 * Notes that a receipt, or the slip of a refund, is printed once more: which copy this is, and where the buyer finds it on
 * the web, where the merchant wants that. Throws `conflict` for what has no paper: an order that is not closed, a refund
 * that is not approved, or none of this merchant's.
 */
export async function recordPrint(
  merchant: Merchant,
  subject: ReceiptSubject,
  print: { paper: ReceiptPaper; form: 'page' | 'pdf'; personId: string | null },
): Promise<CountedPrint> {
  const copy = await insertReceiptPrint(merchant, subject, print);
  if (copy === null) throw new AppError('conflict', 'only a closed order has a receipt');
  const { hasLinks } = await getReceiptSettings(merchant);
  const link = hasLinks && subject.refundId === null ? await openReceiptLink(merchant, subject.orderId, print) : null;
  return { copy, link };
}

/** A receipt or slip as a PDF, counted as a print. Throws as `readReceipt` does. */
export async function printPdf(
  merchant: Merchant,
  subject: ReceiptSubject,
  { paper, personId }: { paper: ReceiptPaper; personId: string | null },
): Promise<{ bytes: Uint8Array; name: string }> {
  const receipt = await readReceipt(merchant, subject);
  const { copy, link } = await recordPrint(merchant, subject, { paper, form: 'pdf', personId });
  return pdfOf({ ...receipt, link }, { paper, copy });
}

/** The same for whoever has a public address: it is no print of the merchant's, and says so. */
export function publicPdf(receipt: ReadyReceipt, paper: ReceiptPaper): Promise<{ bytes: Uint8Array; name: string }> {
  return pdfOf(receipt, { paper, copy: 'web' });
}

async function pdfOf(
  { order, refund, issuer, blocks, link }: ReadyReceipt,
  { paper, copy }: { paper: ReceiptPaper; copy: number | 'web' },
): Promise<{ bytes: Uint8Array; name: string }> {
  const bytes = await receiptPdf({
    blocks,
    paper,
    siteId: issuer.siteId,
    merchantName: issuer.name,
    externalReference: order.externalReference,
    isRefund: refund !== null,
    copy,
    link,
  });
  return { bytes, name: `${order.externalReference}${refund ? `-${refund.paymentId}` : ''}.pdf` };
}

/** The public address of a closed order's receipt, made when there is none. Throws `conflict` while they are switched off. */
export async function openReceiptLink(
  merchant: Merchant,
  orderId: string,
  { personId }: { personId: string | null },
): Promise<string> {
  const { order, hasLinks } = await readReceipt(merchant, { orderId, refundId: null });
  if (!hasLinks) throw new AppError('conflict', 'receipts have no public addresses here');
  const fresh = randomBytes(20).toString('base64url');
  const token = await insertReceiptLink(merchant, { orderId: order.id, token: fresh, personId });
  if (token === null) throw new AppError('conflict', 'the address was revoked at the same moment');
  return receiptUrl(token);
}

/** Ends a receipt's public address for good. Answers whether there was one. */
export async function revokeReceiptLink(
  merchant: Merchant,
  orderId: string,
  { personId }: { personId: string },
): Promise<boolean> {
  const { order } = await readReceipt(merchant, { orderId, refundId: null });
  const hadOne = await revokeReceiptToken(merchant, order.id, { personId, at: new Date() });
  if (hadOne) await writeAudit(merchant, { personId, action: 'receipt_link_revoked', data: { orderId: order.id } });
  return hadOne;
}

/** Keeps what a merchant's paper says and whether receipts may be public, and who said so. */
export async function setReceiptSettings(
  merchant: Merchant,
  settings: ReceiptSettings,
  { personId }: { personId: string },
): Promise<void> {
  await db.transaction(async (transaction) => {
    await saveReceiptSettings(merchant, transaction, settings);
    await writeAudit(merchant, { personId, action: 'receipt_settings_set', data: { ...settings } }, transaction);
  });
}
