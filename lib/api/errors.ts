import { z } from 'zod';
import { preflightCodes } from '../domain/preflight';
import { type AppErrorCode, statusByErrorCode } from '../errors';
import type { Operation } from './operation';

/** What each code means, whatever the call. */
export const errorMeanings: Readonly<Record<AppErrorCode, string>> = {
  invalid_input: 'The request does not fit; `fields` names each wrong field and says what is wrong with it.',
  bad_request: 'The body is not JSON in UTF-8, or longer than 256 kB.',
  unauthorized: 'No key, or one that is unknown, expired or revoked.',
  forbidden: 'The key lacks the scope of this call.',
  not_found: "There is no such object, or it is another merchant's.",
  conflict:
    'The object does not allow this now; a reference or name is used already; or the first request with this `Idempotency-Key` is still on its way: then `why` is `in_flight`, and `Retry-After` says when to come again.',
  idempotency_key_reused: 'This `Idempotency-Key` belongs to another request.',
  pos_busy: 'Another order is on this point of sale; the answer says which one and until when.',
  rate_limited: 'The key made too many requests; `Retry-After` says when to come again.',
  mercadopago_refused: 'Mercado Pago refused it; `mercadopago` is what it said, as received.',
  mercadopago_unavailable:
    'Mercado Pago could not be reached and certainly nothing happened there, unless `why` is `outcome_unknown` or `partly_done`.',
  internal:
    'Something failed here. With status 503 the database is out of reach: come again, with the same `Idempotency-Key`.',
};

const order: readonly AppErrorCode[] = [
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'pos_busy',
  'invalid_input',
  'idempotency_key_reused',
  'rate_limited',
  'internal',
  'mercadopago_refused',
  'mercadopago_unavailable',
];

/** Every code that a call can answer: its own, and those that follow from what it takes. */
export function errorsOf(operation: Operation): AppErrorCode[] {
  const codes = new Set<AppErrorCode>([...operation.errors, 'internal', 'invalid_input']);
  if (operation.scope !== null)
    for (const code of ['unauthorized', 'forbidden', 'rate_limited'] as const) codes.add(code);
  if (operation.body) codes.add('bad_request');
  if (operation.path.includes('{')) codes.add('not_found');
  if (operation.isIdempotent) for (const code of ['conflict', 'idempotency_key_reused'] as const) codes.add(code);
  return order.filter((code) => codes.has(code));
}

/** Statuses that a code comes with: without a database, what failed here is answered 503. */
export function statusesOf(code: AppErrorCode): readonly number[] {
  return code === 'internal' ? [500, 503] : [statusByErrorCode[code]];
}

/** The body of every error. */
export const errorSchema = z
  .strictObject({
    error: z.strictObject({
      code: z.string().describe('One of a closed set; programs decide by it.'),
      message: z.string().describe('A sentence for people, in the language of `Accept-Language` (es, pt, en).'),
      fields: z.record(z.string(), z.string()).describe('Path of each wrong field, and a sentence about it.'),
      order_id: z
        .string()
        .optional()
        .describe('The order that is on the point of sale, or that was stored as `failed`.'),
      external_reference: z.string().optional().describe('`pos_busy`: its reference.'),
      total_amount: z.string().optional().describe('`pos_busy`: its amount.'),
      currency_id: z.string().optional(),
      status: z.string().optional().describe('`pos_busy`: its status.'),
      expires_at: z.iso.datetime().optional().describe('`pos_busy`: when it ends by itself.'),
      created_by: z.string().nullable().optional().describe('`pos_busy`: the person who charged it; null for a key.'),
      mercadopago: z
        .strictObject({
          status: z.number().int().nullable(),
          code: z.string().nullable(),
          message: z.string().nullable(),
        })
        .optional()
        .describe('What Mercado Pago said, as received.'),
      used_by: z.string().optional().describe('The name of what has this code already.'),
      why: z
        .enum([
          'in_flight',
          'has_pos',
          'has_unknown_pos',
          'has_moved_pos',
          'has_sticker',
          'order_unfinished',
          'outcome_unknown',
          'partly_done',
        ])
        .optional()
        .describe(
          'What the code does not tell: that the first request is on its way, or what keeps something in service.',
        ),
      external_pos_id: z.string().nullable().optional().describe('The point of sale that this is about.'),
      external_pos_ids: z
        .array(z.string().nullable())
        .optional()
        .describe('`has_pos` and `has_moved_pos`: what stands in the store.'),
      findings: z
        .array(z.strictObject({ code: z.enum(preflightCodes), blocks: z.boolean() }))
        .optional()
        .describe('What speaks against a point of sale charging in this way.'),
    }),
  })
  .meta({ id: 'Error', description: 'What went wrong.' });
