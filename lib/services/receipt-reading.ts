import 'server-only';
import { getMerchant } from '@/db/merchants';
import { getOrder, type OrderDetail, type RefundRow } from '@/db/orders';
import { findReceiptByToken, getReceiptSettings, getReceiptToken } from '@/db/receipts';
import { getStore } from '@/db/stores';
import { environmentStamps } from '@/lib/domain/environment-stamp';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { type ReceiptBlock, type ReceiptIssuer, receiptBlocks, refundBlocks } from '@/lib/print/receipt-blocks';
import { publicAddress } from './accounts';

/** A paper that may be printed: whose it is, and what is on it. */
export type ReadyReceipt = {
  readonly order: OrderDetail;
  readonly refund: RefundRow | null;
  readonly issuer: ReceiptIssuer;
  readonly blocks: readonly ReceiptBlock[];
  /** Where its copy on the web is; null without one. */
  readonly link: string | null;
  readonly hasLinks: boolean;
};

/**
 * The receipt of an order, or the slip of one of its refunds. Throws `not_found` for what this merchant does not have, and
 * `conflict` for an order that is not closed or a refund that is not approved: they have no paper.
 */
export async function readReceipt(
  merchant: Merchant,
  { orderId, refundId }: { orderId: string; refundId: string | null },
): Promise<ReadyReceipt> {
  const order = await getOrder(merchant, orderId);
  if (!order) throw new AppError('not_found', 'no such order');
  if (order.status !== 'closed') throw new AppError('conflict', 'only a closed order has a receipt');
  const refund = refundId === null ? null : order.refunds.find(({ id }) => id === refundId);
  if (refund === undefined) throw new AppError('not_found', 'no such refund');
  if (refund && refund.status !== 'approved') throw new AppError('conflict', 'only an approved refund has a slip');
  const [profile, settings, store, token] = await Promise.all([
    getMerchant(merchant),
    getReceiptSettings(merchant),
    getStore(merchant, order.storeId),
    getReceiptToken(merchant, order.id),
  ]);
  const issuer: ReceiptIssuer = {
    name: profile.name,
    siteId: profile.account?.siteId ?? 'MLA',
    addressLine: store?.addressLine ?? null,
    taxId: settings.taxId,
    note: settings.note,
    stamp: profile.environment === 'live' ? null : environmentStamps[profile.environment],
  };
  const blocks = refund ? refundBlocks(order, refund, issuer) : receiptBlocks(order, issuer);
  const link = settings.hasLinks && token !== null && !refund ? receiptUrl(token) : null;
  return { order, refund, issuer, blocks, link, hasLinks: settings.hasLinks };
}

/** A token is 160 bits; nothing else is looked for. */
const TOKEN = /^[\w-]{27}$/;

/** The receipt at a public address, without who attended; null for any address that shows none. */
export async function readPublicReceipt(token: string): Promise<ReadyReceipt | null> {
  if (!TOKEN.test(token)) return null;
  const found = await findReceiptByToken(actAsSystem(), token);
  if (!found) return null;
  const receipt = await readReceipt(found.merchant, { orderId: found.orderId, refundId: null });
  return { ...receipt, blocks: receiptBlocks({ ...receipt.order, createdBy: null }, receipt.issuer) };
}

export function receiptUrl(token: string): string {
  return `${publicAddress()}/r/${token}`;
}
