import { bodiesOf, json, type Refusal, testRefusals } from './support/refusals';
import { sitesOfTheWorld } from './support/sites-of-the-world';

/*
 * Source: devsite-docs `reference/api-json/stores.json` and `pos.json`, read 2026-11-21. That a store's external id in
 * use is 400 and a POS's 409 was seen by integrators.
 */

const { userId, latitude, longitude, foodCategory } = sitesOfTheWorld.MLA;
const stores = `/users/${userId}/stores`;
const location = {
  street_name: 'Mayor',
  street_number: '12',
  city_name: 'Centro',
  state_name: 'Capital',
  latitude,
  longitude,
};
const store = { name: 'Sur', external_id: 'S009', location };

const inLocation = (change: object) => ({ location: { ...location, ...change } });
const creation: Refusal[] = bodiesOf({ method: 'POST', path: stores }, store, [
  ['a store with a field that nobody knows', { owner: 'me' }, 'UNKNOWN_FIELD'],
  ['a store with an unknown field in its location', inLocation({ logitude: -58 }), 'UNKNOWN_FIELD'],
  ['a store whose name is a number', { name: 7 }, 'INVALID_NAME'],
  ['a store whose hours are a text', { business_hours: 'always' }, 'INVALID_BUSINESS_HOURS'],
  ['a store with a day that is no list', { business_hours: { monday: '8-20' } }, 'INVALID_DAY'],
  ['a store whose location is a text', { location: 'here' }, 'INVALID_LOCATION'],
  ['a street that is a number', inLocation({ street_name: 1 }), 'INVALID_STREET_NAME'],
  ['a street number that is a number', inLocation({ street_number: 12 }), 'INVALID_STREET_NUMBER'],
  ['a post code that is a number', inLocation({ zip_code: 1000 }), 'INVALID_ZIP_CODE'],
  ['a city that is a number', inLocation({ city_name: 1 }), 'INVALID_CITY_NAME'],
  ['a state that is a number', inLocation({ state_name: 1 }), 'INVALID_STATE_NAME'],
  ['a reference that is a number', inLocation({ reference: 1 }), 'INVALID_REFERENCE'],
  ['a latitude that is a text', inLocation({ latitude: '-34.6' }), 'INVALID_LATITUDE'],
  ['a longitude that is a text', inLocation({ longitude: '-58.4' }), 'INVALID_LONGITUDE'],
  ['a place outside the country', inLocation({ latitude: 48.85, longitude: 2.35 }), 'BAD_REQUEST'],
  ['a city in another state', inLocation({ city_name: 'Rosario', state_name: 'Buenos Aires' }), 'VALIDATION_ERROR'],
  ['a store whose external id is taken', { external_id: 'S001' }, 'VALIDATION_ERROR'],
]);

testRefusals('stores', [
  ...creation,
  {
    title: 'a store of a user who is no number',
    request: { method: 'POST', path: '/users/me/stores', body: json(store) },
    status: 400,
    code: 'INVALID_USER_ID',
  },
  {
    title: 'a store of somebody else',
    request: { method: 'POST', path: `/users/${sitesOfTheWorld.MLB.userId}/stores`, body: json(store) },
    status: 403,
    code: 'Forbidden',
  },
  {
    title: 'reading a store whose id is no number',
    request: { method: 'GET', path: '/stores/S001' },
    status: 400,
    code: 'INVALID_STORE_ID',
  },
  {
    title: 'reading a store that does not exist',
    request: { method: 'GET', path: '/stores/1' },
    status: 404,
    code: 'not_found',
  },
  {
    title: 'reading a store of another account',
    request: ({ storeId }) => ({ method: 'GET', path: `/stores/${storeId}` }),
    siteId: 'MLB',
    status: 404,
    code: 'not_found',
  },
  ...search(`${stores}/search`, [
    ['limit', 'many', 'INVALID_LIMIT'],
    ['offset', 'far', 'INVALID_OFFSET'],
    ['external_id', 'S-001', 'INVALID_EXTERNAL_ID'],
  ]),
  {
    title: 'searching the stores of a user who is no number',
    request: { method: 'GET', path: '/users/me/stores/search' },
    status: 400,
    code: 'INVALID_USER_ID',
  },
  {
    title: 'changing a store whose id is no number',
    request: { method: 'PUT', path: `${stores}/S001`, body: json({ name: 'Sur' }) },
    status: 400,
    code: 'INVALID_STORE_ID',
  },
  {
    title: 'changing the external id of a store',
    request: ({ storeId }) => ({ method: 'PUT', path: `${stores}/${storeId}`, body: json({ external_id: 'S010' }) }),
    status: 400,
    code: 'UNKNOWN_FIELD',
  },
  {
    title: 'deleting a store whose id is no number',
    request: { method: 'DELETE', path: `${stores}/S001` },
    status: 400,
    code: 'INVALID_STORE_ID',
  },
  {
    title: 'deleting a store that still has points of sale',
    request: ({ storeId }) => ({ method: 'DELETE', path: `${stores}/${storeId}` }),
    status: 400,
    code: 'VALIDATION_ERROR',
  },
]);

