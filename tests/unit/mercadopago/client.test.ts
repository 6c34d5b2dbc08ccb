import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMercadoPagoClient, type MercadoPagoClient } from '@/lib/mercadopago/client';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { StoreChange, StoreLocation } from '@/lib/mercadopago/wire/store';
import { deadAddress, empty, html, json, type ScriptedServer, type Step, startScriptedServer } from './scripted-server';

const accessToken = 'TEST-0000000000000001-000000-unit-tests-100001';
let server: ScriptedServer;
let client: MercadoPagoClient;
/** Gives up soon, for answers that never come. */
let hasty: MercadoPagoClient;

beforeAll(async () => {
  server = await startScriptedServer();
  client = createMercadoPagoClient({ baseUrl: server.url, accessToken });
  hasty = createMercadoPagoClient({ baseUrl: server.url, accessToken, timeoutMs: 200 });
});
afterAll(() => server.close());

/** The error of a call that must fail. */
async function failure(call: Promise<unknown>): Promise<MercadoPagoError> {
  const error: unknown = await call.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof MercadoPagoError)) throw error;
  return error;
}

const read = (by = client) => by.getMerchantOrder('1');
const write = (by = client) =>
  by.putInStoreOrder({ userId: '100001', externalStoreId: 'S001', externalPosId: 'S001P01', body: { a: 'b' } });
const reset: Step = (response) => response.destroy();
const silence: Step = () => undefined;
const truncated: Step = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id":1,');
  response.destroy();
};
const stalled: Step = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"id":1,');
};

describe('the token', () => {
  test('travels in the Authorization header and nowhere else', async () => {
    server.answer(json('{"elements":null,"total":0}'));
    await client.searchMerchantOrders({ externalReference: 'Bill-0001' });
    const [request] = server.requests;
    expect(request?.headers.authorization).toBe(`Bearer ${accessToken}`);
    expect(request?.url).not.toContain('TEST-');
    expect(JSON.stringify({ ...request?.headers, authorization: '' })).not.toContain(accessToken);
  });

  test('is inside no error, even when the answer repeats it', async () => {
    server.answer(json(JSON.stringify({ error: 'unauthorized', message: `bad token ${accessToken}` }), 401));
    const error = await failure(read());
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('unit-tests');
    expect(error.message).toBe('bad token [token]');
  });

  test.each(['', 'a b', 'a\r\nx: y', 'ñ'])(
    'that cannot be a header is unauthorized before anything is sent: %j',
    async (token) => {
      server.answer(json('{"id":1}'));
      const error = await failure(createMercadoPagoClient({ baseUrl: server.url, accessToken: token }).getMe());
      expect(error).toMatchObject({ kind: 'unauthorized', code: 'malformed_token', status: null });
      expect(server.requests).toEqual([]);
    },
  );
});

