import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, openShop, posBody, startTestSimulator, storeBody, type TestSimulator } from './simulator-client';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => openShop(simulator));

describe('accounts', () => {
  test('a token leads to its own account', async () => {
    const me = await simulator.api('GET', '/users/me');
    expect(me.json).toMatchObject({ id: 100001, site_id: 'MLA', country_id: 'AR' });
  });

  test('a missing or unknown token is refused with 401', async () => {
    const missing = await simulator.api('GET', '/users/me', undefined, { authorization: '' });
    const unknown = await simulator.api('GET', '/pos', undefined, { authorization: 'Bearer nobody' });
    expect([missing.status, at(missing.json, 'error')]).toEqual([401, 'unauthorized']);
    expect([unknown.status, at(unknown.json, 'error')]).toEqual([401, 'unauthorized']);
  });

  test('accounts see neither the stores nor the POS of one another', async () => {
    const accounts = [
      { user_id: 1, site_id: 'MLA', access_token: 'one', nickname: 'ONE' },
      { user_id: 2, site_id: 'MLB', access_token: 'two', nickname: 'TWO' },
    ];
    await simulator.control('POST', '/reset', { accounts });
    const one = { authorization: 'Bearer one' };
    const two = { authorization: 'Bearer two' };
    const store = await simulator.api('POST', '/users/1/stores', storeBody, one);
    const pos = await simulator.api('POST', '/pos', posBody, one);
    expect((await simulator.api('GET', `/stores/${at(store.json, 'id')}`, undefined, two)).status).toBe(404);
    expect((await simulator.api('GET', `/pos/${at(pos.json, 'id')}`, undefined, two)).status).toBe(404);
    expect((await simulator.api('POST', '/users/1/stores', storeBody, two)).status).toBe(403);
    expect((await simulator.api('GET', '/pos', undefined, two)).json).toMatchObject({ results: [] });
  });
});

describe('stores', () => {
  test('a store comes back with its address joined and its id as text', async () => {
    const found = await simulator.api('GET', '/users/100001/stores/search?external_id=S001');
    expect(found.json).toMatchObject({ paging: { total: 1, offset: 0, limit: 30 } });
    const store = at(found.json, 'results', 0);
    expect(at(store, 'id')).toMatch(/^\d+$/);
    expect(at(store, 'location')).toEqual({
      address_line: 'Caseros 3039, Belgrano, Capital Federal',
      latitude: -34.6,
      longitude: -58.4,
      reference: '3er piso',
    });
    expect(at(store, 'date_creation')).toMatch(/Z$/);
  });

  test.each([
    ['UNKNOWN_FIELD', { ...storeBody, external_id: 'S2', colour: 'red' }],
    ['INVALID_NAME', { ...storeBody, external_id: 'S2', name: 7 }],
    [
      'INVALID_STREET_NUMBER',
      { ...storeBody, external_id: 'S2', location: { ...storeBody.location, street_number: 3039 } },
    ],
    ['INVALID_LATITUDE', { ...storeBody, external_id: 'S2', location: { ...storeBody.location, latitude: '-34' } }],
    [
      'BAD_REQUEST',
      { ...storeBody, external_id: 'S2', location: { ...storeBody.location, latitude: 48, longitude: 2 } },
    ],
    ['INVALID_LOCATION', { ...storeBody, external_id: 'S2', location: null }],
    ['INVALID_DAY', { ...storeBody, external_id: 'S2', business_hours: { someday: [] } }],
    [
      'INVALID_BUSINESS_HOURS',
      { ...storeBody, external_id: 'S2', business_hours: { monday: [{ open: '8', close: '9' }] } },
    ],
    ['INVALID_EXTERNAL_ID', { ...storeBody, external_id: 'S-2' }],
    ['VALIDATION_ERROR', storeBody],
  ])('a store is refused with 400 %s', async (key, body) => {
    const refused = await simulator.api('POST', '/users/100001/stores', body);
    expect([refused.status, at(refused.json, 'error')]).toEqual([400, key]);
    expect(at(refused.json, 'cause', 0, 'code')).toBe(key);
  });

  test('a store can be changed, and deleted only when it has no POS', async () => {
    const found = await simulator.api('GET', '/users/100001/stores/search');
    const id = String(at(found.json, 'results', 0, 'id'));
    const changed = await simulator.api('PUT', `/users/100001/stores/${id}`, { name: 'Norte' });
    expect([changed.status, at(changed.json, 'name')]).toEqual([200, 'Norte']);
    expect((await simulator.api('PUT', `/users/100001/stores/${id}`, { external_id: 'S9' })).status).toBe(400);
    expect((await simulator.api('DELETE', `/users/100001/stores/${id}`)).status).toBe(400);
    const pos = await simulator.api('GET', '/pos?external_id=S001P01');
    expect((await simulator.api('DELETE', `/pos/${at(pos.json, 'results', 0, 'id')}`)).status).toBe(204);
    const deleted = await simulator.api('DELETE', `/users/100001/stores/${id}`);
    expect([deleted.status, deleted.json]).toEqual([200, { store: Number(id), user: 100001 }]);
  });
});

