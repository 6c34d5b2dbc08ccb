import 'server-only';
import {
  getIdempotencyRecord,
  type IdempotencyKey,
  type IdempotencyRecord,
  saveIdempotentAnswer,
} from '@/db/idempotency';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';

/** An HTTP answer that can be kept and given again. */
export type Answer = { readonly status: number; readonly body: unknown; readonly isReplay: boolean };

/** After this long a caller's first attempt is over, even if its process died before it could note the answer. */
const IN_FLIGHT_MS = 20_000;

/**
 * What was answered under this key before, or null when it is new. `answerNow` gives the answer for what the key stands
 * for when the process that should have given it died. Throws `idempotency_key_reused` for another request, `conflict`
 * while the first one is still on its way.
 */
export async function answerBefore(
  merchant: Merchant,
  of: IdempotencyKey,
  requestHash: string,
  answerNow: (record: IdempotencyRecord) => Promise<{ status: number; body: unknown } | null>,
): Promise<Answer | null> {
  const record = await getIdempotencyRecord(merchant, of);
  if (!record) return null;
  if (record.requestHash !== requestHash)
    throw new AppError('idempotency_key_reused', 'the key belongs to another request');
  if (record.answerStatus !== null) return { status: record.answerStatus, body: record.answerBody, isReplay: true };
  const isOver = Date.now() - record.createdAt.getTime() >= IN_FLIGHT_MS;
  // What it stands for is what it is; say that, and keep saying it.
  const answer = isOver ? await answerNow(record) : null;
  if (!answer)
    throw new AppError('conflict', 'the first request with this key is still on its way', {
      details: { why: 'in_flight' },
    });
  await saveIdempotentAnswer(merchant, of, answer);
  return { ...answer, isReplay: true };
}
