import { z } from 'zod';
import { unattendedWaitings } from '../domain/unattended';
import { defineOperation } from './operation';

/** Body of `PUT /pos/{external_pos_id}/unattended`: what the POS says while no order is ready. */
const waitingSchema = z
  .strictObject({
    state: z
      .enum(unattendedWaitings)
      .describe('`in_process`: a sale has begun and its amount is not known yet. `unavailable`: nothing to pay.'),
  })
  .meta({ id: 'UnattendedState' });

const saidSchema = z
  .strictObject({ state: z.enum(unattendedWaitings), changed_at: z.iso.datetime() })
  .meta({ id: 'UnattendedStateSaid' });

export const sayWhileWaiting = defineOperation({
  id: 'setUnattendedState',
  method: 'PUT',
  path: '/pos/{external_pos_id}/unattended',
  tag: 'Points of sale',
  summary: 'Say what an unattended point of sale answers while no order is ready',
  description:
    'For pumps and vending machines: `in_process` when somebody begins (lifts the nozzle), then `POST /orders` when the amount is known, which is what says "ready", and `unavailable` afterwards. It holds until it is changed. A point of sale that is attended is a `conflict`.',
  scope: 'pos:write',
  body: waitingSchema,
  examples: { begun: { summary: 'A sale has begun', value: { state: 'in_process' } } },
  answer: {
    status: 200,
    description: 'What it says from now on.',
    schema: saidSchema,
    example: { state: 'in_process', changed_at: '2026-11-21T15:00:00.000Z' },
  },
  errors: ['conflict'],
});
