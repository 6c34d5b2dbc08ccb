import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '@/lib/api/operations';
import { apiKeyScopes, may, type Permission, roles } from '@/lib/domain/permissions';
import { call, listAt, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { openTwoShops, type Shop, type ShownOrder } from '../support/shop';

/** Every call of the API with what it takes to make it; `:order` and `:pos` stand for ids. */
const calls: { method: string; path: string; permission: Permission; person?: Permission; body?: unknown }[] = [
  { method: 'GET', path: '/orders', permission: 'orders:read' },
  { method: 'POST', path: '/orders', permission: 'orders:write', body: {} },
  { method: 'GET', path: '/orders/:order', permission: 'orders:read' },
  { method: 'GET', path: '/orders/:order/events', permission: 'orders:read' },
  { method: 'POST', path: '/orders/:order/cancel', permission: 'orders:write' },
  { method: 'POST', path: '/orders/:order/check', permission: 'orders:write' },
  { method: 'POST', path: '/orders/:order/watch', permission: 'orders:write' },
  // A key gives back by itself; a person asks, and may need a second one to agree.
  { method: 'POST', path: '/orders/:order/refunds', permission: 'refunds:write', person: 'refunds:request', body: {} },
  { method: 'GET', path: '/notifications', permission: 'notifications:read' },
  { method: 'GET', path: '/stores', permission: 'stores:read' },
  { method: 'POST', path: '/stores', permission: 'stores:write', body: {} },
  { method: 'GET', path: '/stores/:store', permission: 'stores:read' },
  { method: 'PATCH', path: '/stores/:store', permission: 'stores:write', body: {} },
  { method: 'DELETE', path: '/stores/:store', permission: 'stores:write' },
  { method: 'POST', path: '/pos', permission: 'pos:write', body: {} },
  { method: 'DELETE', path: '/pos/:pos', permission: 'pos:write' },
  { method: 'GET', path: '/pos', permission: 'pos:read' },
  { method: 'GET', path: '/pos/:pos', permission: 'pos:read' },
  { method: 'PATCH', path: '/pos/:pos', permission: 'pos:write', body: {} },
  { method: 'GET', path: '/pos/:pos/qr.svg', permission: 'pos:read' },
  { method: 'GET', path: '/pos/:pos/qr.png', permission: 'pos:read' },
  { method: 'PUT', path: '/pos/:pos/unattended', permission: 'pos:write', body: {} },
  { method: 'POST', path: '/stickers', permission: 'pos:read', body: {} },
  { method: 'GET', path: '/stickers/templates', permission: 'pos:read' },
];

const unknownOrder = '01900000-0000-7000-8000-000000000000';

let application: TestApplication;
let ours: Shop;
let theirs: Shop;
let theirOrder: ShownOrder;

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  ({ ours, theirs } = await openTwoShops(application));
  theirOrder = await theirs.openedOrder();
});
afterAll(() => application.close());

const nowhere = (template: string) => template.replace(':order', unknownOrder).replace(/:pos|:store/, 'NOWHERE');

test('every call that the API has is in the table of this test, but the description, which everybody may read', async () => {
  const names = { '{order_id}': ':order', '{external_pos_id}': ':pos', '{external_store_id}': ':store' };
  const nameOf = (path: string) => Object.entries(names).reduce((text, [from, to]) => text.replace(from, to), path);
  const known = operations.filter(({ scope }) => scope !== null).map(({ method, path }) => `${method} ${nameOf(path)}`);
  expect(calls.map((one) => `${one.method} ${one.path}`).sort()).toEqual(known.sort());
  const { status, json } = await call(`${application.url}/api/v1/openapi.json`, { method: 'GET' });
  expect({ status, json }).toMatchObject({
    status: 200,
    json: { openapi: '3.1.0', servers: [{ url: `${application.url}/api/v1` }] },
  });
});

