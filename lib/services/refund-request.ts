import 'server-only';
import { z } from 'zod';

/** Body of `POST /orders/{id}/refunds`. Unknown fields are refused; without an amount it is all that is left. */
export const refundRequestSchema = z.strictObject({
  amount: z.union([z.string().max(32), z.number().transform(String)]).optional(),
  reason: z.string().max(2000),
});

export type RefundRequestBody = z.output<typeof refundRequestSchema>;
