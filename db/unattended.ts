import 'server-only';
import { and, desc, eq, gte, sql } from 'drizzle-orm';
import type { Merchant, System } from '../lib/domain/scope';
import type { UnattendedPollAnswer, UnattendedWaiting } from '../lib/domain/unattended';
import { db, sql as raw } from './client';
import type { OrderRow } from './order-records';
import { pos, unattendedPolls } from './schema';

/** What an unattended POS shows: an order as it is published, without its history. */
export type UnattendedOrder = Pick<
  OrderRow,
  | 'id'
  | 'collectorId'
  | 'externalStoreId'
  | 'externalPosId'
  | 'externalReference'
  | 'title'
  | 'description'
  | 'expiresAt'
  | 'currencyId'
  | 'totalMinor'
  | 'discountMinor'
  | 'items'
  | 'taxes'
  | 'sponsorId'
  | 'mode'
>;

export type UnattendedSale = { readonly protocol: 'v1' | 'v2' } & (
  | {
      readonly order: UnattendedOrder;
      readonly notificationKey: string;
      /** Whether the account was connected through this installation's own application. */
      readonly isConnectedByOAuth: boolean;
    }
  /** What is said while there is nothing to pay. */
  | { readonly order: null; readonly state: UnattendedWaiting }
);

/**
 * The POS that Mercado Pago asks under an unguessable key, with the order that can be paid on it right now: neither over,
 * nor being canceled. Null when no POS has this key. Prepared, found by indexes alone, and without what only an order that
 * is there needs: it is asked again and again, nearly always in vain, and each column more costs PostgreSQL a part of that.
 */
export async function findUnattendedSale(
  _system: System,
  { unattendedKey, now }: { unattendedKey: string; now: Date },
): Promise<UnattendedSale | null> {
  const [asked] = await raw<AskedColumns[]>`
    select pos.unattended_protocol, pos.unattended_state, pos.merchant_id, sale.id
    from pos
    left join orders as sale on sale.merchant_id = pos.merchant_id and sale.pos_id = pos.id and ${isPayable(now)}
    where pos.unattended_key = ${unattendedKey}`;
  if (!asked) return null;
  const protocol = asked.unattended_protocol;
  if (asked.id === null) return { protocol, order: null, state: asked.unattended_state };
  const [row] = await raw<OrderColumns[]>`
    select sale.id, sale.collector_id, sale.external_store_id, sale.external_pos_id, sale.external_reference, sale.title,
      sale.description, sale.expires_at, sale.currency_id, sale.total_minor, sale.discount_minor, sale.items, sale.taxes,
      sale.sponsor_id, merchants.notification_key,
      exists (select from credentials where credentials.merchant_id = sale.merchant_id and kind = 'refresh_token')
        as is_connected_by_oauth
    from orders as sale join merchants on merchants.id = sale.merchant_id
    where sale.merchant_id = ${asked.merchant_id} and sale.id = ${asked.id} and ${isPayable(now)}`;
  // Canceled, or over, between the two questions.
  if (!row) return { protocol, order: null, state: asked.unattended_state };
  const { notification_key: notificationKey, is_connected_by_oauth: isConnectedByOAuth } = row;
  return { protocol, order: toOrder(row), notificationKey, isConnectedByOAuth };
}

/** Of an order that is called `sale`. */
function isPayable(now: Date) {
  return raw`sale.status in ('draft', 'opened') and sale.mode in ('static', 'hybrid') and sale.integration = 'unattended'
    and sale.expires_at > greatest(now(), ${now.toISOString()}::timestamptz) and sale.cancel_requested_at is null`;
}

type AskedColumns = {
  unattended_protocol: 'v1' | 'v2';
  unattended_state: UnattendedWaiting;
  merchant_id: string;
  id: string | null;
};

type OrderColumns = {
  id: string;
  notification_key: string;
  is_connected_by_oauth: boolean;
  collector_id: string;
  external_store_id: string | null;
  external_pos_id: string;
  external_reference: string;
  title: string;
  description: string;
  /** The builder shares this pool and has it give moments as text. */
  expires_at: string;
  currency_id: UnattendedOrder['currencyId'];
  /** A `bigint` comes as text; an order's total is far below what a number holds exactly. */
  total_minor: string;
  discount_minor: string;
  items: UnattendedOrder['items'];
  taxes: UnattendedOrder['taxes'];
  sponsor_id: string | null;
};

