import 'server-only';
import { and, desc, eq, sql } from 'drizzle-orm';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db } from './client';
import { isStorable } from './new-id';
import { merchants, orders, pos, stores } from './schema';

/** A till's screen for customers: whose it is, and what it may say of the till. */
export type CustomerScreen = {
  readonly merchant: Merchant;
  readonly posId: string;
  readonly posName: string;
  readonly merchantName: string;
  readonly timeZone: string;
  readonly siteId: typeof merchants.$inferSelect.siteId;
  readonly environment: typeof merchants.$inferSelect.environment;
  /** What its printed code says; null while unread. */
  readonly qrData: string | null;
};

/** The screen with an unguessable key, or null: whoever has the key may look, and do nothing else. */
export async function findCustomerScreen(_system: System, key: string): Promise<CustomerScreen | null> {
  if (!isStorable(key)) return null;
  const [row] = await db
    .select({
      merchantId: pos.merchantId,
      posId: pos.id,
      posName: pos.name,
      merchantName: merchants.name,
      timeZone: stores.timeZone,
      siteId: merchants.siteId,
      environment: merchants.environment,
      qrData: pos.qrData,
    })
    .from(pos)
    .innerJoin(merchants, eq(merchants.id, pos.merchantId))
    .innerJoin(stores, and(eq(stores.merchantId, pos.merchantId), eq(stores.id, pos.storeId)))
    .where(eq(pos.customerScreenKey, key));
  if (!row) return null;
  const { merchantId, ...screen } = row;
  return { ...screen, merchant: actAsMerchant(merchantId) };
}

/** The newest order of a till, with nothing but what its customer screen is made from; null before the first. */
export async function getNewestOrderForScreen(merchant: Merchant, posId: string) {
  const [row] = await db
    .select({
      id: orders.id,
      status: orders.status,
      exception: orders.exception,
      mode: orders.mode,
      currencyId: orders.currencyId,
      totalMinor: orders.totalMinor,
      paidMinor: orders.paidMinor,
      qrData: orders.qrData,
      expiresAt: orders.expiresAt,
      createdAt: orders.createdAt,
      closedAt: orders.closedAt,
      isCancelRequested: sql<boolean>`${orders.cancelRequestedAt} is not null`,
      lastPaymentStatus: sql<string | null>`(
        select p.status from payments p where p.merchant_id = ${orders.merchantId} and p.order_id = ${orders.id}
        order by p.seen_at desc, p.payment_id desc limit 1)`,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, merchant.id), eq(orders.posId, posId)))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(1);
  return row ?? null;
}
