import { bodiesOf, json, type Refusal, testRefusals } from './support/refusals';
import { sitesOfTheWorld } from './support/sites-of-the-world';

/*
 * Source: devsite-docs `reference/api-json/instore_orders.json` (first version), `instore_orders_v2.json` (second) and
 * `qr-dynamic.json`, read 2026-11-21. The errors of the POS service and of deleting were seen by integrators.
 */

const { userId } = sitesOfTheWorld.MLA;
const slot = `/instore/qr/seller/collectors/${userId}/pos/S001P01/orders`;
const put = `/instore/qr/seller/collectors/${userId}/stores/S001/pos/S001P01/orders`;
const qrs = `/instore/orders/qr/seller/collectors/${userId}/pos/S001P05/qrs`;
const first = `/mpmobile/instore/qr/${userId}/S001P04`;

const item = {
  sku_number: 'A-1',
  category: 'food',
  title: 'Menú',
  description: 'Del día',
  unit_price: 120.5,
  quantity: 2,
  unit_measure: 'unit',
  total_amount: 241,
};
const order = {
  external_reference: 'Bill-9',
  title: 'Mesa 9',
  description: 'Cena',
  total_amount: 241,
  items: [item],
};

const withItem = (change: object) => ({ items: [{ ...item, ...change }] });
const secondVersion: readonly (readonly [what: string, change: Readonly<Record<string, unknown>>, code: string])[] = [
  ['no reference', { external_reference: undefined }, 'invalid_external_reference'],
  ['a reference of 65 characters', { external_reference: 'x'.repeat(65) }, 'invalid_external_reference'],
  ['a reference with a space', { external_reference: 'Bill 9' }, 'invalid_external_reference'],
  ['no title', { title: undefined }, 'invalid_title'],
  ['a title that is a number', { title: 9 }, 'invalid_title'],
  ['no description', { description: undefined }, 'invalid_description'],
  ['a description of 257 characters', { description: 'x'.repeat(257) }, 'invalid_description'],
  ['no total', { total_amount: undefined }, 'invalid_total_amount'],
  ['a total that is a text', { total_amount: '241' }, 'invalid_total_amount'],
  ['a total that is not the sum', { total_amount: 240.99 }, 'invalid_total_amount'],
  ['no items and no cash out', { items: [] }, 'error_creating_seller_qr_order'],
  ['an item without a title', withItem({ title: undefined }), 'invalid_items.title'],
  ['an item whose code is a number', withItem({ sku_number: 1 }), 'invalid_items.sku_number'],
  ['an item whose category is a number', withItem({ category: 1 }), 'invalid_items.category'],
  ['an item whose description is a number', withItem({ description: 1 }), 'invalid_items.description'],
  ['an item without a unit', withItem({ unit_measure: undefined }), 'invalid_unit_measure'],
  ['an item without a quantity', withItem({ quantity: undefined }), 'invalid_quantity'],
  ['an item without a price', withItem({ unit_price: undefined }), 'invalid_unit_price'],
  ['a unit that is not a unit', withItem({ unit_measure: 'kg' }), 'invalid_items.unit_measure'],
  ['a quantity that is a text', withItem({ quantity: '2' }), 'invalid_items.quantity'],
  ['an item whose currency is a number', withItem({ currency_id: 32 }), 'invalid_items.currency_id'],
  ['a price that is a text', withItem({ unit_price: '120.5' }), 'invalid_items.unit_price'],
  ['a price with three decimals', withItem({ unit_price: 120.505 }), 'invalid_items.unit_price'],
  ['an item whose total is not the product', withItem({ total_amount: 120.5 }), 'invalid_items.total_amount'],
  ['a sponsor that is a text', { sponsor: { id: '446566691' } }, 'invalid_sponsor.id'],
  ['the collector as sponsor', { sponsor: { id: Number(userId) } }, 'invalid_sponsor.id'],
  ['a sponsor of another country', { sponsor: { id: Number(sitesOfTheWorld.MLB.userId) } }, 'invalid_sponsor.id'],
  ['a sponsor without an id', { sponsor: {} }, 'invalid_id'],
  ['a cash out without an amount', { cash_out: {} }, 'invalid_amount'],
  ['a cash out that is a text', { cash_out: { amount: 'all' } }, 'invalid_cash_out.amount'],
  ['an expiry in the past', { expiration_date: '2020-01-01T00:00:00.000-04:00' }, 'invalid_expiration_date'],
  ['an expiry without an offset', { expiration_date: '2099-01-01T00:00:00.000' }, 'invalid_expiration_date'],
  [
    'an address of 501 characters',
    { notification_url: `https://a.example/${'x'.repeat(500)}` },
    'invalid_notification_url',
  ],
];

