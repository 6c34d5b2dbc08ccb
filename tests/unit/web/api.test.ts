import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { actAsMerchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import type { ApiCaller } from '@/lib/web/api';
import { settings } from './settings';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

let api: typeof import('@/lib/web/api');
let schemas: typeof import('@/lib/api/orders');
beforeAll(async () => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  api = await import('@/lib/web/api');
  schemas = await import('@/lib/api/orders');
});

const address = 'https://desk.example.com/api/v1/orders';

function posted(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request(address, { method: 'POST', body, headers });
}

function asJson(body: unknown): Request {
  return posted(JSON.stringify(body));
}

/** What a refused request is told: the code and the fields. */
async function refusal(work: Promise<unknown> | (() => unknown)) {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, fields: { ...error.fields } };
    throw error;
  }
  return { code: 'accepted', fields: {} };
}

const readOrder = (request: Request) => api.readJson(request, schemas.orderRequestSchema);
const smallest = { external_pos_id: 'S001P01', items: [{ title: 'Café', unit_price: '10.00', quantity: 1 }] };

describe('a body', () => {
  test('is read as its schema says, amounts as text or number', async () => {
    expect(await readOrder(asJson(smallest))).toEqual(smallest);
    const asNumber = { ...smallest, items: [{ ...smallest.items[0], unit_price: 10.5 }] };
    expect((await readOrder(asJson(asNumber))).items[0]?.unit_price).toBe('10.5');
  });

  test.each([
    ['nothing', ''],
    ['half of it', '{"external_pos_id": "S0'],
    ['a form', 'external_pos_id=S001P01'],
    ['no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['more than 256 kB', `{"title":"${'x'.repeat(256 * 1024)}"}`],
  ])('that is %s is a bad request', async (_name, body) => {
    expect(await refusal(readOrder(posted(body)))).toEqual({ code: 'bad_request', fields: {} });
  });

  test('that breaks off is one as well, and no failure of ours', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"external_pos_id":')),
      pull: (controller) => controller.error(new Error('aborted')),
    });
    const sending = { method: 'POST', body, duplex: 'half' };
    const request = new Request(address, sending);
    expect(await refusal(readOrder(request))).toEqual({ code: 'bad_request', fields: {} });
  });

  test.each([
    ['an array', []],
    ['a text', 'order'],
    ['null', null],
    ['a number', 7],
  ])('that is %s is no order', async (_name, body) => {
    expect((await refusal(readOrder(asJson(body)))).code).toBe('invalid_input');
  });

  test('names every missing field, and every one of the wrong kind as that', async () => {
    expect(await refusal(readOrder(asJson({})))).toEqual({
      code: 'invalid_input',
      fields: { external_pos_id: 'required', items: 'required' },
    });
    expect(await refusal(readOrder(asJson({ external_pos_id: 7, items: [{ title: 'x' }] })))).toEqual({
      code: 'invalid_input',
      fields: { external_pos_id: 'invalid', 'items[0].unit_price': 'required', 'items[0].quantity': 'required' },
    });
    expect(
      await refusal(
        readOrder(
          asJson({ ...smallest, title: null, expires_in: '600', items: [{ ...smallest.items[0], quantity: '2' }] }),
        ),
      ),
    ).toEqual({
      code: 'invalid_input',
      fields: { title: 'invalid', expires_in: 'invalid', 'items[0].quantity': 'invalid' },
    });
  });

  test('names every unknown field, however it is called', async () => {
    const body = `{"external_pos_id":"S001P01","items":[{"title":"x","unit_price":"1","quantity":1,"price":1}],
      "merchant_id":"1","constructor":1,"toString":1,"__proto__":{"role":"owner"}}`;
    expect(await refusal(readOrder(posted(body)))).toEqual({
      code: 'invalid_input',
      fields: {
        'items[0].price': 'unknown_field',
        merchant_id: 'unknown_field',
        constructor: 'unknown_field',
        toString: 'unknown_field',
        ['__proto__']: 'unknown_field',
      },
    });
  });

  test('of any shape is read or refused by code, and never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), async (body) => {
        expect(['accepted', 'invalid_input', 'bad_request']).toContain((await refusal(readOrder(posted(body)))).code);
      }),
      { numRuns: 150 },
    );
  });

  test('that is deeper than any stack is refused', async () => {
    const deep = '['.repeat(100_000);
    expect((await refusal(readOrder(posted(deep)))).code).toBe('bad_request');
    expect((await refusal(readOrder(posted(deep + ']'.repeat(100_000))))).code).toBe('invalid_input');
  });
});

