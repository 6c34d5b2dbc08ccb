import { z } from 'zod';
import { paymentStatuses } from '../domain/merchant-order';
import type { OrderRequest } from '../domain/new-order';
import { nextActions } from '../domain/next-action';
import { expiresInSeconds, integrations, lookSources, orderExceptions, orderStatuses, qrModes } from '../domain/order';
import { amountSchema, defineOperation, listOf, pageQuery, shownAmountSchema, shownTimeSchema } from './operation';

/*
 * Orders: charging, following, canceling, and looking again. Bounds here keep what is absurd away; what the values may be
 * is the domain's to say.
 */

const shortText = z.string().max(2000);

const itemRequestSchema = z
  .strictObject({
    title: shortText.describe('What the buyer reads.'),
    unit_price: amountSchema,
    quantity: z.number().describe('A whole number from 1.'),
    unit_measure: z.string().max(64).optional().describe('`unit` (the default) or `pack`.'),
    sku_number: shortText.optional(),
    category: shortText.optional(),
    description: shortText.optional(),
    picture_url: shortText.optional().describe('https.'),
  })
  .meta({ id: 'OrderItemRequest' });

/** Body of `POST /orders`. */
export const orderRequestSchema = z
  .strictObject({
    external_pos_id: z.string().min(1).max(64).describe('The point of sale to charge on.'),
    external_reference: z
      .string()
      .max(256)
      .optional()
      .describe('1 to 64 of `A-Z a-z 0-9 _ -`, unique in the business; made here when left out.'),
    title: shortText.optional().describe("What the buyer reads first; the first item's title when left out."),
    description: shortText.optional().describe("The items' titles when left out."),
    items: z.array(itemRequestSchema).max(1000),
    taxes: z
      .array(z.strictObject({ type: z.string().max(32).describe('`IVA`.'), value: amountSchema }))
      .max(10)
      .optional()
      .describe('Colombia only: money for the whole order, never a percentage, inside the total.'),
    discount: amountSchema
      .optional()
      .describe(
        'Taken off the sum of the items; the total is what is left. Mercado Pago knows no negative amounts: it gets prices that the discount is already taken off from, to the cent.',
      ),
    note: shortText.optional().describe("For the business's own people; never sent to Mercado Pago."),
    sponsor_id: z.string().max(64).optional(),
    mode: z
      .string()
      .max(32)
      .optional()
      .describe(
        '`static` (the printed QR), `dynamic` (a QR on a screen) or `hybrid`; what the point of sale has when left out.',
      ),
    expires_in: z
      .number()
      .optional()
      .describe(
        `Seconds, ${expiresInSeconds.min} to ${expiresInSeconds.max}; ${expiresInSeconds.default} when left out.`,
      ),
  })
  .meta({ id: 'OrderRequest' });

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
    discount: body.discount,
    note: body.note,
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
  from: instant.optional().describe('Created at this time or later.'),
  to: instant.optional().describe('Created before this time.'),
  ...pageQuery(50),
});

/** An order in an answer. */
export const orderSchema = z
  .strictObject({
    id: z.string(),
    external_reference: z.string(),
    external_store_id: z.string().nullable(),
    external_pos_id: z.string(),
    integration: z.enum(integrations).describe("The point of sale's when the order was made."),
    mode: z.enum(qrModes),
    status: z
      .enum(orderStatuses)
      .describe(
        '`draft`: stored, not confirmed by Mercado Pago yet. `opened`: can be scanned. `closed`: paid in full, print the ticket. `canceled`, `expired`. `failed`: Mercado Pago refused it, or it was never sent.',
      ),
    exception: z.enum(orderExceptions).describe('Odd or late money; `none` otherwise.'),
    next_action: z
      .enum(nextActions)
      .describe(
        'What to do at the till, as the money stands: `wait`, `hand_over`, `refund_surplus` (hand over, too much came), `keep_or_refund` (money for a sale that had ended), `review` (do not hand over), `charge_again`, `none` (given back).',
      ),
    currency_id: z.string(),
    total_amount: shownAmountSchema,
    paid_amount: shownAmountSchema.describe('Sum of the payments ever approved, gross.'),
    refunded_amount: shownAmountSchema,
    title: z.string(),
    description: z.string(),
    items: z.array(
      z.strictObject({
        title: z.string(),
        unit_price: shownAmountSchema,
        quantity: z.number(),
        unit_measure: z.string(),
        sku_number: z.string().optional(),
        category: z.string().optional(),
        description: z.string().optional(),
        picture_url: z.string().optional(),
      }),
    ),
    taxes: z.array(z.strictObject({ type: z.string(), value: shownAmountSchema })),
    discount_amount: shownAmountSchema
      .optional()
      .describe('What was taken off the sum of the items, when something was.'),
    note: z.string().optional(),
    payments: z.array(
      z.strictObject({
        id: z.string(),
        status: z.enum(paymentStatuses),
        status_detail: z.string().nullable(),
        amount: shownAmountSchema.nullable(),
        merchant_order_id: z.string().nullable(),
      }),
    ),
    merchant_order_ids: z.array(z.string()).describe('One for each scan.'),
    qr_data: z.string().nullable().describe('What to draw as a QR, for `dynamic` and `hybrid`.'),
    version: z.number().int().describe('Grows with every change.'),
    created_at: shownTimeSchema,
    opened_at: shownTimeSchema.nullable(),
    expires_at: shownTimeSchema,
    closed_at: shownTimeSchema.nullable(),
    closed_by: z.enum(lookSources).nullable().describe('What made us look when it closed.'),
  })
  .meta({ id: 'Order' });