testRefusals('orders of the second version', [
  ...bodiesOf({ method: 'PUT', path: put }, order, secondVersion),
  ...placesOf('PUT', (user, pos) => `/instore/qr/seller/collectors/${user}/stores/S001/pos/${pos}/orders`),
  ...placesOf('GET', (user, pos) => `/instore/qr/seller/collectors/${user}/pos/${pos}/orders`),
  ...placesOf('DELETE', (user, pos) => `/instore/qr/seller/collectors/${user}/pos/${pos}/orders`),
  {
    title: 'an order on a POS of another store',
    request: { method: 'PUT', path: put.replace('/stores/S001/', '/stores/S002/'), body: json(order) },
    status: 404,
    code: 'pos_obtainment_error',
  },
  {
    title: 'reading an empty slot',
    request: { method: 'GET', path: slot.replace('S001P01', 'S001P05') },
    status: 404,
    code: 'point_of_sale_in_store_order_not_found',
  },
  {
    title: 'reading the slot of an order that was paid',
    request: { method: 'GET', path: slot.replace('S001P01', 'S001P03') },
    status: 404,
    code: 'point_of_sale_in_store_order_not_found',
  },
  {
    title: 'deleting from an empty slot',
    request: { method: 'DELETE', path: slot.replace('S001P01', 'S001P05') },
    status: 400,
    code: 'in_store_order_delete_error',
  },
  {
    title: 'deleting from an empty slot, as the reference has it',
    request: { method: 'DELETE', path: slot.replace('S001P01', 'S001P05') },
    behaviour: { empty_slot: 500 },
    status: 500,
    code: 'in_store_order_creation_error',
    kind: 'unknown_outcome',
  },
  {
    title: 'deleting from an empty slot, as a 404',
    request: { method: 'DELETE', path: slot.replace('S001P01', 'S001P05') },
    behaviour: { empty_slot: 404 },
    status: 404,
    code: 'point_of_sale_in_store_order_not_found',
  },
  ...(['PUT', 'DELETE'] as const).map(
    (method): Refusal => ({
      title: `${method} that the service could not do`,
      request: method === 'PUT' ? { method, path: put, body: json(order) } : { method, path: slot },
      fault: inStoreFault(500, 'in_store_order_creation_error', 'Failed to handle order'),
      status: 500,
      code: 'in_store_order_creation_error',
      kind: 'unknown_outcome',
    }),
  ),
]);

testRefusals('codes on a screen', [
  ...bodiesOf({ method: 'POST', path: qrs }, order, secondVersion),
  ...bodiesOf({ method: 'PUT', path: qrs }, order, [
    ['an address without a scheme', { notification_url: 'www.shop.example.com' }, 'invalid_notification_url'],
  ]),
  ...placesOf('POST', (user, pos) => `/instore/orders/qr/seller/collectors/${user}/pos/${pos}/qrs`),
  ...placesOf('PUT', (user, pos) => `/instore/orders/qr/seller/collectors/${user}/pos/${pos}/qrs`),
]);

const firstItem = {
  id: 'A-1',
  title: 'Menú',
  currency_id: 'ARS',
  unit_price: 120.5,
  quantity: 2,
  description: 'Del día',
};
const firstOrder = { external_reference: 'Bill-9', items: [firstItem] };
const withFirstItem = (change: object) => ({ items: [{ ...firstItem, ...change }] });

testRefusals('orders of the first version', [
  ...bodiesOf({ method: 'POST', path: first }, firstOrder, [
    ['no items', { items: undefined }, 'invalid_items'],
    ['items in a wrong form', { items: 'Menú' }, 'invalid_items'],
    ['an amount that nobody can pay', withFirstItem({ unit_price: 0 }), 'invalid_items'],
    ['an item without a currency', withFirstItem({ currency_id: undefined }), 'invalid_items'],
    ['a currency of another country', withFirstItem({ currency_id: 'BRL' }), 'invalid_items'],
    ['an item without a quantity', withFirstItem({ quantity: undefined }), 'invalid_items'],
    ['a quantity that is a text', withFirstItem({ quantity: '2' }), 'invalid_items'],
    ['an item without a price', withFirstItem({ unit_price: undefined }), 'invalid_items'],
    ['a price that is a text', withFirstItem({ unit_price: '120.5' }), 'invalid_items'],
    ['a sponsor that is no number', { sponsor_id: 'integrator' }, 'invalid_sponsor_id'],
    ['the collector as sponsor', { sponsor_id: Number(userId) }, 'invalid_sponsor_id'],
    ['a sponsor of another country', { sponsor_id: Number(sitesOfTheWorld.MLU.userId) }, 'invalid_sponsor_id'],
  ]),
  ...[{ method: 'POST', body: json(firstOrder) } as const, { method: 'DELETE' } as const].flatMap((call): Refusal[] => [
    {
      title: `${call.method} for a collector who is no number`,
      request: { ...call, path: '/mpmobile/instore/qr/me/S001P04' },
      status: 400,
      code: 'invalid_collector_id',
    },
    {
      title: `${call.method} for a collector who is somebody else`,
      request: { ...call, path: `/mpmobile/instore/qr/${sitesOfTheWorld.MLC.userId}/S001P04` },
      status: 400,
      code: 'invalid_collector_id',
    },
    {
      title: `${call.method} with a token that nobody knows`,
      request: { ...call, path: first },
      accessToken: 'APP_USR-nobody',
      status: 400,
      code: 'invalid_access_token',
      kind: 'unauthorized',
    },
    {
      title: `${call.method} on a POS that does not exist`,
      request: { ...call, path: `/mpmobile/instore/qr/${userId}/S999P01` },
      status: 404,
      code: 'pos_obtainment_error',
    },
  ]),
]);

function inStoreFault(status: number, error: string, message: string): Refusal['fault'] {
  return { kind: 'status', status, body: { error, message, status, causes: [] } };
}

/** What a path can name wrongly, in a call of the second version. */
function placesOf(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: (user: string, pos: string) => string): Refusal[] {
  const body = method === 'PUT' || method === 'POST' ? { body: json(order) } : {};
  const place = (what: string, user: string, pos: string, status: number, code: string): Refusal => ({
    title: `${method} for ${what}`,
    request: { method, path: path(user, pos), ...body },
    status,
    code,
  });
  return [
    place('a collector who is no number', 'me', 'S001P01', 400, 'invalid_collectorId'),
    place('a collector who is somebody else', sitesOfTheWorld.MLB.userId, 'S001P01', 403, 'forbidden'),
    place('a POS with a hyphen', userId, 'S001-P01', 400, 'invalid_externalPosId'),
    place('a POS that does not exist', userId, 'S999P01', 404, 'pos_obtainment_error'),
  ];
}