function toOrder(row: OrderColumns): UnattendedOrder {
  return {
    id: row.id,
    collectorId: row.collector_id,
    externalStoreId: row.external_store_id,
    externalPosId: row.external_pos_id,
    externalReference: row.external_reference,
    title: row.title,
    description: row.description,
    expiresAt: new Date(row.expires_at),
    currencyId: row.currency_id,
    totalMinor: Number(row.total_minor),
    discountMinor: Number(row.discount_minor),
    items: row.items,
    taxes: row.taxes,
    sponsorId: row.sponsor_id,
    mode: 'static',
  };
}

/** Says what an unattended POS of this merchant answers from now on while no order is ready. */
export async function setUnattendedState(
  merchant: Merchant,
  posId: string,
  change: { state: UnattendedWaiting; at: Date },
): Promise<void> {
  await db
    .update(pos)
    .set({ unattendedState: change.state, unattendedStateAt: change.at })
    .where(and(eq(pos.merchantId, merchant.id), eq(pos.id, posId)));
}

/** Questions of one minute that had the same asker and answer. */
export type PollCount = {
  readonly unattendedKey: string;
  readonly minute: Date;
  readonly address: string;
  readonly agent: string;
  readonly answer: UnattendedPollAnswer;
  readonly status: number;
  /** Of the order that was shown, or empty. */
  readonly reference: string;
  readonly asked: number;
  readonly totalUs: number;
  readonly maxUs: number;
  readonly lastAt: Date;
};

/** Adds counted questions to what is known of their minutes, in one statement. Those under a key of nobody's are left out. */
export async function addPolls(_system: System, counts: readonly PollCount[]): Promise<void> {
  await raw`
    insert into unattended_polls
      (merchant_id, pos_id, minute, address, agent, answer, status, reference, asked, total_us, max_us, last_at)
    select pos.merchant_id, pos.id, minute, address, agent, answer, counted.status, reference, asked, "totalUs", "maxUs", "lastAt"
    from jsonb_to_recordset(${JSON.stringify(counts)}::text::jsonb) as counted(
      "unattendedKey" text, minute timestamptz, address text, agent text, answer text, status smallint, reference text,
      asked integer, "totalUs" bigint, "maxUs" integer, "lastAt" timestamptz)
    join pos on pos.unattended_key = "unattendedKey"
    order by pos.merchant_id, pos.id, minute, address, agent, answer, counted.status, reference
    on conflict on constraint unattended_polls_key do update set
      asked = unattended_polls.asked + excluded.asked,
      total_us = unattended_polls.total_us + excluded.total_us,
      max_us = greatest(unattended_polls.max_us, excluded.max_us),
      last_at = greatest(unattended_polls.last_at, excluded.last_at)`;
}

export type PollRow = Omit<typeof unattendedPolls.$inferSelect, 'merchantId' | 'posId'>;

/** What a POS was asked and what it said, newest minute first. */
export async function listPolls(merchant: Merchant, posId: string, limit: number): Promise<PollRow[]> {
  const rows = await db
    .select()
    .from(unattendedPolls)
    .where(and(eq(unattendedPolls.merchantId, merchant.id), eq(unattendedPolls.posId, posId)))
    .orderBy(desc(unattendedPolls.minute), desc(unattendedPolls.lastAt))
    .limit(limit);
  return rows.map(({ merchantId: _merchantId, posId: _posId, ...row }) => row);
}

/** How often a POS was asked since a moment, and how long answers took. */
export async function summarizePolls(
  merchant: Merchant,
  posId: string,
  since: Date,
): Promise<{ asked: number; averageUs: number; maxUs: number; lastAt: Date | null }> {
  const [row] = await db
    .select({
      asked: sql<number>`coalesce(sum(${unattendedPolls.asked}), 0)::int`,
      averageUs: sql<number>`coalesce(sum(${unattendedPolls.totalUs}) / nullif(sum(${unattendedPolls.asked}), 0), 0)::int`,
      maxUs: sql<number>`coalesce(max(${unattendedPolls.maxUs}), 0)::int`,
      lastAt: sql<Date | null>`max(${unattendedPolls.lastAt})`.mapWith((value: string) => new Date(value)),
    })
    .from(unattendedPolls)
    .where(
      and(
        eq(unattendedPolls.merchantId, merchant.id),
        eq(unattendedPolls.posId, posId),
        gte(unattendedPolls.minute, since),
      ),
    );
  return row ?? { asked: 0, averageUs: 0, maxUs: 0, lastAt: null };
}

/** Deletes counts of minutes before a moment, at most so many; answers how many. Safe on any number of processes. */
export async function forgetPolls(_system: System, old: { before: Date; limit: number }): Promise<number> {
  const gone = await raw`
    delete from unattended_polls where ctid = any (array(
      select ctid from unattended_polls where minute < ${old.before.toISOString()} order by minute limit ${old.limit} for update skip locked))
    returning 1`;
  return gone.length;
}
