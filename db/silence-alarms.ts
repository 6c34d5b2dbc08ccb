import 'server-only';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db, sql as raw } from './client';
import { silenceAlarms } from './schema';

export type SilenceAlarm = Omit<typeof silenceAlarms.$inferSelect, 'merchantId'>;

/** Silences of this merchant, newest first; the one without `clearedAt` lasts, and there is at most one. */
export async function listSilenceAlarms(merchant: Merchant, limit: number): Promise<SilenceAlarm[]> {
  return db
    .select(columns)
    .from(silenceAlarms)
    .where(eq(silenceAlarms.merchantId, merchant.id))
    .orderBy(desc(silenceAlarms.raisedAt))
    .limit(limit);
}

/** The silence that lasts, or null. */
export async function getSilenceAlarm(merchant: Merchant): Promise<SilenceAlarm | null> {
  const [row] = await db
    .select(columns)
    .from(silenceAlarms)
    .where(and(eq(silenceAlarms.merchantId, merchant.id), isNull(silenceAlarms.clearedAt)));
  return row ?? null;
}

/** What was confirmed at one merchant: in the window, or since its silence began. */
export type Confirmations = {
  readonly merchant: Merchant;
  /** Orders that closed by a look that nothing had announced. */
  readonly byLookup: number;
  readonly firstByLookupAt: Date | null;
  /** Whether anything arrived that Mercado Pago knew to be about an order of the merchant. */
  readonly isAnnounced: boolean;
  readonly isSilenceRaised: boolean;
};

/** Every merchant with an order that closed by lookup in the half-open window, and every one whose silence lasts. */
export async function listConfirmations(_system: System, window: { from: Date; to: Date }): Promise<Confirmations[]> {
  const [from, to] = [window.from.toISOString(), window.to.toISOString()];
  const rows = await raw<
    (Omit<Confirmations, 'merchant' | 'firstByLookupAt'> & { merchantId: string; firstByLookupMs: number | null })[]
  >`
    select merchants.id as "merchantId", closed.orders as "byLookup", closed.first_ms as "firstByLookupMs",
      alarm.raised_at is not null as "isSilenceRaised",
      exists (
        select 1 from notifications
        where merchant_id = merchants.id and order_id is not null and outcome in ('changed', 'nothing_new')
          and received_at >= coalesce(alarm.raised_at, ${from}) and received_at < ${to}
      ) as "isAnnounced"
    from merchants
    left join silence_alarms alarm on alarm.merchant_id = merchants.id and alarm.cleared_at is null
    cross join lateral (
      select count(*)::int as orders, (extract(epoch from min(closed_at)) * 1000)::float8 as first_ms from orders
      where merchant_id = merchants.id and status = 'closed' and closed_by in ('sweep', 'check')
        and closed_at >= coalesce(alarm.silent_since, ${from}) and closed_at < ${to}
    ) closed
    where alarm.raised_at is not null or closed.orders > 0`;
  return rows.map(({ merchantId, firstByLookupMs, ...row }) => ({
    ...row,
    merchant: actAsMerchant(merchantId),
    firstByLookupAt: firstByLookupMs === null ? null : new Date(firstByLookupMs),
  }));
}

/** Begins a silence; when one lasts already, says only how many there are by now. */
export async function raiseSilenceAlarm(
  merchant: Merchant,
  silence: { silentSince: Date; foundByLookup: number; now: Date },
): Promise<void> {
  const { silentSince, foundByLookup, now } = silence;
  await db
    .insert(silenceAlarms)
    .values({ merchantId: merchant.id, raisedAt: now, silentSince, foundByLookup, checkedAt: now })
    .onConflictDoNothing();
  await db
    .update(silenceAlarms)
    .set({ foundByLookup, checkedAt: now })
    .where(and(eq(silenceAlarms.merchantId, merchant.id), isNull(silenceAlarms.clearedAt)));
}

/** Ends the silence that lasts. */
export async function clearSilenceAlarm(merchant: Merchant, at: Date): Promise<void> {
  await db
    .update(silenceAlarms)
    .set({ clearedAt: at })
    .where(and(eq(silenceAlarms.merchantId, merchant.id), isNull(silenceAlarms.clearedAt)));
}

const columns = {
  raisedAt: silenceAlarms.raisedAt,
  silentSince: silenceAlarms.silentSince,
  foundByLookup: silenceAlarms.foundByLookup,
  checkedAt: silenceAlarms.checkedAt,
  clearedAt: silenceAlarms.clearedAt,
};
