import 'server-only';
import { and, desc, eq, gte, sql } from 'drizzle-orm';
import type { Merchant } from '../lib/domain/scope';
import { db } from './client';
import { orders } from './schema';

/** Something that was sold often lately, at the price that it had last. */
export type FrequentItem = {
  readonly title: string;
  readonly unitPriceMinor: number;
  readonly pictureUrl: string | null;
};

/** Enough to know what a shop sells; reading more would make opening a till slow for those who sell most. */
const ORDERS_READ = 2_000;

/**
 * What a merchant sold most since a time, best first, by title. Only its newest orders count. `exceptTitles` are left
 * out: titles that stand for an amount and not for a thing.
 */
export async function listFrequentItems(
  merchant: Merchant,
  query: { since: Date; limit: number; exceptTitles: readonly string[] },
): Promise<FrequentItem[]> {
  const recent = db
    .select({ items: orders.items, createdAt: orders.createdAt })
    .from(orders)
    .where(and(eq(orders.merchantId, merchant.id), gte(orders.createdAt, query.since)))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(ORDERS_READ)
    .as('recent');
  const title = sql<string>`item ->> 'title'`;
  const newest = sql`order by ${recent.createdAt} desc`;
  const rows = await db
    .select({
      title,
      unitPriceMinor: sql<string>`(array_agg(item ->> 'unitPriceMinor' ${newest}))[1]`,
      pictureUrl: sql<string | null>`(array_agg(item ->> 'pictureUrl' ${newest}))[1]`,
    })
    .from(recent)
    .innerJoin(sql`lateral jsonb_array_elements(${recent.items}) as item`, sql`true`)
    .where(sql`${title} <> all(${sql.param([...query.exceptTitles])}::text[])`)
    .groupBy(title)
    .orderBy(sql`sum((item ->> 'quantity')::numeric) desc`, title)
    .limit(query.limit);
  return rows.map((row) => ({ ...row, unitPriceMinor: Number(row.unitPriceMinor) }));
}
