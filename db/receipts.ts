import 'server-only';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { ReceiptPaper } from '../lib/domain/receipt';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, type Executor } from './client';
import { isId, newId } from './new-id';
import { merchants, orders, people, receiptLinks, receiptPrints, refunds } from './schema';

/** What of a receipt can be printed: the order's own, or the slip of one of its refunds. */
export type ReceiptSubject = { readonly orderId: string; readonly refundId: string | null };

/**
 * Notes one more print and answers which copy it is. Null when there is nothing to print: no such order here, not closed,
 * or no such approved refund. Two at once are two copies.
 */
export async function insertReceiptPrint(
  merchant: Merchant,
  { orderId, refundId }: ReceiptSubject,
  print: { paper: ReceiptPaper; form: 'page' | 'pdf'; personId: string | null },
): Promise<number | null> {
  if (!isId(orderId) || (refundId !== null && !isId(refundId))) return null;
  return db.transaction(async (transaction) => {
    const [order] = await transaction
      .update(orders)
      .set({ ticketPrints: refundId === null ? sql`${orders.ticketPrints} + 1` : orders.ticketPrints })
      .where(and(eq(orders.merchantId, merchant.id), eq(orders.id, orderId), eq(orders.status, 'closed')))
      .returning({ prints: orders.ticketPrints });
    if (!order) return null;
    const copy = refundId === null ? order.prints : await nextSlip(merchant, transaction, { orderId, refundId });
    if (copy === null) return null;
    await transaction.insert(receiptPrints).values({ merchantId: merchant.id, orderId, refundId, copy, ...print });
    return copy;
  });
}

/** The order's row is locked, so that nobody takes the same number. Null without such an approved refund. */
async function nextSlip(
  merchant: Merchant,
  transaction: Pick<Executor, 'select'>,
  { orderId, refundId }: { orderId: string; refundId: string },
): Promise<number | null> {
  const [row] = await transaction
    .select({
      printed: sql<number>`(select count(*)::int from ${receiptPrints}
      where ${receiptPrints.merchantId} = ${merchant.id} and ${receiptPrints.refundId} = ${refundId})`,
    })
    .from(refunds)
    .where(
      and(
        eq(refunds.merchantId, merchant.id),
        eq(refunds.id, refundId),
        eq(refunds.orderId, orderId),
        eq(refunds.status, 'approved'),
      ),
    );
  return row ? row.printed + 1 : null;
}

export type ReceiptPrint = {
  readonly copy: number;
  readonly paper: ReceiptPaper;
  readonly form: 'page' | 'pdf';
  readonly personName: string | null;
  readonly at: Date;
};

/** Who printed a receipt or slip, first print first. */
export async function listReceiptPrints(
  merchant: Merchant,
  { orderId, refundId }: ReceiptSubject,
): Promise<ReceiptPrint[]> {
  return db
    .select({
      copy: receiptPrints.copy,
      paper: receiptPrints.paper,
      form: receiptPrints.form,
      personName: people.name,
      at: receiptPrints.at,
    })
    .from(receiptPrints)
    .leftJoin(people, eq(people.id, receiptPrints.personId))
    .where(
      and(
        eq(receiptPrints.merchantId, merchant.id),
        eq(receiptPrints.orderId, orderId),
        refundId === null ? isNull(receiptPrints.refundId) : eq(receiptPrints.refundId, refundId),
      ),
    )
    .orderBy(asc(receiptPrints.copy));
}

/** What a merchant's paper says beside the sale, and whether receipts may be public. */
export type ReceiptSettings = {
  readonly taxId: string | null;
  readonly note: string | null;
  readonly hasLinks: boolean;
};

export async function getReceiptSettings(merchant: Merchant): Promise<ReceiptSettings> {
  const [row] = await db
    .select({ taxId: merchants.receiptTaxId, note: merchants.receiptNote, hasLinks: merchants.hasReceiptLinks })
    .from(merchants)
    .where(eq(merchants.id, merchant.id));
  return row ?? { taxId: null, note: null, hasLinks: false };
}

export async function saveReceiptSettings(
  merchant: Merchant,
  executor: Pick<Executor, 'update'>,
  { taxId, note, hasLinks }: ReceiptSettings,
): Promise<void> {
  await executor
    .update(merchants)
    .set({ receiptTaxId: taxId, receiptNote: note, hasReceiptLinks: hasLinks })
    .where(eq(merchants.id, merchant.id));
}

/** The live public address of an order's receipt, or null. */
export async function getReceiptToken(merchant: Merchant, orderId: string): Promise<string | null> {
  const [row] = await db.select({ token: receiptLinks.token }).from(receiptLinks).where(alive(merchant, orderId));
  return row?.token ?? null;
}

/** Keeps a token for an order unless it has one that is alive; answers the one that counts. */
export async function insertReceiptLink(
  merchant: Merchant,
  link: { orderId: string; token: string; personId: string | null },
): Promise<string | null> {
  await db
    .insert(receiptLinks)
    .values({
      merchantId: merchant.id,
      id: newId(),
      orderId: link.orderId,
      token: link.token,
      createdByPersonId: link.personId,
    })
    .onConflictDoNothing();
  return getReceiptToken(merchant, link.orderId);
}

/** Ends the public address of an order's receipt for good; another one can be made. Answers whether there was one. */
export async function revokeReceiptToken(
  merchant: Merchant,
  orderId: string,
  { personId, at }: { personId: string | null; at: Date },
): Promise<boolean> {
  const gone = await db
    .update(receiptLinks)
    .set({ revokedAt: at, revokedByPersonId: personId })
    .where(alive(merchant, orderId))
    .returning({ id: receiptLinks.id });
  return gone.length > 0;
}

/** Whose receipt a public address shows. Null when it was revoked, never was, or the merchant has switched them off. */
export async function findReceiptByToken(
  _system: System,
  token: string,
): Promise<{ merchant: Merchant; orderId: string } | null> {
  const [row] = await db
    .select({ merchantId: receiptLinks.merchantId, orderId: receiptLinks.orderId })
    .from(receiptLinks)
    .innerJoin(merchants, eq(merchants.id, receiptLinks.merchantId))
    .where(and(eq(receiptLinks.token, token), isNull(receiptLinks.revokedAt), eq(merchants.hasReceiptLinks, true)));
  return row ? { merchant: actAsMerchant(row.merchantId), orderId: row.orderId } : null;
}

function alive(merchant: Merchant, orderId: string) {
  return and(
    eq(receiptLinks.merchantId, merchant.id),
    eq(receiptLinks.orderId, orderId),
    isNull(receiptLinks.revokedAt),
  );
}
