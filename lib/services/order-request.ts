import { z } from 'zod';
import { isOrderCursor } from '@/db/orders';
import type { OrderRequest } from '@/lib/domain/new-order';
import { orderExceptions, orderStatuses } from '@/lib/domain/order';

/** An amount as text, or as a number that says the same: JavaScript prints the shortest decimal that is exactly it. */
const amount = z.union([z.string().max(32), z.number().transform(String)]);
const shortText = z.string().max(2000);

/** Body of `POST /orders`. Unknown fields are refused; what the values may be is the domain's to say. */
export const orderRequestSchema = z.strictObject({
  external_pos_id: z.string().min(1).max(64),
  external_reference: z.string().max(256).optional(),
  title: shortText.optional(),
  description: shortText.optional(),
  items: z
    .array(
      z.strictObject({
        title: shortText,
        unit_price: amount,
        quantity: z.number(),
        unit_measure: z.string().max(64).optional(),
        sku_number: shortText.optional(),
        category: shortText.optional(),
        description: shortText.optional(),
        picture_url: shortText.optional(),
      }),
    )
    .max(1000),
  taxes: z
    .array(z.strictObject({ type: z.string().max(32), value: amount }))
    .max(10)
    .optional(),
  sponsor_id: z.string().max(64).optional(),
  mode: z.string().max(32).optional(),
  expires_in: z.number().optional(),
});

/** The same in our words. */
export function toOrderRequest(body: z.output<typeof orderRequestSchema>): OrderRequest {
  return {
    externalPosId: body.external_pos_id,
    externalReference: body.external_reference,
    title: body.title,
    description: body.description,
    items: body.items.map((item) => ({
      title: item.title,
      unitPrice: item.unit_price,
      quantity: item.quantity,
      unitMeasure: item.unit_measure,
      skuNumber: item.sku_number,
      category: item.category,
      description: item.description,
      pictureUrl: item.picture_url,
    })),
    taxes: body.taxes,
    sponsorId: body.sponsor_id,
    mode: body.mode,
    expiresIn: body.expires_in,
  };
}

/** PostgreSQL and JavaScript write the years before and after these in different ways. */
const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((time) => time.getUTCFullYear() >= 1970 && time.getUTCFullYear() <= 9999);

/** Query of `GET /orders`. `from` and `to` are about creation, half-open. */
export const orderQuerySchema = z.strictObject({
  external_reference: z.string().max(64).optional(),
  status: z.enum(orderStatuses).optional(),
  exception: z.enum(orderExceptions).optional(),
  external_pos_id: z.string().max(64).optional(),
  external_store_id: z.string().max(64).optional(),
  from: instant.optional(),
  to: instant.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).refine(isOrderCursor).optional(),
});
