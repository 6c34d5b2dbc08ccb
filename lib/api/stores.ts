import { z } from 'zod';
import { weekdays } from '../domain/calendar';
import { placeStatuses } from '../domain/place';
import { defineOperation, idPageQuery, listOf } from './operation';

const shownHours = z
  .partialRecord(z.enum(weekdays), z.array(z.strictObject({ open: z.string(), close: z.string() })))
  .nullable()
  .describe('Up to four intervals a day on a 24-hour clock; a day left out is closed; null when they are not known.');

const part = z.string().max(200);

/** Address of a store in a request. */
const locationSchema = z
  .strictObject({
    street_name: part,
    street_number: part,
    city_name: part.describe('As Mercado Pago spells it in this state; it refuses others.'),
    state_name: part,
    zip_code: part.nullable().optional(),
    reference: part.nullable().optional().describe('How to find it, in free words.'),
    latitude: z.number(),
    longitude: z.number(),
  })
  .meta({ id: 'LocationRequest' });

const hoursSchema = z
  .record(z.string(), z.array(z.strictObject({ open: z.string().max(8), close: z.string().max(8) })).max(50))
  .describe('`monday` to `sunday`, each up to four intervals on a 24-hour clock; a day left out is closed.');

/** Body of `POST /stores`. */
const newStoreSchema = z
  .strictObject({
    external_store_id: z
      .string()
      .max(64)
      .describe('A code of yours, letters and digits, unique in the business for good.'),
    name: z.string().max(200),
    location: locationSchema,
    business_hours: hoursSchema.optional(),
  })
  .meta({ id: 'NewStore' });

/** Body of `PATCH /stores/{external_store_id}`; what is left out stays as it is. */
const storeChangeSchema = z
  .strictObject({
    name: z.string().max(200).optional(),
    location: locationSchema
      .partial()
      .meta({ id: 'LocationChange' })
      .optional()
      .describe('Parts that are left out stay; what is not known here must be given.'),
    business_hours: hoursSchema.optional(),
  })
  .meta({ id: 'StoreChange' });

/** A store in an answer. */
export const storeSchema = z
  .strictObject({
    external_store_id: z.string().nullable(),
    store_id: z.string().nullable().describe("Mercado Pago's own id."),
    name: z.string(),
    status: z.enum(placeStatuses).describe('`missing`: not found at Mercado Pago any more.'),
    address: z.string().nullable().describe('In one line, as Mercado Pago writes it.'),
    location: z
      .strictObject({
        street_name: z.string().nullable(),
        street_number: z.string().nullable(),
        city_name: z.string().nullable(),
        state_name: z.string().nullable(),
        zip_code: z.string().nullable(),
        reference: z.string().nullable(),
        latitude: z.number().nullable(),
        longitude: z.number().nullable(),
      })
      .describe('Parts that only Mercado Pago knows are null: it gives back one line.'),
    business_hours: shownHours,
    time_zone: z.string().describe('IANA name.'),
    pos_count: z.number().int(),
  })
  .meta({ id: 'Store' });
export type ShownStore = z.output<typeof storeSchema>;

