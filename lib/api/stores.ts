import { z } from 'zod';
import { defineOperation, idPageQuery, listOf } from './operation';

/** A store in an answer. */
export const storeSchema = z
  .strictObject({
    external_store_id: z.string().nullable(),
    store_id: z.string().nullable().describe("Mercado Pago's own id."),
    name: z.string(),
    address: z.string().nullable(),
    time_zone: z.string().describe('IANA name.'),
    pos_count: z.number().int(),
  })
  .meta({ id: 'Store' });
export type ShownStore = z.output<typeof storeSchema>;

const example: ShownStore = {
  external_store_id: 'S001',
  store_id: '56789123',
  name: 'Centro',
  address: 'Lavalle 742, San Nicolás',
  time_zone: 'America/Argentina/Buenos_Aires',
  pos_count: 2,
};

export const listStores = defineOperation({
  id: 'listStores',
  method: 'GET',
  path: '/stores',
  tag: 'Stores',
  summary: 'List stores',
  description: 'In an order of their own that never changes.',
  scope: 'stores:read',
  query: z.strictObject(idPageQuery(200)),
  answer: {
    status: 200,
    description: 'A page.',
    schema: listOf(storeSchema).meta({ id: 'StoreList' }),
    example: { results: [example], next_cursor: null },
  },
  errors: [],
});
