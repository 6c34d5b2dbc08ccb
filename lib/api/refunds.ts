import { z } from 'zod';
import { amountSchema, defineOperation, shownAmountSchema, shownTimeSchema } from './operation';

const refundRequestSchema = z
  .strictObject({
    amount: amountSchema.optional().describe('All that is left when left out.'),
    reason: z.string().max(2000).describe('Why, for the books; up to 500 characters.'),
  })
  .meta({ id: 'RefundRequest' });

const refundStatus = z.enum(['requested', 'in_process', 'approved', 'rejected', 'unknown']);

/** A refund in an answer. */
export const refundSchema = z
  .strictObject({
    id: z.string(),
    amount: shownAmountSchema,
    status: refundStatus.describe(
      '`unknown` settles within 60 seconds of Mercado Pago answering again; never ask again with another key.',
    ),
    reason: z.string(),
    created_at: shownTimeSchema,
    parts: z
      .array(
        z.strictObject({
          payment_id: z.string(),
          amount: shownAmountSchema,
          status: refundStatus,
          mercadopago: z
            .strictObject({
              status: z.number().int().nullable(),
              code: z.string().nullable(),
              message: z.string().nullable(),
            })
            .optional()
            .describe('Why Mercado Pago refused this part, in its words.'),
        }),
      )
      .describe('One for each payment, the newest first.'),
  })
  .meta({ id: 'Refund' });
export type ShownRefund = z.output<typeof refundSchema>;

export const createRefund = defineOperation({
  id: 'createRefund',
  method: 'POST',
  path: '/orders/{order_id}/refunds',
  tag: 'Refunds',
  summary: 'Give money of an order back',
  description:
    'What is asked is stored, with a key for each payment, before Mercado Pago is called, and is done at most once. Peru takes whole payments only, for 90 days; elsewhere 180 days. Above the limit that the business set for keys, a second person agrees first: until then it is `requested`.',
  scope: 'refunds:write',
  person: 'refunds:request',
  body: refundRequestSchema,
  examples: {
    whole: { summary: 'All that is left', value: { reason: 'El cliente devolvió el producto' } },
    part: { summary: 'A part', value: { amount: '20.00', reason: 'Un café de más' } },
  },
  isIdempotent: true,
  answer: {
    status: 201,
    description: 'Stored, and as far as it is known now. `rejected` parts say why.',
    schema: refundSchema,
    example: {
      id: '01998f41-02bb-7d10-8a55-b7c1f2e3d4a5',
      amount: '20.00',
      status: 'approved',
      reason: 'Un café de más',
      created_at: '2026-11-21T15:20:01.007Z',
      parts: [{ payment_id: '91234567890', amount: '20.00', status: 'approved' }],
    },
  },
  errors: [],
});