describe('who may what', () => {
  test.each(roles)('a %s who signed in may exactly what the table of roles says', async (role) => {
    const person = await ours.signIn(role);
    for (const { method, path: template, permission, person: permissionOfPeople = permission, body } of calls) {
      const { status } = await person.call(method, nowhere(template), body);
      expect([role, method, template, status === 403]).toEqual([
        role,
        method,
        template,
        !may(role, permissionOfPeople),
      ]);
    }
  });

  test.each(apiKeyScopes)('an API key with %s may that and nothing else', async (scope) => {
    const key = await ours.keyFor([scope]);
    for (const { method, path: template, permission, body } of calls) {
      const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'scope-test' };
      const { status } = await ours.api(method, nowhere(template), body, headers);
      expect([method, template, status === 403]).toEqual([method, template, scope !== permission]);
    }
  });
});

describe('who is nobody', () => {
  const attempts: [string, (shop: Shop) => Record<string, string> | Promise<Record<string, string>>][] = [
    ['without anything', () => ({})],
    ['with a word for a key', () => ({ authorization: 'Bearer hello' })],
    ['with a key in another scheme', (shop) => ({ authorization: `Basic ${shop.apiKey}` })],
    ['with a key whose last letter is wrong', (shop) => ({ authorization: `Bearer ${shop.apiKey.slice(0, -1)}~` })],
    [
      "with another key's secret",
      async (shop) => {
        const other = await shop.keyFor(['orders:read']);
        return { authorization: `Bearer ${shop.apiKey.slice(0, 11)}${other.slice(11)}` };
      },
    ],
    ['with a cookie of letters', () => ({ cookie: 'mostrador.session=abc.def.ghi' })],
    [
      'with a cookie that somebody else sealed',
      async () => {
        const token = await encode({ token: { sid: unknownOrder }, secret: 'x'.repeat(32), salt: 'mostrador.session' });
        return { cookie: `mostrador.session=${token}` };
      },
    ],
    [
      'with a sealed cookie whose session there is not',
      async () => {
        const secret = process.env.AUTH_SECRET ?? '';
        const token = await encode({ token: { sid: unknownOrder }, secret, salt: 'mostrador.session' });
        return { cookie: `mostrador.session=${token}` };
      },
    ],
    [
      'with a sealed cookie whose session is no id',
      async () => {
        const secret = process.env.AUTH_SECRET ?? '';
        const token = await encode({ token: { sid: "' or 1=1" }, secret, salt: 'mostrador.session' });
        return { cookie: `mostrador.session=${token}` };
      },
    ],
  ];

  test.each(attempts)('%s every call is answered 401', async (_name, credentials) => {
    const headers = await credentials(ours);
    for (const { method, path: template, body } of calls) {
      const answer = await call(`${application.url}/api/v1${nowhere(template)}`, { method, body, headers });
      expect(answer).toMatchObject({ status: 401, json: { error: { code: 'unauthorized', fields: {} } } });
    }
  });

  test('an API key ends when it is revoked and when its time is over', async () => {
    for (const [end, scheme] of [
      ['revoked_at', 'Bearer'],
      // A scheme is the same in any case (RFC 9110, 11.1).
      ['expires_at', 'bearer'],
    ] as const) {
      const key = await ours.keyFor(['orders:read']);
      const headers = { authorization: `${scheme} ${key}` };
      expect((await ours.api('GET', '/orders', undefined, headers)).status).toBe(200);
      const { sql } = application.services;
      await sql`update api_keys set ${sql(end)} = now() where prefix = ${key.slice(0, 11)}`;
      expect((await ours.api('GET', '/orders', undefined, headers)).status).toBe(401);
    }
  });

  test('a session ends when somebody signs out, is disabled, was idle, leaves the merchant, or its time is over', async () => {
    const { sql } = application.services;
    const endings = [
      (person: Person) => person.signOut(),
      (person: Person) => sql`update people set is_disabled = true where id = ${person.personId}`,
      (person: Person) =>
        sql`update sessions set seen_at = now() - interval '31 minutes' where person_id = ${person.personId}`,
      (person: Person) => sql`update sessions set expires_at = now() where person_id = ${person.personId}`,
      (person: Person) => sql`delete from memberships where person_id = ${person.personId}`,
    ];
    for (const end of endings) {
      const person = await ours.signIn('cashier');
      expect((await person.call('GET', '/orders')).status).toBe(200);
      await end(person);
      expect((await person.call('GET', '/orders')).status).toBe(401);
    }
  });

  type Person = Awaited<ReturnType<Shop['signIn']>>;
});

