import { z } from 'zod';
import { type WebhookEventType, webhookEventTypes } from '../domain/webhook';
import { shownTimeSchema } from './operation';
import { orderSchema } from './orders';
import { refundSchema } from './refunds';

/** What every message says of itself. */
const head = {
  id: z.string().describe('The same for every attempt and every endpoint: whoever saw it before has nothing to do.'),
  timestamp: shownTimeSchema.describe('When it was committed.'),
};
const subject = {
  order_id: z.string(),
  external_reference: z.string(),
  sequence: z
    .number()
    .int()
    .describe("Place in the order's history: of two messages the one with the higher number is the later one."),
};

const orderWebhookSchema = z
  .strictObject({
    ...head,
    type: z.enum(webhookEventTypes.filter((type) => type.startsWith('order.'))),
    ...subject,
    data: orderSchema.describe('The order as it was committed, whatever has become of it since.'),
  })
  .meta({ id: 'OrderWebhook' });

const refundWebhookSchema = z
  .strictObject({
    ...head,
    type: z.enum(webhookEventTypes.filter((type) => type.startsWith('refund.'))),
    ...subject,
    data: refundSchema.describe('The refund as it was committed.'),
  })
  .meta({ id: 'RefundWebhook' });

const testWebhookSchema = z
  .strictObject({ ...head, type: z.literal('webhook.test'), data: z.strictObject({ message: z.string() }) })
  .meta({ id: 'TestWebhook' });

/** A message to a merchant's own system. */
export type DescribedWebhook = {
  readonly type: WebhookEventType | 'webhook.test';
  /** The name in generated code. */
  readonly id: string;
  readonly summary: string;
  readonly schema: z.ZodType;
};

const summaries: Readonly<Record<DescribedWebhook['type'], string>> = {
  'order.created': 'An order was stored, before Mercado Pago was asked',
  'order.opened': 'An order can be scanned',
  'order.payment_updated': 'A payment of an order was seen, or changed',
  'order.exception_changed': 'Odd or late money began or ended, and nothing else says so',
  'order.closed': 'An order is paid in full',
  'order.canceled': 'An order was canceled',
  'order.expired': "An order's time was over before it was paid",
  'order.failed': 'Mercado Pago refused an order, or it was never sent',
  'refund.requested': 'Somebody asked for money to be given back',
  'refund.updated': 'A refund was agreed to, declined, or ended',
  'webhook.test': 'Somebody tried the address; it is about nothing that happened',
};

/** Every message that there is. */
export const webhooks: readonly DescribedWebhook[] = ([...webhookEventTypes, 'webhook.test'] as const).map((type) => ({
  type,
  id: `on${type.replace(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
  summary: summaries[type],
  schema: schemaOf(type),
}));

/** What a message of a type looks like; null for a type that nobody describes. */
export function webhookSchemaOf(type: string): z.ZodType | null {
  return webhooks.find((one) => one.type === type)?.schema ?? null;
}

function schemaOf(type: DescribedWebhook['type']): z.ZodType {
  if (type === 'webhook.test') return testWebhookSchema;
  return type.startsWith('refund.') ? refundWebhookSchema : orderWebhookSchema;
}

/** The headers of the Standard Webhooks scheme, which any of its libraries verifies. */
export const webhookHeaders = {
  'webhook-id': { description: 'The same as `id`.', schema: { type: 'string' } },
  'webhook-timestamp': { description: 'Of this attempt, in seconds since 1970.', schema: { type: 'string' } },
  'webhook-signature': {
    description:
      'One `v1,` and base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}` for each secret, with a space between.',
    schema: { type: 'string' },
  },
} as const;