describe('answers that are errors', () => {
  test('family A: error, cause and the request id are kept', async () => {
    const body = {
      message: 'no',
      error: 'bad_request',
      status: 400,
      cause: [{ code: 2063, description: 'x', data: null }],
    };
    server.answer(json(JSON.stringify(body), 400, { 'x-request-id': 'abc-1' }));
    const error = await failure(
      client.createRefund({ paymentId: '1', amountMinor: 5, currencyId: 'ARS', idempotencyKey: 'k' }),
    );
    expect(error).toMatchObject({
      kind: 'refused',
      status: 400,
      code: 'bad_request',
      message: 'no',
      requestId: 'abc-1',
    });
    expect(error.causes).toEqual([{ code: '2063', description: 'x' }]);
    expect(error.hasCode('2063')).toBe(true);
  });

  test('family A: a single cause that is an object', async () => {
    server.answer(json('{"message":"no","cause":{"code":"1","description":"d"}}', 404));
    expect((await failure(read())).causes).toEqual([{ code: '1', description: 'd' }]);
  });

  test('family B: causes in the plural', async () => {
    server.answer(
      json('{"error":"pos_obtainment_error","message":"Point of sale not found","status":404,"causes":[]}', 404),
    );
    expect(await failure(read())).toMatchObject({
      kind: 'refused',
      status: 404,
      code: 'pos_obtainment_error',
      message: 'Point of sale not found',
      causes: [],
    });
  });

  test('family C: a list of errors with details', async () => {
    server.answer(json('{"errors":[{"code":"property_value","message":"bad","details":["amount: no"]}]}', 400));
    const error = await failure(write());
    expect(error).toMatchObject({ kind: 'refused', code: 'property_value', message: 'bad' });
    expect(error.causes).toEqual([{ code: 'property_value', description: 'bad; amount: no' }]);
  });

  test.each([
    [400, '{"error":"invalid_access_token"}', 'unauthorized'],
    [401, '{"error":"unauthorized"}', 'unauthorized'],
    [401, '', 'unauthorized'],
    [401, '{"cause":[{"code":4040}]}', 'refused'],
    [403, '{"error":"Forbidden"}', 'refused'],
    [404, '', 'refused'],
    [409, '{"error":"point_of_sale_exists"}', 'refused'],
    [423, '{"errors":[{"code":"resource_locked"}]}', 'unavailable'],
    [429, '{"error":"too_many_requests"}', 'rate_limited'],
    [429, '<html>', 'rate_limited'],
  ])('%i %s is %s, for a read and for a write', async (status, body, kind) => {
    server.answer(json(body, status));
    expect(await failure(read())).toMatchObject({ kind, status });
    expect(await failure(write())).toMatchObject({ kind, status });
  });

  test('429 keeps how long to wait, in seconds or as a date', async () => {
    server.answer(json('{}', 429, { 'retry-after': '7' }));
    expect((await failure(read())).retryAfterSeconds).toBe(7);
    const dates = { date: 'Wed, 10 Jan 2024 17:00:00 GMT', 'retry-after': 'Wed, 10 Jan 2024 17:01:30 GMT' };
    server.answer(json('{}', 429, dates));
    expect((await failure(read())).retryAfterSeconds).toBe(90);
    server.answer(json('{}', 429, { 'retry-after': 'soon' }));
    expect((await failure(read())).retryAfterSeconds).toBeNull();
  });
});

describe('answers that settle nothing', () => {
  const gzipBomb: Step = (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync(`{"id":1,"x":"${' '.repeat(3_000_000)}"}`));
  };
  test.each([
    ['500', json('{"error":"in_store_order_creation_error"}', 500), 'unavailable'],
    ['502 as a page', html(502), 'unavailable'],
    ['408', json('{}', 408), 'unavailable'],
    ['a reset', reset, 'unavailable'],
    ['silence', silence, 'unavailable'],
    ['a truncated body', truncated, 'unavailable'],
    ['a body that stops', stalled, 'unavailable'],
    ['200 as a page', html(200), 'unreadable'],
    ['404 as a page', html(404), 'unreadable'],
    ['401 as a page', html(401), 'unreadable'],
    ['garbage', json('{"id":1'), 'unreadable'],
    ['invalid UTF-8', (response) => void response.end(Buffer.from([0x7b, 0xff, 0x7d])), 'unreadable'],
    ['too many bytes', json(`{"id":1,"x":"${' '.repeat(1_000_000)}"}`), 'unreadable'],
    ['a gzip that grows', gzipBomb, 'unreadable'],
    ['an error that is text', json('"no"', 400), 'unreadable'],
  ] satisfies [string, Step, string][])('%s: a write is unknown, a read is not', async (_name, step, kind) => {
    server.answer(step);
    const caller = step === silence || step === stalled ? hasty : client;
    expect((await failure(read(caller))).kind).toBe(kind);
    expect((await failure(write(caller))).kind).toBe('unknown_outcome');
  });

  test('a redirect is refused and not followed, whatever its status', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      server.answer(json('{"id":1}', status, { location: `${server.url}/merchant_orders/2` }));
      expect(await failure(read())).toMatchObject({ kind: 'unreadable', code: 'redirect', status });
      expect(await failure(write())).toMatchObject({ kind: 'unknown_outcome', code: 'redirect' });
      expect(server.requests).toHaveLength(2);
    }
  });

  test('nobody listening is not sent, for a write too', async () => {
    const dead = createMercadoPagoClient({ baseUrl: await deadAddress(), accessToken });
    const put = dead.putInStoreOrder({ userId: '1', externalStoreId: 'S', externalPosId: 'P', body: {} });
    expect(await failure(put)).toMatchObject({ kind: 'unavailable', code: 'econnrefused', status: null });
  });

  test('a connection whose TLS fails carried nothing', async () => {
    server.answer(empty(204));
    const secure = createMercadoPagoClient({ baseUrl: server.url.replace('http:', 'https:'), accessToken });
    expect((await failure(secure.deletePos('1'))).kind).toBe('unavailable');
    expect(server.requests).toEqual([]);
  });

  test('a name that does not exist is not sent', async () => {
    const lost = createMercadoPagoClient({ baseUrl: 'http://nowhere.invalid', accessToken });
    expect((await failure(lost.deletePos('1'))).kind).toBe('unavailable');
  });

  test('the answer about another object is not an answer', async () => {
    server.answer(json('{"id":2,"status":"closed"}'));
    expect(await failure(client.getMerchantOrder('1'))).toMatchObject({ kind: 'unreadable', code: 'unexpected_shape' });
    server.answer(json('{"id":"0001"}'));
    expect((await client.getPayment('1')).paymentId).toBe('0001');
  });

  test('a created object without an id leaves its creation unknown', async () => {
    server.answer(json('{"name":"x"}', 201));
    const refund = { paymentId: '1', amountMinor: null, currencyId: 'ARS', idempotencyKey: 'k' } as const;
    expect((await failure(client.createRefund(refund))).kind).toBe('unknown_outcome');
  });
});

