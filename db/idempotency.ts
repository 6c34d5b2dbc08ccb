import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Merchant, System } from '../lib/domain/scope';
import { type Executor, prepared, sql as raw } from './client';
import { idempotencyRecords } from './schema';

/** What names one attempt of one caller at one endpoint. */
export type IdempotencyKey = { readonly principal: string; readonly endpoint: string; readonly key: string };
export type IdempotencyRecord = typeof idempotencyRecords.$inferSelect;

export async function getIdempotencyRecord(merchant: Merchant, of: IdempotencyKey): Promise<IdempotencyRecord | null> {
  const [row] = await prepared.select().from(idempotencyRecords).where(where(merchant, of));
  return row ?? null;
}

/** Claims a key in the same transaction as what it stands for. False when somebody else has it. */
export async function insertIdempotencyRecord(
  merchant: Merchant,
  executor: Executor,
  record: IdempotencyKey & { requestHash: string; orderId: string | null; refundRequestId?: string },
): Promise<boolean> {
  const rows = await executor
    .insert(idempotencyRecords)
    .values({ merchantId: merchant.id, ...record })
    .onConflictDoNothing()
    .returning({ key: idempotencyRecords.key });
  return rows.length === 1;
}

/** Keeps the answer, to be given again whenever the same is asked. */
export async function saveIdempotentAnswer(
  merchant: Merchant,
  of: IdempotencyKey,
  answer: { status: number; body: unknown },
  executor: Executor = prepared,
): Promise<void> {
  await executor
    .update(idempotencyRecords)
    .set({ answerStatus: answer.status, answerBody: answer.body, answeredAt: sql`now()` })
    .where(where(merchant, of));
}

function where(merchant: Merchant, of: IdempotencyKey) {
  return and(
    eq(idempotencyRecords.merchantId, merchant.id),
    eq(idempotencyRecords.principal, of.principal),
    eq(idempotencyRecords.endpoint, of.endpoint),
    eq(idempotencyRecords.key, of.key),
  );
}

/** Forgets keys from before a time, the oldest first and not too many at once. Says how many. */
export async function deleteOldIdempotencyRecords(
  _system: System,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  const rows = await raw`
    delete from idempotency_records where (merchant_id, principal, endpoint, key) in (
      select merchant_id, principal, endpoint, key from idempotency_records
      where created_at < ${before.toISOString()}::timestamptz order by created_at limit ${limit} for update skip locked)
    returning 1`;
  return rows.length;
}
