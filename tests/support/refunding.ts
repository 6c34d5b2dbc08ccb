import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from './answer';
import type { Shop } from './shop';

const refundSchema = z.strictObject({
  id: z.string(),
  amount: z.string(),
  status: z.enum(['requested', 'in_process', 'approved', 'rejected', 'unknown']),
  reason: z.string(),
  created_at: z.iso.datetime(),
  parts: z.array(
    z.strictObject({
      payment_id: z.string(),
      amount: z.string(),
      status: z.enum(['requested', 'in_process', 'approved', 'rejected', 'unknown']),
      mercadopago: z
        .strictObject({ status: z.number().nullable(), code: z.string().nullable(), message: z.string().nullable() })
        .optional(),
    }),
  ),
});

/** A refund as the API shows it. */
export type ShownRefund = z.infer<typeof refundSchema>;

/** Reads a refund out of an answer; fails when it is none, or says more than it should. */
export function readRefund({ json }: Answer): ShownRefund {
  return refundSchema.parse(json);
}

/** Asks for money of an order to be given back, as a POS system does. */
export function giveBack(
  shop: Pick<Shop, 'api'>,
  orderId: string,
  body: Record<string, unknown> = {},
  key: string = randomUUID(),
): Promise<Answer> {
  const asked = { reason: 'El cliente devolvió la compra', ...body };
  return shop.api('POST', `/orders/${orderId}/refunds`, asked, { 'idempotency-key': key });
}