export type ShownOrder = z.output<typeof orderSchema>;

const evidenceSchema = z.strictObject({
  way: z.enum(['search', 'merchant_order', 'payments', 'order', 'slot', 'withdraw']).describe('What was asked.'),
  finding: z.enum(['found', 'nothing', 'no_answer', 'done']),
  code: z.string().nullable().describe('Why there was no answer.'),
  at: shownTimeSchema,
});

export const checkSchema = z
  .strictObject({
    verdict: z
      .enum(['paid', 'not_seen', 'differs', 'unknown'])
      .describe(
        '`paid`: in full. `not_seen`: every way answered and no money is there. `differs`: money was seen, but not as agreed. `unknown`: not every way answered.',
      ),
    evidence: z.array(evidenceSchema),
    order: orderSchema,
  })
  .meta({ id: 'OrderCheck' });

export const orderEventSchema = z
  .strictObject({
    sequence: z.number().int(),
    type: z
      .string()
      .describe('What happened: `created`, `published`, `payment_observed`, `closed` …; more may be added.'),
    source: z.enum(['cashier', 'api', 'notification', 'sweep', 'check', 'system']).describe('Who or what caused it.'),
    at: shownTimeSchema,
    data: z.record(z.string(), z.unknown()).describe('What belongs to this type; amounts are decimal text.'),
  })
  .meta({ id: 'OrderEvent' });

export type ShownCheck = z.output<typeof checkSchema>;
export type ShownOrderEvent = z.output<typeof orderEventSchema>;

const openedOrder: ShownOrder = {
  id: '01998f3e-7c1a-7b52-9f0e-3d2c1b0a9f8e',
  external_reference: 'Bill-0001',
  external_store_id: 'S001',
  external_pos_id: 'S001P01',
  integration: 'attended_v2',
  mode: 'static',
  status: 'opened',
  exception: 'none',
  next_action: 'wait',
  currency_id: 'ARS',
  total_amount: '320.00',
  paid_amount: '0.00',
  refunded_amount: '0.00',
  title: 'Mesa 4',
  description: 'Menú del día, Café',
  items: [
    { title: 'Menú del día', unit_price: '280.00', quantity: 1, unit_measure: 'unit' },
    { title: 'Café', unit_price: '20.00', quantity: 2, unit_measure: 'unit' },
  ],
  taxes: [],
  payments: [],
  merchant_order_ids: [],
  qr_data: null,
  version: 2,
  created_at: '2026-11-21T14:03:11.120Z',
  opened_at: '2026-11-21T14:03:11.480Z',
  expires_at: '2026-11-21T14:13:11.120Z',
  closed_at: null,
  closed_by: null,
};

const closedOrder: ShownOrder = {
  ...openedOrder,
  status: 'closed',
  next_action: 'hand_over',
  paid_amount: '320.00',
  payments: [
    {
      id: '91234567890',
      status: 'approved',
      status_detail: 'accredited',
      amount: '320.00',
      merchant_order_id: '20123456789',
    },
  ],
  merchant_order_ids: ['20123456789'],
  version: 5,
  closed_at: '2026-11-21T14:03:52.900Z',
  closed_by: 'notification',
};

