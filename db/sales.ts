import 'server-only';
import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Merchant } from '../lib/domain/scope';
import { db } from './client';
import { orders } from './schema';

export type SalesSummary = {
  readonly closedCount: number;
  /** Σ of the totals of orders that closed in the period; refunds are not taken off. */
  readonly soldMinor: number;
  readonly refundedMinor: number;
  readonly refundedCount: number;
  /** Sold by hour of the day in the given zone, 0–23; an hour without sales is absent. */
  readonly soldMinorByHour: ReadonlyMap<number, number>;
};

/** What closed in a half-open period. */
export async function summarizeSales(
  merchant: Merchant,
  period: { from: Date; to: Date; timeZone: string; posId?: string },
): Promise<SalesSummary> {
  const hour = sql<number>`extract(hour from ${orders.closedAt} at time zone ${period.timeZone})::int`;
  const rows = await db
    .select({
      hour,
      closedCount: sql<number>`count(*)::int`,
      soldMinor: sql<string>`sum(${orders.totalMinor})`,
      refundedMinor: sql<string>`sum(${orders.refundedMinor})`,
      refundedCount: sql<number>`(count(*) filter (where ${orders.refundedMinor} > 0))::int`,
    })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, merchant.id),
        eq(orders.status, 'closed'),
        gte(orders.closedAt, period.from),
        lt(orders.closedAt, period.to),
        period.posId ? eq(orders.posId, period.posId) : undefined,
      ),
    )
    .groupBy(sql`1`);
  return {
    closedCount: rows.reduce((sum, row) => sum + row.closedCount, 0),
    soldMinor: rows.reduce((sum, row) => sum + Number(row.soldMinor), 0),
    refundedMinor: rows.reduce((sum, row) => sum + Number(row.refundedMinor), 0),
    refundedCount: rows.reduce((sum, row) => sum + row.refundedCount, 0),
    soldMinorByHour: new Map(rows.map((row) => [row.hour, Number(row.soldMinor)])),
  };
}

/** How many unfinished orders there are right now, and how many wait for a decision of a person. */
export async function countOpenAndUndecided(merchant: Merchant): Promise<{ open: number; undecided: number }> {
  const [row] = await db
    .select({
      open: sql<number>`(count(*) filter (where ${orders.status} in ('draft', 'opened')))::int`,
      undecided: sql<number>`(count(*) filter (where ${orders.exception} in ('needs_review', 'paid_late', 'paid_over', 'paid_partial')))::int`,
    })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, merchant.id),
        sql`(${inArray(orders.status, ['draft', 'opened'])} or ${orders.exception} <> 'none')`,
      ),
    );
  return { open: row?.open ?? 0, undecided: row?.undecided ?? 0 };
}