describe('requests', () => {
  test('a write that waited for a connection and lost it is unknown, not unsent', async () => {
    server.answer((response) => {
      if (server.requests.length > 64) response.destroy();
      else response.writeHead(204).end();
    });
    const outcomes = await Promise.all(
      Array.from({ length: 80 }, () => client.deletePos('1').catch((error: unknown) => error)),
    );
    const failures = outcomes.filter((outcome) => outcome !== undefined);
    expect(failures).toHaveLength(16);
    for (const failed of failures) expect(failed).toMatchObject({ kind: 'unknown_outcome', code: 'connection_lost' });
  });

  test('many at once share connections and each gets its own answer', async () => {
    server.answer((response, request) => response.end(`{"id":"${request.url.split('/').at(-1)}"}`));
    const ids = Array.from({ length: 300 }, (_, index) => String(index + 1));
    const read = await Promise.all(ids.map((id) => client.getMerchantOrder(id)));
    expect(read.map((merchantOrder) => merchantOrder.merchantOrderId)).toEqual(ids);
    expect(new Set(server.requests.map((request) => request.port)).size).toBeLessThanOrEqual(64);
  });

  test('a write succeeds with any 2xx, with a body or without', async () => {
    for (const step of [empty(204), empty(200), empty(201), json('{"qr_data":"x"}'), json('[]', 201)]) {
      server.answer(step);
      await write();
    }
  });

  test('a refund carries our key and its exact amount', async () => {
    server.answer(json('{"id":1,"amount":320.1,"status":"approved"}', 201));
    const refund = { paymentId: '5', currencyId: 'ARS', idempotencyKey: 'key-1' } as const;
    expect(await client.createRefund({ ...refund, amountMinor: 32010 })).toMatchObject({
      refundId: '1',
      amountMinor: 32010,
    });
    await client.createRefund({ ...refund, amountMinor: null });
    await client.createRefund({ ...refund, amountMinor: 1500, currencyId: 'CLP' });
    expect(server.requests.map((request) => request.body)).toEqual(['{"amount":320.10}', '{}', '{"amount":1500}']);
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/v1/payments/5/refunds' });
    expect(server.requests.every((request) => request.headers['x-idempotency-key'] === 'key-1')).toBe(true);
  });

  test('a store is written with its known fields and text for its number', async () => {
    server.answer(json('{"id":"77"}'));
    const location = {
      streetName: 'Caseros',
      streetNumber: '3039',
      cityName: 'Belgrano',
      stateName: 'Capital Federal',
      zipCode: null,
      latitude: -32.8897322,
      longitude: -68.8443275,
      reference: null,
    };
    const businessHours = { monday: [{ open: '08:00', close: '13:00', secret: 1 }], sunday: [] };
    await client.createStore({ userId: '1', store: { name: 'S', externalId: 'S001', businessHours, location } });
    await client.updateStore({ userId: '1', storeId: '77', change: { name: 'T' } });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /users/1/stores',
      'PUT /users/1/stores/77',
    ]);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      name: 'S',
      external_id: 'S001',
      business_hours: { monday: [{ open: '08:00', close: '13:00' }] },
      location: {
        street_name: 'Caseros',
        street_number: '3039',
        city_name: 'Belgrano',
        state_name: 'Capital Federal',
        latitude: -32.8897322,
        longitude: -68.8443275,
      },
    });
    expect(server.requests[1]?.body).toBe('{"name":"T"}');
  });

  test('a POS is changed as a whole, without its external id', async () => {
    server.answer(json('{"id":5}'));
    const settings = { name: 'Caja 1', fixedAmount: true, category: 621102, storeId: '77', url: null };
    await client.createPos({ ...settings, externalId: 'S001P01' });
    await client.updatePos({ posId: '5', settings });
    const body = { name: 'Caja 1', fixed_amount: true, category: 621102, store_id: 77 };
    expect(server.requests.map((request) => JSON.parse(request.body))).toEqual([
      { ...body, external_id: 'S001P01' },
      body,
    ]);
  });

  test.each([
    ['NAME_TOO_LONG', { name: 'x'.repeat(45) }],
    ['INVALID_NAME', { name: '' }],
    ['EXTERNAL_ID_TOO_LONG', { externalId: 'x'.repeat(40) }],
    ['INVALID_EXTERNAL_ID', { externalId: 'S-1' }],
    ['INVALID_STORE_ID', { storeId: 'S001' }],
    ['INVALID_CATEGORY', { category: 1.5 }],
    ['INVALID_URL', { url: 'ftp://x' }],
    ['URL_TOO_LONG', { url: `https://x/${'x'.repeat(290)}` }],
    ['FIXED_AMOUNT_FALSE', { url: 'https://x/', fixedAmount: false }],
  ])('a POS that would be refused is not sent: %s', async (code, change) => {
    server.answer(json('{"id":5}'));
    const pos = { name: 'C', fixedAmount: true, category: null, storeId: '77', url: null, externalId: 'P1', ...change };
    expect(await failure(client.createPos(pos))).toMatchObject({ kind: 'refused', code, status: null });
    expect(server.requests).toEqual([]);
  });

  const refusedStores: readonly [string, Omit<StoreChange, 'location'> & { location?: Partial<StoreLocation> }][] = [
    ['INVALID_NAME', { name: '' }],
    ['INVALID_DAY', { businessHours: { monday: [{ open: '8:00', close: '24:00' }] } }],
    [
      'INVALID_DAY',
      { businessHours: { monday: Array.from({ length: 5 }, () => ({ open: '08:00', close: '09:00' })) } },
    ],
    ['INVALID_LATITUDE', { location: { latitude: Number.NaN } }],
    ['INVALID_LONGITUDE', { location: { longitude: 180.1 } }],
    ['INVALID_CITY_NAME', { location: { cityName: '' } }],
  ];
  test.each(refusedStores)('a store that would be refused is not sent: %s', async (code, { location, ...change }) => {
    server.answer(json('{"id":5}'));
    const place = {
      streetName: 'Caseros',
      streetNumber: '1',
      cityName: 'Belgrano',
      stateName: 'Capital Federal',
      zipCode: null,
      latitude: 0,
      longitude: 0,
      reference: null,
      ...location,
    };
    const update = { userId: '1', storeId: '5', change: { ...change, location: place } };
    expect(await failure(client.updateStore(update))).toMatchObject({ kind: 'refused', code, status: null });
    expect(server.requests).toEqual([]);
  });

  test('ids are encoded into addresses and cannot climb out of them', async () => {
    server.answer(json('{"id":1}'));
    await failure(client.getPayment('1/../../users/me?x=#'));
    expect(server.requests[0]?.url).toBe('/v1/payments/1%2F..%2F..%2Fusers%2Fme%3Fx%3D%23');
    for (const id of ['..', '.', '', 'a\nb', '\ud800']) {
      expect(await failure(client.getPayment(id))).toMatchObject({ kind: 'refused', code: 'invalid_path' });
    }
  });

  test('a base URL may have a path, and must be one', async () => {
    server.answer(json('{"id":100001}'));
    await createMercadoPagoClient({ baseUrl: `${server.url}/proxy/`, accessToken }).getMe();
    expect(server.requests[0]?.url).toBe('/proxy/users/me');
    for (const baseUrl of ['ftp://x', 'http://u:p@x', 'x', 'http://x?token=1'])
      expect(() => createMercadoPagoClient({ baseUrl, accessToken })).toThrow();
  });
});

