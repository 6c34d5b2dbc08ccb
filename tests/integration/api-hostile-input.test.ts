import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statusByErrorCode } from '@/lib/errors';
import { type Answer, at, call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { openShop, type Shop } from '../support/shop';

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  shop = await openShop(application);
});
afterAll(() => application.close());

const item = '{"title":"Café","unit_price":"10","quantity":1}';
const withField = (field: string) => `{"external_pos_id":"S001P01","items":[${item}],${field}}`;
const withItem = (fields: string) =>
  `{"external_pos_id":"S001P01","items":[{"title":"a","unit_price":"1","quantity":1,${fields}}]}`;
const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

function post(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> {
  return call(`${application.url}/api/v1/orders`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${shop.apiKey}`, 'idempotency-key': crypto.randomUUID(), ...headers },
  });
}

/** A typed refusal: a code of the closed set, with its status, below 500. */
function expectRefusal(answer: Answer): void {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  expect(answer.status, answer.text).toBeLessThan(500);
  const code = Object.entries(statusByErrorCode).find(([name]) => name === at(answer.json, 'error', 'code'));
  expect(code?.[1], answer.text).toBe(answer.status);
}

describe('bodies that are not what they should be', () => {
  const bodies: [string, string | Uint8Array][] = [
    ['nothing', ''],
    ['a word', 'hello'],
    ['half a JSON', '{"external_pos_id":'],
    ['a form', 'external_pos_id=S001P01'],
    ['UTF-16', Buffer.from(withField('"title":"x"'), 'utf16le')],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from('{"external_pos_id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    ],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '1e400'],
    ['a hundred thousand lists in each other', nested(100_000, '[', ']')],
    ['forty thousand objects in each other', nested(40_000, '{"a":', '}').replace('{"a":}', '{}')],
    ['lists in each other for items', withField(`"title":"x"`).replace(`[${item}]`, nested(50_000, '[', ']'))],
    ['lists in each other for a title', withField(`"title":${nested(50_000, '[', ']')}`)],
    ['a prototype', withField('"__proto__":{"isAdmin":true}')],
    ['a constructor', withField('"constructor":{"prototype":{"a":1}}')],
    ['ten thousand unknown fields', `{${Array.from({ length: 10_000 }, (_, place) => `"f${place}":1`).join(',')}}`],
    ['more than 256 kB', withField(`"title":"${'x'.repeat(300_000)}"`)],
    ['more than a thousand items', withField('"title":"x"').replace(item, Array(1_100).fill(item).join(','))],
  ];

  test.each(bodies)('%s is refused with a typed answer', async (_name, body) => {
    expectRefusal(await post(body));
  });

  test('the name of an unknown field is told, whatever it is', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '\\u0000', '']) {
      const answer = await post(withField(`"${name}":1`));
      expectRefusal(answer);
      const fields = Object.getOwnPropertyNames(Object(at(answer.json, 'error', 'fields')));
      expect(fields).toEqual([name.replace('\\u0000', '\0')]);
    }
  });
});

describe('values that cannot be stored or sent', () => {
  const values: [string, string][] = [
    ['a zero byte in a POS', `{"external_pos_id":"S001\\u0000","items":[${item}]}`],
    ['half a character in a POS', `{"external_pos_id":"\\ud800","items":[${item}]}`],
    ['a zero byte in a title', withField('"title":"a\\u0000b"')],
    ['half a character in a title', withField('"title":"a\\ud800b"')],
    ['a zero byte in a reference', withField('"external_reference":"a\\u0000"')],
    ['a letter that is no ASCII in a reference', withField('"external_reference":"caf\\u00e9"')],
    ['a zero byte in a description', withField('"description":"a\\u0000"')],
    ['a zero byte in a mode', withField('"mode":"static\\u0000"')],
    ['a zero byte in a sponsor', withField('"sponsor_id":"1\\u0000"')],
    ['a zero byte in a tax', withField('"taxes":[{"type":"IVA\\u0000","value":"1"}]')],
    ['a zero byte in the title of an item', withItem('"title":"\\u0000"')],
    ['a zero byte in a picture', withItem('"picture_url":"https://a.example/\\u0000"')],
    ['half a character in a picture', withItem('"picture_url":"https://a.example/\\udfff"')],
    ['a zero byte in an SKU', withItem('"sku_number":"a\\u0000"')],
    ['half a character in a category', withItem('"category":"\\udc00"')],
    ['half a character in the description of an item', withItem('"description":"\\udc00x"')],
    ['an endless amount', withItem('"unit_price":1e400')],
    ['a huge amount', withItem('"unit_price":123456789012345678901234567890')],
    ['a huge amount in text', withItem(`"unit_price":"${'9'.repeat(31)}"`)],
    ['a tiny amount', withItem('"unit_price":1e-320')],
    ['a negative amount', withItem('"unit_price":-1')],
    ['an amount that is no number', withItem('"unit_price":"NaN"')],
    ['a huge quantity', withItem('"quantity":9007199254740993')],
    ['an endless quantity', withItem('"quantity":1e999')],
    ['a quantity in text', withItem('"quantity":"1"')],
    ['an endless life', withField('"expires_in":1e400')],
    ['a life in text', withField('"expires_in":"600"')],
  ];

  test.each(values)('%s is refused, and nothing is stored', async (_name, body) => {
    const before = await countOrders();
    expectRefusal(await post(body));
    expect(await countOrders()).toBe(before);
  });

  test.each([
    ['a field that is named twice counts once, the last time', '"title":"first","title":"second"', 'second'],
    ['emoji and letters of every script are kept as they are', '"title":"☕️ Ñandú 咖啡 קפה"', '☕️ Ñandú 咖啡 קפה'],
    [
      'what looks like SQL or HTML is a title like any other',
      `"title":"'; drop table orders;-- <b>"`,
      "'; drop table orders;-- <b>",
    ],
  ])('%s', async (_name, field, title) => {
    const answer = await post(withField(field));
    expect(answer).toMatchObject({ status: 201, json: { title } });
    expect((await shop.cancel(String(at(answer.json, 'id')))).json).toMatchObject({ title, status: 'canceled' });
  });

  async function countOrders(): Promise<number> {
    const [row] = await application.services.sql<{ count: number }[]>`select count(*)::int as count from orders`;
    return row?.count ?? -1;
  }
});

describe('addresses, queries and headers', () => {
  const ids = [
    'abc',
    '%00',
    '%ff',
    '..%2f..',
    "1'%20or%20'1'='1",
    '%F0%9F%92%A9',
    'x'.repeat(5_000),
    '01900000-0000-7000-8000-00000000000G',
    '0',
    '-1',
    'null',
    '%ED%A0%80',
  ];
  const templates: [string, string][] = [
    ['GET', '/orders/:id'],
    ['GET', '/orders/:id/events'],
    ['POST', '/orders/:id/cancel'],
    ['POST', '/orders/:id/check'],
    ['POST', '/orders/:id/watch'],
    ['GET', '/pos/:id'],
    ['PATCH', '/pos/:id'],
    ['GET', '/pos/:id/qr.svg'],
  ];

  test.each(templates)('%s %s answers 4xx for ids that cannot be one', async (method, template) => {
    for (const id of ids) {
      const answer = await shop.api(method, template.replace(':id', id), method === 'GET' ? undefined : '{}');
      expect([id, answer.status, answer.status >= 400 && answer.status < 500]).toEqual([id, answer.status, true]);
    }
  });

  test.each([
    'external_reference=%00',
    'external_pos_id=%00',
    'external_store_id=%00',
    'external_pos_id=%ED%A0%80',
    'external_reference=%F0%9F%92%A9',
    'from=0000-01-01T00:00:00Z',
    'from=9999-12-31T23:59:59Z',
    'to=0001-01-01T00:00:00-18:00',
    'limit=1e2',
    'limit=9007199254740993',
    'limit=%00',
    'cursor=%00',
    `cursor=${Buffer.from('2026-11-21T10:00:00.000Z \0').toString('base64url')}`,
    `cursor=${Buffer.from('-271821-04-20T00:00:00.000Z 01900000-0000-7000-8000-000000000000').toString('base64url')}`,
    `cursor=${Buffer.from('+275760-09-13T00:00:00.000Z 01900000-0000-7000-8000-000000000000').toString('base64url')}`,
    'status[]=opened',
    'status=opened&status=nothing',
    '__proto__=1',
    '%',
    '='.repeat(2_000),
  ])('GET /orders?%s never fails', async (query) => {
    const { status } = await shop.api('GET', `/orders?${query}`);
    expect(status < 500).toBe(true);
  });

  test.each([
    ['{"name":"a\\u0000"}', 'name'],
    ['{"name":"\\ud800"}', 'name'],
    ['{"name":""}', 'name'],
    ['{"category":2147483648}', 'category'],
    ['{"category":1.5}', 'category'],
    ['{"integration":"attended_v3"}', 'integration'],
    ['{"colour":"red"}', 'colour'],
  ])('PATCH of a POS with %s is refused by name before Mercado Pago is asked', async (body, field) => {
    const answer = await shop.api('PATCH', '/pos/S001P01', body);
    expect(answer).toMatchObject({ status: 422, json: { error: { fields: { [field]: expect.any(String) } } } });
    const writes = await application.simulator.requestsOf(shop.userId, 'PUT');
    expect(writes.filter((request) => request.path.startsWith('/pos/'))).toEqual([]);
  });

  test.each([
    ['an Idempotency-Key of spaces', { 'idempotency-key': '   ' }],
    ['an Idempotency-Key that is too long', { 'idempotency-key': 'k'.repeat(256) }],
    ['an Idempotency-Key with accents', { 'idempotency-key': 'caf\u00e9' }],
  ])('%s is refused by its name', async (_name, headers) => {
    const answer = await post(withField('"title":"x"'), headers);
    expect(answer).toMatchObject({
      status: 422,
      json: { error: { fields: { 'Idempotency-Key': expect.any(String) } } },
    });
  });

  test.each([
    ['a language that there is not', { 'accept-language': 'xx-YY;q=abc, *;q=' }],
    ['ten thousand languages', { 'accept-language': 'es,'.repeat(2_000) }],
    ['a cookie that cannot be read', { cookie: 'locale=%E0%A4%A; =; ;;;' }],
  ])('%s changes nothing', async (_name, headers) => {
    const answer = await shop.api('GET', '/orders?colour=red', undefined, headers);
    expectRefusal(answer);
  });
});