const pos = { name: 'Caja', external_id: 'S001P50', external_store_id: 'S001', fixed_amount: true };
const address = 'http://localhost/poll';

testRefusals('points of sale', [
  { title: 'a POS without a body', request: { method: 'POST', path: '/pos' }, status: 400, code: 'MISSING_BODY' },
  ...bodiesOf({ method: 'POST', path: '/pos' }, pos, [
    ['a POS with a field that nobody knows', { owner: 'me' }, 'UNKNOWN_FIELD_EXCEPTION'],
    ['a POS whose name is a number', { name: 7 }, 'INVALID_NAME'],
    ['a name of 45 characters', { name: 'x'.repeat(45) }, 'NAME_TOO_LONG'],
    ['an amount that is fixed in words', { fixed_amount: 'yes' }, 'INVALID_FIXED_AMOUNT'],
    ['a category in words', { category: 'food' }, 'INVALID_CATEGORY'],
    ['a category of another country', { category: sitesOfTheWorld.MLB.foodCategory }, 'UNKNOWN_MCC'],
    ['a store id in words', { store_id: 'first' }, 'INVALID_STORE_ID'],
    ['a POS without a store', { external_store_id: undefined }, 'INVALID_STORE_ID'],
    ['an external store id that is a number', { external_store_id: 1 }, 'INVALID_EXTERNAL_STORE_ID'],
    ['a store that does not exist', { external_store_id: 'S999' }, 'INEXISTENT_EXTERNAL_STORE_ID'],
    ['an external id with a hyphen', { external_id: 'S001-P50' }, 'INVALID_EXTERNAL_ID'],
    ['an external id of 40 characters', { external_id: 'x'.repeat(40) }, 'EXTERNAL_ID_TOO_LONG'],
    ['an address that is none', { url: 'poll me' }, 'INVALID_URL'],
    ['an address of 300 characters', { url: `${address}?${'x'.repeat(300)}` }, 'URL_TOO_LONG'],
    ['an address without a fixed amount', { url: address, fixed_amount: false }, 'FIXED_AMOUNT_FALSE'],
  ]),
  {
    title: 'two store ids that name different stores',
    request: ({ spareStoreId }) => ({
      method: 'POST',
      path: '/pos',
      body: json({ ...pos, store_id: Number(spareStoreId) }),
    }),
    status: 400,
    code: 'EXTERNAL_STORE_ID_NOT_MATCH',
  },
  {
    title: 'an address on a host that was not agreed on',
    request: { method: 'POST', path: '/pos', body: json({ ...pos, url: 'https://elsewhere.example.com/poll' }) },
    status: 403,
    code: '1',
  },
  {
    title: 'an external id in use, whatever its case',
    request: { method: 'POST', path: '/pos', body: json({ ...pos, external_id: 's001p01' }) },
    status: 409,
    code: '1',
  },
  ...search('/pos', [
    ['limit', '-1', 'INVALID_LIMIT'],
    ['offset', 'far', 'INVALID_OFFSET'],
    ['category', 'food', 'INVALID_CATEGORY'],
    ['store_id', 'first', 'INVALID_STORE_ID'],
    ['external_store_id', 'S999', 'INEXISTENT_EXTERNAL_STORE_ID'],
    ['external_id', 'S001_P01', 'INVALID_EXTERNAL_ID'],
    ['external_id', 'x'.repeat(40), 'EXTERNAL_ID_TOO_LONG'],
  ]),
  ...(['GET', 'PUT', 'DELETE'] as const).flatMap((method): Refusal[] => {
    const body = method === 'PUT' ? { body: json({ name: 'Caja' }) } : {};
    return [
      {
        title: `${method} of a POS whose id is no number`,
        request: { method, path: '/pos/S001P01', ...body },
        status: 400,
        code: 'INVALID_POS_ID',
      },
      {
        title: `${method} of a POS that does not exist`,
        request: { method, path: '/pos/1', ...body },
        status: 404,
        code: '1',
      },
      {
        title: `${method} of a POS of another account`,
        request: ({ posId }) => ({ method, path: `/pos/${posId}`, ...body }),
        siteId: 'MLM',
        status: 404,
        code: '1',
      },
    ];
  }),
  change({ external_id: 'S001P51' }, 400, 'UNKNOWN_FIELD_EXCEPTION'),
  change({ category: foodCategory + 1 }, 400, 'POS_UNKNOWN_MCC'),
  change({ store_id: 'first' }, 400, 'POS_INVALID_STORE_ID'),
  change({ url: 'https://elsewhere.example.com/poll' }, 403, '1'),
]);

function change(body: Record<string, unknown>, status: number, code: string): Refusal {
  return {
    title: `changing the ${Object.keys(body).join()} of a POS`,
    request: ({ posId }) => ({ method: 'PUT', path: `/pos/${posId}`, body: json(body) }),
    status,
    code,
  };
}

function search(path: string, rows: readonly (readonly [name: string, value: string, code: string])[]): Refusal[] {
  return rows.map(([name, value, code]) => ({
    title: `a search of ${path} by a bad ${name}`,
    request: { method: 'GET', path, query: { [name]: value } },
    status: 400,
    code,
  }));
}