describe('a session may only write from our own pages', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a sibling of our site', { 'sec-fetch-site': 'same-site', origin: 'http://shop.localhost' }],
    ['a bookmark or a typed address', { 'sec-fetch-site': 'none' }],
    ['a page without an origin', { origin: 'null' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['an address that begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
  ])('a request of %s is forbidden', async (_name, headers) => {
    const person = await ours.signIn('owner');
    for (const { method, path: template, body } of calls.filter((one) => one.method !== 'GET')) {
      const answer = await call(`${application.url}/api/v1${nowhere(template)}`, {
        method,
        body,
        headers: { cookie: person.cookie, ...headers },
      });
      expect(answer).toMatchObject({ status: 403, json: { error: { code: 'forbidden' } } });
    }
  });

  test('a request that does not say where it comes from is forbidden', async () => {
    const person = await ours.signIn('owner');
    const answer = await call(`${application.url}/api/v1/orders`, {
      method: 'POST',
      body: {},
      headers: { cookie: person.cookie },
    });
    expect(answer.status).toBe(403);
  });

  test.each([
    ['a browser that says so', () => ({ 'sec-fetch-site': 'same-origin' })],
    ['an old browser on our own address', () => ({ origin: application.url })],
  ])('%s may', async (_name, headers) => {
    const person = await ours.signIn('owner');
    const answer = await call(`${application.url}/api/v1/orders`, {
      method: 'POST',
      body: {},
      headers: { cookie: person.cookie, ...headers() },
    });
    expect(answer.status).toBe(422);
  });
});

describe("another merchant's objects", () => {
  test('answer exactly as objects that there are not, to keys and to people', async () => {
    const person = await ours.signIn('owner');
    for (const { method, path: template, body } of calls.filter((one) => one.path.includes(':order'))) {
      const foreign = template.replace(':order', theirOrder.id);
      const byKey = await ours.api(method, foreign, body);
      expect(shown(byKey)).toEqual(shown(await ours.api(method, nowhere(template), body)));
      const byPerson = await person.call(method, foreign, body);
      expect(shown(byPerson)).toEqual(shown(await person.call(method, nowhere(template), body)));
    }
    expect(await theirs.order(theirOrder.id)).toEqual(theirOrder);
  });

  test('are named by the same external ids and still are other objects', async () => {
    const mine = await ours.api('GET', '/pos/S001P01');
    const other = await theirs.api('GET', '/pos/S001P01');
    expect([mine.status, other.status]).toEqual([200, 200]);
    expect(textAt(mine.json, 'pos_id')).not.toBe(textAt(other.json, 'pos_id'));
    const { sql } = application.services;
    const [row] = await sql<{ id: string }[]>`select id from pos where merchant_id = ${theirs.merchant.id} limit 1`;
    const foreign = await ours.api('GET', `/pos/${row?.id}`);
    expect(shown(foreign)).toEqual(shown(await ours.api('GET', '/pos/NOWHERE')));
  });

  test('are in no list', async () => {
    expect(listAt((await ours.api('GET', '/orders')).json, 'results')).toEqual([]);
    const reference = `/orders?external_reference=${theirOrder.external_reference}`;
    expect(listAt((await ours.api('GET', reference)).json, 'results')).toEqual([]);
    expect(listAt((await ours.api('GET', '/pos')).json, 'results')).toHaveLength(2);
    expect(listAt((await ours.api('GET', '/stores')).json, 'results')).toHaveLength(1);
  });

  function shown(answer: { status: number; text: string }) {
    return { status: answer.status, text: answer.text };
  }
});
