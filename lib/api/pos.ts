import { z } from 'zod';
import { integrations, qrModes } from '../domain/order';
import { defineOperation, idPageQuery, listOf } from './operation';

const categorySchema = z
  .number()
  .int()
  .min(0)
  .max(2_147_483_647)
  .nullable()
  .describe("Mercado Pago's number for what is sold, where the country has such; null is generic.");

/** Body of `POST /pos`. */
const newPosSchema = z
  .strictObject({
    external_pos_id: z
      .string()
      .max(64)
      .describe('A code of yours, letters and digits, unique in the business for good.'),
    name: z.string().max(200).describe('Up to 44 characters.'),
    external_store_id: z.string().max(64).describe('The store that it stands in.'),
    category: categorySchema.optional(),
    fixed_amount: z.boolean().optional().describe('The buyer cannot type the amount; true when left out.'),
    integration: z.enum(integrations).optional().describe('`attended_v2` when left out.'),
    mode: z.enum(qrModes).optional().describe('`static` when left out.'),
    unattended_protocol: z.enum(['v1', 'v2']).optional(),
  })
  .meta({ id: 'NewPos' });

/** Body of `PATCH /pos/{external_pos_id}`; a property left out stays as it is. */
const posChangeSchema = z
  .strictObject({
    name: z.string().max(200).optional(),
    category: categorySchema.optional(),
    external_store_id: z.string().max(64).optional().describe('Another store to stand in.'),
    fixed_amount: z.boolean().optional(),
    integration: z.enum(integrations).optional().describe('How it charges from now on; running orders keep theirs.'),
    mode: z.enum(qrModes).optional(),
    unattended_protocol: z.enum(['v1', 'v2']).optional(),
  })
  .meta({ id: 'PosChange' });

/** A point of sale in an answer. */
export const posSchema = z
  .strictObject({
    external_pos_id: z.string().nullable().describe('Without one it cannot take orders.'),
    name: z.string(),
    external_store_id: z.string().nullable(),
    pos_id: z.string().nullable().describe("Mercado Pago's own id."),
    status: z.enum(['active', 'retired', 'missing']).describe('`missing`: not found at Mercado Pago any more.'),
    integration: z.enum(integrations),
    mode: z.enum(qrModes),
    fixed_amount: z.boolean().describe('The buyer cannot type the amount.'),
    category: z.number().int().nullable(),
    unattended_url: z.string().nullable().describe('Where Mercado Pago asks for the order, when unattended.'),
    unattended_protocol: z.enum(['v1', 'v2']),
    qr: z.strictObject({
      data: z.string().nullable().describe('What the printed code says; null until it was read from its picture.'),
      image: z.string().nullable(),
      template_document: z.string().nullable(),
      template_image: z.string().nullable(),
    }),
  })
  .meta({ id: 'Pos' });
export type ShownPos = z.output<typeof posSchema>;

const example: ShownPos = {
  external_pos_id: 'S001P01',
  name: 'Caja 1',
  external_store_id: 'S001',
  pos_id: '2711382',
  status: 'active',
  integration: 'attended_v2',
  mode: 'static',
  fixed_amount: true,
  category: 621102,
  unattended_url: null,
  unattended_protocol: 'v1',
  qr: {
    data: '00020101021143540016com.mercadolibre0130https://mpago.la/pos/27113825204000053030325802AR5906CENTRO6004CABA6304A1B2',
    image: 'https://www.mercadopago.com/instore/merchant/qr/2711382/1.png',
    template_document: 'https://www.mercadopago.com/instore/merchant/qr/2711382/template_1.pdf',
    template_image: 'https://www.mercadopago.com/instore/merchant/qr/2711382/template_1.png',
  },
};

export const listPos = defineOperation({
  id: 'listPos',
  method: 'GET',
  path: '/pos',
  tag: 'Points of sale',
  summary: 'List points of sale',
  description: 'In an order of their own that never changes.',
  scope: 'pos:read',
  query: z.strictObject(idPageQuery(200)),
  answer: {
    status: 200,
    description: 'A page.',
    schema: listOf(posSchema).meta({ id: 'PosList' }),
    example: { results: [example], next_cursor: null },
  },
  errors: [],
});

