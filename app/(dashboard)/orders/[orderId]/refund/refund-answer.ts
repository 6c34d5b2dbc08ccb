import type { RefundStatus } from '@/lib/domain/order';
import { type Refusal, refusalIn } from '@/lib/domain/refusal';
import type { JsonAnswer } from '@/lib/web/fetcher';

/** What came of asking for a refund. */
export type RefundAnswer =
  | {
      readonly kind: 'stored';
      readonly status: RefundStatus;
      readonly amount: string;
      /** What Mercado Pago said, when it said no and nothing of it is uncertain: its advice is to try something else. */
      readonly refusal: Refusal | null;
    }
  /** Nothing was stored; sentences are the server's own. */
  | { readonly kind: 'refused'; readonly message: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'signed_out' }
  /** Nobody knows whether it arrived: the same key may be sent again. */
  | { readonly kind: 'unreached' };

/**
 * Reads an answer of `POST …/refunds`; whatever cannot be read means that nobody knows. `isRepeat`: the same was sent
 * before without an answer, so that a conflict may be with that very attempt.
 */
export function readRefundAnswer({ status, body }: JsonAnswer, { isRepeat }: { isRepeat: boolean }): RefundAnswer {
  if (status === 401) return { kind: 'signed_out' };
  const refundStatus = statuses.find((known) => known === partOf(body, 'status'));
  const amount = partOf(body, 'amount');
  if (status === 201 && refundStatus && typeof amount === 'string') {
    const refusal = refundStatus === 'rejected' ? firstRefusal(partOf(body, 'parts')) : null;
    return { kind: 'stored', status: refundStatus, amount, refusal };
  }
  const error = partOf(body, 'error');
  const message = partOf(error, 'message');
  // A refused request certainly stored nothing; after a 5xx that is not certain.
  const isRefusal = status >= 400 && status < 500 && !(isRepeat && status === 409);
  if (!isRefusal || typeof message !== 'string') return { kind: 'unreached' };
  return { kind: 'refused', message, fields: textsOf(partOf(error, 'fields')) };
}

const statuses = ['requested', 'in_process', 'approved', 'rejected', 'unknown'] as const;

function firstRefusal(parts: unknown): Refusal | null {
  if (!Array.isArray(parts)) return null;
  for (const part of parts) {
    const refusal = refusalIn({ mercadopago: partOf(part, 'mercadopago') });
    if (refusal) return refusal;
  }
  return null;
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  );
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