describe('searches', () => {
  const paged =
    (total: number | null, size: number): Step =>
    (response, request) => {
      const offset = Number(new URL(request.url, server.url).searchParams.get('offset'));
      const left = total === null ? 120 - offset : total - offset;
      const results = Array.from({ length: Math.max(0, Math.min(size, left)) }, (_, index) => ({
        id: offset + index + 1,
      }));
      response.end(JSON.stringify({ results, paging: { total, offset, limit: 0 } }));
    };

  test('every page is read, going by what came and not by the limit', async () => {
    server.answer(paged(120, 50));
    expect((await client.searchStores({ userId: '1' })).map((store) => store.storeId)).toHaveLength(120);
    expect(server.requests).toHaveLength(3);
    server.answer(paged(7, 2));
    expect(await client.searchPos()).toHaveLength(7);
  });

  test('without a total it ends with the first empty page', async () => {
    server.answer(paged(null, 50));
    expect(await client.searchPos()).toHaveLength(120);
    expect(server.requests).toHaveLength(4);
  });

  test('a page that repeats itself ends the search', async () => {
    server.answer(json('{"results":[{"id":1},{"id":2}],"paging":{"total":1000}}'));
    expect(await client.searchPos()).toHaveLength(2);
    expect(server.requests).toHaveLength(2);
  });

  test('a search that never ends is unreadable, not half an answer', async () => {
    server.answer((response, request) => {
      const offset = Number(new URL(request.url, server.url).searchParams.get('offset'));
      response.end(JSON.stringify({ elements: [{ id: offset + 1 }], total: 1_000_000 }));
    });
    const error = await failure(client.searchMerchantOrders({ externalReference: 'x' }));
    expect(error).toMatchObject({ kind: 'unreadable', code: 'too_many_pages' });
    expect(server.requests).toHaveLength(20);
  });

  test('payments are searched by range with both ends, and their page says what is left', async () => {
    server.answer(json('{"results":[{"id":1}],"paging":{"total":3,"limit":1,"offset":0}}'));
    const range = {
      field: 'date_last_updated',
      from: new Date('2024-01-01T00:00:00Z'),
      to: new Date('2024-01-02T00:00:00Z'),
    } as const;
    expect(await client.searchPayments({ range })).toMatchObject({ rows: [{ paymentId: '1' }], total: 3 });
    expect(Object.fromEntries(new URL(server.requests[0]?.url ?? '', server.url).searchParams)).toEqual({
      sort: 'date_last_updated',
      criteria: 'asc',
      range: 'date_last_updated',
      begin_date: '2024-01-01T00:00:00.000Z',
      end_date: '2024-01-02T00:00:00.000Z',
      limit: '50',
      offset: '0',
    });
  });
});