export const createPos = defineOperation({
  id: 'createPos',
  method: 'POST',
  path: '/pos',
  tag: 'Points of sale',
  summary: 'Make a point of sale',
  description:
    'Here and at Mercado Pago. It is stored before Mercado Pago is asked, and made once whatever becomes of the answer: asking again is a `conflict`. A code that Mercado Pago has lost may be made again.',
  scope: 'pos:write',
  body: newPosSchema,
  examples: {
    attended: {
      summary: 'A till with a printed QR',
      value: { external_pos_id: 'S001P09', name: 'Caja 9', external_store_id: 'S001' },
    },
  },
  answer: {
    status: 201,
    description: 'The point of sale; `qr.data` is read from its picture right away, or a little later.',
    schema: posSchema,
    example: { ...example, external_pos_id: 'S001P09', name: 'Caja 9' },
  },
  pending: {
    status: 202,
    description: 'Mercado Pago did not answer: whether it was made is being found out. Read it again.',
    schema: z.strictObject({ external_pos_id: z.string(), status: z.literal('unknown') }).meta({ id: 'PendingPos' }),
    example: { external_pos_id: 'S001P09', status: 'unknown' },
  },
  errors: ['conflict', 'mercadopago_refused', 'mercadopago_unavailable'],
});

export const retirePos = defineOperation({
  id: 'retirePos',
  method: 'DELETE',
  path: '/pos/{external_pos_id}',
  tag: 'Points of sale',
  summary: 'Take a point of sale out of service',
  description:
    'It is deleted at Mercado Pago, so that its printed codes lead nowhere, and `retired` here: its history stays. An order that is on it, or a printed code that nobody confirmed, is a `conflict` with `why`.',
  scope: 'pos:write',
  sampleQuery: 'confirm={external_pos_id}',
  query: z.strictObject({
    confirm: z
      .string()
      .max(64)
      .optional()
      .describe('Its `external_pos_id` once more; needed once its code was read, and so may be printed.'),
  }),
  answer: {
    status: 200,
    description: 'The point of sale, `retired`.',
    schema: posSchema,
    example: { ...example, status: 'retired' },
  },
  errors: ['conflict', 'mercadopago_refused', 'mercadopago_unavailable'],
});

export const getPos = defineOperation({
  id: 'getPos',
  method: 'GET',
  path: '/pos/{external_pos_id}',
  tag: 'Points of sale',
  summary: 'Read one point of sale',
  description: 'With what its printed code says.',
  scope: 'pos:read',
  answer: { status: 200, description: 'The point of sale.', schema: posSchema, example },
  errors: [],
});

export const changePos = defineOperation({
  id: 'changePos',
  method: 'PATCH',
  path: '/pos/{external_pos_id}',
  tag: 'Points of sale',
  summary: 'Change a point of sale',
  description:
    'Here and at Mercado Pago. Another integration or mode passes a pre-flight first: what speaks against it is a `conflict` with `findings`. With `unattended`, `unattended_url` is registered at Mercado Pago.',
  scope: 'pos:write',
  body: posChangeSchema,
  examples: { name: { summary: 'Another name', value: { name: 'Caja rápida' } } },
  answer: {
    status: 200,
    description: 'The point of sale as it is now.',
    schema: posSchema,
    example: { ...example, name: 'Caja rápida' },
  },
  errors: ['conflict', 'mercadopago_refused', 'mercadopago_unavailable'],
});

export const getPosQrSvg = defineOperation({
  id: 'getPosQrSvg',
  method: 'GET',
  path: '/pos/{external_pos_id}/qr.svg',
  tag: 'Points of sale',
  summary: 'Draw the printed code as SVG',
  description: 'With its quiet zone, 60 mm wide. `not_found` until the code was read.',
  scope: 'pos:read',
  answer: { status: 200, description: 'The drawing.', mediaTypes: ['image/svg+xml'] },
  errors: [],
});

export const getPosQrPng = defineOperation({
  id: 'getPosQrPng',
  method: 'GET',
  path: '/pos/{external_pos_id}/qr.png',
  tag: 'Points of sale',
  summary: 'Draw the printed code as PNG',
  description: 'With its quiet zone, at least 600 pixels wide, every module a whole number of pixels.',
  scope: 'pos:read',
  answer: { status: 200, description: 'The picture.', mediaTypes: ['image/png'] },
  errors: [],
});

/** A new POS of a request in our words. */
export function toNewPos(body: z.output<typeof newPosSchema>) {
  return {
    externalPosId: body.external_pos_id,
    ...toPosChange(body),
    name: body.name,
    storeKey: body.external_store_id,
  };
}

/** A change of a POS in our words; what is left out stays as it is. */
export function toPosChange(body: z.output<typeof posChangeSchema>) {
  return {
    name: body.name,
    category: body.category,
    storeKey: body.external_store_id,
    isFixedAmount: body.fixed_amount,
    integration: body.integration,
    mode: body.mode,
    unattendedProtocol: body.unattended_protocol,
  };
}