export const createOrder = defineOperation({
  id: 'createOrder',
  method: 'POST',
  path: '/orders',
  tag: 'Orders',
  summary: 'Charge on a point of sale',
  description:
    'The order is stored before Mercado Pago is called. `opened` can be scanned; `draft` means that Mercado Pago did not answer in time: read the order again, never charge anew with another key. When Mercado Pago refused it (502), or it was certainly not sent (503), the order stays as `failed` and `error.order_id` names it. An order past its expiry that is still on the point of sale is settled first.',
  scope: 'orders:write',
  body: orderRequestSchema,
  examples: {
    items: {
      summary: 'Two items on a printed QR',
      value: {
        external_pos_id: 'S001P01',
        title: 'Mesa 4',
        items: [
          { title: 'Menú del día', unit_price: '280.00', quantity: 1 },
          { title: 'Café', unit_price: '20.00', quantity: 2 },
        ],
      },
    },
    dynamic: {
      summary: 'One amount as a QR on a screen, for two minutes',
      value: {
        external_pos_id: 'S001P01',
        external_reference: 'Bill-0002',
        items: [{ title: 'Consumo', unit_price: 1500, quantity: 1 }],
        mode: 'dynamic',
        expires_in: 120,
      },
    },
  },
  isIdempotent: true,
  answer: { status: 201, description: 'Stored: `opened`, or `draft`.', schema: orderSchema, example: openedOrder },
  errors: ['not_found', 'pos_busy', 'mercadopago_refused', 'mercadopago_unavailable'],
});

export const listOrders = defineOperation({
  id: 'listOrders',
  method: 'GET',
  path: '/orders',
  tag: 'Orders',
  summary: 'List orders, newest first',
  description: 'Parameters narrow the list together.',
  scope: 'orders:read',
  query: orderQuerySchema,
  answer: {
    status: 200,
    description: 'A page.',
    schema: listOf(orderSchema).meta({ id: 'OrderList' }),
    example: { results: [closedOrder], next_cursor: null },
  },
  errors: [],
});

export const getOrder = defineOperation({
  id: 'getOrder',
  method: 'GET',
  path: '/orders/{order_id}',
  tag: 'Orders',
  summary: 'Read one order',
  description: 'As it is known here. While a buyer pays it changes by itself; `version` grows with every change.',
  scope: 'orders:read',
  answer: { status: 200, description: 'The order.', schema: orderSchema, example: closedOrder },
  errors: [],
});

export const cancelOrder = defineOperation({
  id: 'cancelOrder',
  method: 'POST',
  path: '/orders/{order_id}/cancel',
  tag: 'Orders',
  summary: 'Ask for an order to be taken off its point of sale',
  description:
    'Answers the order as it is known afterwards: a payment that was quicker wins and is shown. Asking again changes nothing. An order that was `closed` already is a `conflict`.',
  scope: 'orders:write',
  answer: {
    status: 200,
    description: 'The order as it is known now; not canceled yet while Mercado Pago does not answer.',
    schema: orderSchema,
    example: { ...openedOrder, status: 'canceled', next_action: 'charge_again', version: 4 },
  },
  errors: ['conflict'],
});

export const checkOrder = defineOperation({
  id: 'checkOrder',
  method: 'POST',
  path: '/orders/{order_id}/check',
  tag: 'Orders',
  summary: 'Look at Mercado Pago now',
  description: 'By every way that can find the money, closed orders too. `evidence` says what each way found.',
  scope: 'orders:write',
  answer: {
    status: 200,
    description: 'What was found, and the order as it is known now.',
    schema: checkSchema,
    example: {
      verdict: 'paid',
      evidence: [{ way: 'search', finding: 'found', code: null, at: '2026-11-21T14:03:52.700Z' }],
      order: closedOrder,
    },
  },
  errors: [],
});

export const watchOrder = defineOperation({
  id: 'watchOrder',
  method: 'POST',
  path: '/orders/{order_id}/watch',
  tag: 'Orders',
  summary: 'Say that somebody is waiting for an order',
  description:
    'It is then looked at every three seconds for the next twenty, should notifications not arrive. Repeat it while a customer stands at the till.',
  scope: 'orders:write',
  answer: { status: 204, description: 'Noted.' },
  errors: [],
});

export const listOrderEvents = defineOperation({
  id: 'listOrderEvents',
  method: 'GET',
  path: '/orders/{order_id}/events',
  tag: 'Orders',
  summary: "Read an order's history, oldest first",
  description: 'Facts in the past tense; nothing in it ever changes.',
  scope: 'orders:read',
  query: z.strictObject({
    ...pageQuery(200),
    cursor: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .optional()
      .describe('`next_cursor` of the page before, as it is.'),
  }),
  answer: {
    status: 200,
    description: 'A page.',
    schema: listOf(orderEventSchema).meta({ id: 'OrderEventList' }),
    example: {
      results: [
        {
          sequence: 2,
          type: 'published',
          source: 'api',
          at: '2026-11-21T14:03:11.480Z',
          data: { at: '2026-11-21T14:03:11.480Z', qr_data: null, provider_order_id: null },
        },
      ],
      next_cursor: null,
    },
  },
  errors: [],
});