describe('a query', () => {
  const read = (query: string) => api.readQuery(new Request(`${address}?${query}`), schemas.orderQuerySchema);

  test('has its defaults, and times as moments', () => {
    expect(read('')).toEqual({ limit: 50 });
    expect(read('status=closed&from=2026-03-01T00:00:00-03:00&limit=200')).toEqual({
      status: 'closed',
      from: new Date('2026-03-01T03:00:00Z'),
      limit: 200,
    });
  });

  test.each([
    ['limit=0', { limit: 'too_small' }],
    ['limit=201', { limit: 'too_large' }],
    ['limit=x', { limit: 'invalid' }],
    ['status=paid', { status: 'invalid' }],
    ['from=yesterday', { from: 'invalid' }],
    ['page=2', { page: 'unknown_field' }],
    [`external_reference=${'x'.repeat(65)}`, { external_reference: 'too_long' }],
  ])('%s is refused by name', async (query, fields) => {
    expect(await refusal(() => read(query))).toEqual({ code: 'invalid_input', fields });
  });
});

describe('a key of an attempt', () => {
  const caller = (isApiKey: boolean): ApiCaller => ({
    merchant: actAsMerchant('1'),
    by: { source: 'api', personId: null, apiKeyId: null },
    principal: 'key 1',
    role: null,
    isApiKey,
  });
  const read = (key: string | null, isApiKey = true) =>
    api.readIdempotencyKey(posted('', key === null ? {} : { 'idempotency-key': key }), caller(isApiKey));

  test('is what the caller sent, and may be left out by our own pages only', async () => {
    expect(read('7f9c')).toBe('7f9c');
    expect(read('x'.repeat(255))).toHaveLength(255);
    expect(await refusal(() => read(null))).toEqual({
      code: 'invalid_input',
      fields: { 'Idempotency-Key': 'required' },
    });
    expect(read(null, false)).not.toBe(read(null, false));
  });

  test.each(['a b', 'ñ', 'x'.repeat(256)])('that is %j is refused', async (key) => {
    expect(await refusal(() => read(key))).toEqual({ code: 'invalid_input', fields: { 'Idempotency-Key': 'invalid' } });
  });
});

describe('somebody who shows nothing valid', () => {
  const context = { params: Promise.resolve({}) };
  const statusFor = async (headers: Record<string, string>, method = 'GET') => {
    const route = api.apiRoute('orders:read', async () => api.json({ secret: true }));
    const response = await route(new Request(address, { method, headers }), context);
    expect(await response.text()).not.toContain('secret');
    return response.status;
  };

  test.each<Record<string, string>>([
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer ' },
    { authorization: 'Basic bWs6eA==' },
    { authorization: 'Bearer mk_short_x' },
    { authorization: `Bearer mk_ABCDEFGH_${'x'.repeat(42)}` },
    { authorization: `bearer mk_ABCDEFGH_${'x'.repeat(42)}` },
    { authorization: `mk_ABCDEFGH_${'x'.repeat(43)}` },
    { authorization: `Bearer mk_ABCDEFGH_${'x'.repeat(43)} y` },
    { cookie: 'mostrador.session=abc' },
    { cookie: '__Host-mostrador.session=' },
    { cookie: '__Host-mostrador.session=not-a-token' },
    { cookie: '__Host-mostrador.session=eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0.' },
  ])('is unauthorized: %j', async (headers) => {
    expect(await statusFor(headers)).toBe(401);
  });

  test.each([
    [
      'a key',
      ['Bearer x', 'Basic bWs6eA==', `Bearer mk_ABCDEFGH_${'x'.repeat(42)}`].map((authorization) => ({
        authorization,
      })),
    ],
    [
      'a session',
      ['x', 'eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0.'].map((token) => ({ cookie: `__Host-mostrador.session=${token}` })),
    ],
  ])('with %s is told the same whatever was wrong with it', async (_what, attempts) => {
    const route = api.apiRoute('orders:read', async () => api.json({}));
    const answers = await Promise.all(
      attempts.map(async (headers) => {
        const response = await route(new Request(address, { headers: new Headers(Object.entries(headers)) }), context);
        return response.text();
      }),
    );
    expect(new Set(answers).size).toBe(1);
  });
});
