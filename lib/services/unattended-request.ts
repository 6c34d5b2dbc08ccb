import { z } from 'zod';
import { unattendedWaitings } from '@/lib/domain/unattended';

/** Body of `PUT /pos/{external_pos_id}/unattended`: what the POS says while no order is ready. */
export const unattendedRequestSchema = z.strictObject({ state: z.enum(unattendedWaitings) });
