import { z } from 'zod';
import { notificationOutcomes, signatureVerdicts } from '../domain/notification';
import { defineOperation, listOf, pageQuery, shownTimeSchema } from './operation';

/** A delivery in an answer. */
export const notificationSchema = z
  .strictObject({
    id: z.string(),
    received_at: shownTimeSchema,
    topic: z
      .string()
      .nullable()
      .describe('What it says it is about, whatever the word it used; null until it was read.'),
    resource_id: z.string().nullable(),
    signature: z.enum(signatureVerdicts).nullable().describe('Evidence, never a condition; null until it was read.'),
    outcome: z.enum([...notificationOutcomes, 'pending']).describe('What came of it.'),
    order_id: z.string().nullable(),
    attempts: z.number().int(),
    processed_at: shownTimeSchema.nullable(),
    next_attempt_at: shownTimeSchema.nullable(),
    request: z
      .strictObject({
        method: z.literal('POST'),
        query: z.string().nullable(),
        headers: z.record(z.string(), z.string()),
        body: z.string(),
        body_encoding: z.enum(['utf-8', 'base64']),
      })
      .describe('As it arrived. A body that is not UTF-8 is given in base64.'),
  })
  .meta({ id: 'Notification' });
export type ShownNotification = z.output<typeof notificationSchema>;

export const listNotifications = defineOperation({
  id: 'listNotifications',
  method: 'GET',
  path: '/notifications',
  tag: 'Notifications',
  summary: "List what arrived at this business's notification address, newest first",
  description: 'From Mercado Pago or anybody else. Kept as long as the installation says.',
  scope: 'notifications:read',
  query: z.strictObject({
    ...pageQuery(50),
    cursor: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number)
      .optional()
      .describe('`next_cursor` of the page before, as it is.'),
  }),
  answer: {
    status: 200,
    description: 'A page.',
    schema: listOf(notificationSchema).meta({ id: 'NotificationList' }),
    example: {
      results: [
        {
          id: '4711',
          received_at: '2026-11-21T14:03:52.411Z',
          topic: 'merchant_order',
          resource_id: '20123456789',
          signature: 'unverifiable',
          outcome: 'changed',
          order_id: '01998f3e-7c1a-7b52-9f0e-3d2c1b0a9f8e',
          attempts: 1,
          processed_at: '2026-11-21T14:03:52.905Z',
          next_attempt_at: null,
          request: {
            method: 'POST',
            query: 'topic=merchant_order&id=20123456789',
            headers: { 'content-type': 'application/json' },
            body: '{"resource":"https://api.mercadopago.com/merchant_orders/20123456789","topic":"merchant_order"}',
            body_encoding: 'utf-8',
          },
        },
      ],
      next_cursor: null,
    },
  },
  errors: [],
});