describe('points of sale', () => {
  test('a POS carries the addresses of its pictures on the host that was called', async () => {
    const found = await simulator.api('GET', '/pos?external_id=s001p01');
    const pos = at(found.json, 'results', 0);
    expect(pos).toMatchObject({
      external_id: 'S001P01',
      external_store_id: 'S001',
      fixed_amount: true,
      category: 621102,
    });
    expect(at(pos, 'id')).toBeGreaterThan(2 ** 31);
    expect(at(pos, 'store_id')).toMatch(/^\d+$/);
    expect(at(pos, 'qr', 'image')).toMatch(new RegExp(`^http://127.0.0.1:${simulator.port}/instore/merchant/qr/`));
  });

  test.each([
    [400, 'MISSING_BODY', undefined],
    [400, 'UNKNOWN_FIELD_EXCEPTION', { ...posBody, external_id: 'P2', color: 'red' }],
    [400, 'INVALID_NAME', { ...posBody, external_id: 'P2', name: '' }],
    [400, 'NAME_TOO_LONG', { ...posBody, external_id: 'P2', name: 'x'.repeat(45) }],
    [400, 'INVALID_FIXED_AMOUNT', { ...posBody, external_id: 'P2', fixed_amount: 'yes' }],
    [400, 'UNKNOWN_MCC', { ...posBody, external_id: 'P2', category: 5812 }],
    [400, 'INVALID_CATEGORY', { ...posBody, external_id: 'P2', category: '621102' }],
    [400, 'INEXISTENT_EXTERNAL_STORE_ID', { ...posBody, external_id: 'P2', external_store_id: 'NONE' }],
    [400, 'INVALID_STORE_ID', { name: 'Caja', external_id: 'P2' }],
    [400, 'INVALID_EXTERNAL_ID', { ...posBody, external_id: 'P-2' }],
    [400, 'EXTERNAL_ID_TOO_LONG', { ...posBody, external_id: 'P'.repeat(40) }],
    [400, 'INVALID_URL', { ...posBody, external_id: 'P2', url: 'somewhere' }],
    [400, 'URL_TOO_LONG', { ...posBody, external_id: 'P2', url: `https://localhost/${'x'.repeat(300)}` }],
    [400, 'FIXED_AMOUNT_FALSE', { ...posBody, external_id: 'P2', fixed_amount: false, url: 'https://localhost/order' }],
    [403, 'forbidden', { ...posBody, external_id: 'P2', url: 'https://shop.example/order' }],
    [409, 'point_of_sale_exists', { ...posBody, external_id: 's001p01' }],
  ])('a POS is refused with %i %s', async (status, key, body) => {
    const refused = await simulator.api('POST', '/pos', body);
    expect([refused.status, at(refused.json, 'error')]).toEqual([status, key]);
    expect(at(refused.json, 'causes')).toBeInstanceOf(Array);
  });

  test('a POS keeps its external id and its picture when it is changed', async () => {
    const before = await simulator.api('GET', '/pos?external_id=S001P01');
    const id = at(before.json, 'results', 0, 'id');
    const changed = await simulator.api('PUT', `/pos/${id}`, { name: 'Caja Norte', fixed_amount: true });
    expect(changed.json).toMatchObject({ name: 'Caja Norte', external_id: 'S001P01', status: 'active' });
    expect(at(changed.json, 'qr')).toEqual(at(before.json, 'results', 0, 'qr'));
    expect((await simulator.api('PUT', `/pos/${id}`, { external_id: 'OTHER' })).status).toBe(400);
  });

  test('an unknown POS is 404 in the shape of the POS service', async () => {
    const missing = await simulator.api('GET', '/pos/999');
    expect(missing.status).toBe(404);
    expect(missing.json).toMatchObject({ status: 404, causes: [{ code: '1' }] });
  });

  test('a list is paged by limit and offset', async () => {
    await simulator.api('POST', '/pos', { ...posBody, external_id: 'S001P02' });
    await simulator.api('POST', '/pos', { ...posBody, external_id: 'S001P03' });
    const page = await simulator.api('GET', '/pos?limit=2&offset=2');
    expect(page.json).toMatchObject({
      paging: { total: 3, offset: 2, limit: 2 },
      results: [{ external_id: 'S001P03' }],
    });
    expect((await simulator.api('GET', '/pos?limit=many')).json).toMatchObject({ error: 'INVALID_LIMIT' });
  });
});