describe('pictures', () => {
  const picture =
    (bytes: number): Step =>
    (response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(Buffer.alloc(bytes, 1));
    };

  test('come without the token', async () => {
    server.answer(picture(1_500_000));
    const { bytes, contentType } = await client.fetchPicture(`${server.url}/q.png`);
    expect([bytes.length, contentType]).toEqual([1_500_000, 'image/png']);
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test.each([
    'https://example.com/q.png',
    'http://www.mercadopago.com/q.png',
    'https://www.mercadopago.com.evil.example/q.png',
    'https://user@www.mercadopago.com/q.png',
    'file:///etc/passwd',
    '//www.mercadopago.com/q.png',
    'not a url',
  ])('are fetched from no other place: %s', async (url) => {
    expect(await failure(client.fetchPicture(url))).toMatchObject({ kind: 'refused', code: 'host_not_allowed' });
  });

  test('are refused when they are too large, pages, redirects or missing', async () => {
    const fetched = async (step: Step) => {
      server.answer(step);
      return failure(client.fetchPicture(`${server.url}/q.png`));
    };
    expect(await fetched(picture(2_000_001))).toMatchObject({ kind: 'unreadable', code: 'too_large' });
    expect(await fetched(html(200))).toMatchObject({ kind: 'unreadable', code: 'not_a_picture' });
    expect(await fetched(json('', 302, { location: '/other.png' }))).toMatchObject({ code: 'redirect' });
    expect(await fetched(html(404))).toMatchObject({ kind: 'refused', status: 404 });
    expect(await fetched(html(503))).toMatchObject({ kind: 'unavailable' });
    server.answer(silence);
    expect(await failure(hasty.fetchPicture(`${server.url}/q.png`))).toMatchObject({ code: 'timeout' });
  });
});
