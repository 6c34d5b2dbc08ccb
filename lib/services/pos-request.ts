import { z } from 'zod';
import { integrations, qrModes } from '@/lib/domain/order';

/** Body of `PATCH /pos/{external_pos_id}`. Unknown fields are refused; a property left out stays as it is. */
export const posRequestSchema = z.strictObject({
  name: z.string().max(200).optional(),
  category: z.number().int().min(0).max(2_147_483_647).nullable().optional(),
  integration: z.enum(integrations).optional(),
  mode: z.enum(qrModes).optional(),
  unattended_protocol: z.enum(['v1', 'v2']).optional(),
});