const example: ShownStore = {
  external_store_id: 'S001',
  store_id: '56789123',
  name: 'Centro',
  status: 'active',
  location: {
    street_name: 'Lavalle',
    street_number: '742',
    city_name: 'San Nicolás',
    state_name: 'Capital Federal',
    zip_code: null,
    reference: 'Al lado de la farmacia',
    latitude: -34.6,
    longitude: -58.4,
  },
  business_hours: { monday: [{ open: '08:00', close: '20:00' }] },
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

export const getStore = defineOperation({
  id: 'getStore',
  method: 'GET',
  path: '/stores/{external_store_id}',
  tag: 'Stores',
  summary: 'Read one store',
  description: 'With its address and opening hours, as far as they are known here.',
  scope: 'stores:read',
  answer: { status: 200, description: 'The store.', schema: storeSchema, example },
  errors: [],
});

export const createStore = defineOperation({
  id: 'createStore',
  method: 'POST',
  path: '/stores',
  tag: 'Stores',
  summary: 'Make a store',
  description:
    'Here and at Mercado Pago. It is stored before Mercado Pago is asked, and made once whatever becomes of the answer: asking again is a `conflict`. Points of sale are made in it with `POST /pos`.',
  scope: 'stores:write',
  body: newStoreSchema,
  examples: {
    store: {
      summary: 'A store with its opening hours',
      value: {
        external_store_id: 'S009',
        name: 'Almagro',
        location: {
          street_name: 'Av. Corrientes',
          street_number: '4200',
          city_name: 'San Nicolás',
          state_name: 'Capital Federal',
          latitude: -34.6037,
          longitude: -58.4205,
        },
        business_hours: { monday: [{ open: '08:00', close: '20:00' }] },
      },
    },
  },
  answer: { status: 201, description: 'The store.', schema: storeSchema, example },
  pending: {
    status: 202,
    description: 'Mercado Pago did not answer: whether it was made is being found out. Read it again.',
    schema: z
      .strictObject({ external_store_id: z.string(), status: z.literal('unknown') })
      .meta({ id: 'PendingStore' }),
    example: { external_store_id: 'S009', status: 'unknown' },
  },
  errors: ['conflict', 'mercadopago_refused', 'mercadopago_unavailable'],
});

export const changeStore = defineOperation({
  id: 'changeStore',
  method: 'PATCH',
  path: '/stores/{external_store_id}',
  tag: 'Stores',
  summary: 'Change a store',
  description: 'Here and at Mercado Pago. The code cannot be changed.',
  scope: 'stores:write',
  body: storeChangeSchema,
  examples: { name: { summary: 'Another name', value: { name: 'Centro (Lavalle)' } } },
  answer: {
    status: 200,
    description: 'The store as it is now.',
    schema: storeSchema,
    example: { ...example, name: 'Centro (Lavalle)' },
  },
  errors: ['conflict', 'mercadopago_refused', 'mercadopago_unavailable'],
});

export const retireStore = defineOperation({
  id: 'retireStore',
  method: 'DELETE',
  path: '/stores/{external_store_id}',
  tag: 'Stores',
  summary: 'Take a store out of service',
  description:
    'It is deleted at Mercado Pago and `retired` here: its history stays. While points of sale stand in it this is a `conflict` with `why`, unless it is confirmed: then they go with it.',
  scope: 'stores:write',
  sampleQuery: 'confirm={external_store_id}',
  query: z.strictObject({
    confirm: z
      .string()
      .max(64)
      .optional()
      .describe('Its `external_store_id` once more: its points of sale are taken out of service with it.'),
  }),
  answer: {
    status: 200,
    description: 'The store, `retired`.',
    schema: storeSchema,
    example: { ...example, status: 'retired', pos_count: 0 },
  },
  errors: ['conflict', 'mercadopago_refused', 'mercadopago_unavailable'],
});

/** A new store of a request in our words. */
export function toNewStore(body: z.output<typeof newStoreSchema>) {
  return {
    externalStoreId: body.external_store_id,
    name: body.name,
    ...toAddress(body.location),
    businessHours: body.business_hours,
  };
}

/** A change of a store in our words; what is left out stays out. */
export function toStoreChange(body: z.output<typeof storeChangeSchema>) {
  return { name: body.name, ...toAddress(body.location ?? {}), businessHours: body.business_hours };
}

type Address = Partial<z.output<typeof locationSchema>>;
type InOurWords<Given extends Address> = {
  readonly streetName: Given['street_name'];
  readonly streetNumber: Given['street_number'];
  readonly cityName: Given['city_name'];
  readonly stateName: Given['state_name'];
  readonly zipCode: Given['zip_code'];
  readonly reference: Given['reference'];
  readonly latitude: Given['latitude'];
  readonly longitude: Given['longitude'];
};

/** What must be there stays what must be there. */
function toAddress<Given extends Address>(given: Given): InOurWords<Given> {
  return {
    streetName: given.street_name,
    streetNumber: given.street_number,
    cityName: given.city_name,
    stateName: given.state_name,
    zipCode: given.zip_code,
    reference: given.reference,
    latitude: given.latitude,
    longitude: given.longitude,
  };
}
