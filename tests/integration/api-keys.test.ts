import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Permission } from '@/lib/domain/permissions';
import { type AppErrorCode, statusByErrorCode } from '@/lib/errors';
import { type Answer, at, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { openTwoShops, type Shop, tills } from '../support/shop';

let application: TestApplication;
let shop: Shop;
let theirs: Shop;
let keys: typeof import('@/lib/services/api-keys');
let limits: typeof import('@/lib/services/api-key-limits');
let database: typeof import('@/db/api-keys');
let budget: typeof import('@/lib/services/request-budget');

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  [keys, limits, database, budget] = await Promise.all([
    import('@/lib/services/api-keys'),
    import('@/lib/services/api-key-limits'),
    import('@/db/api-keys'),
    import('@/lib/services/request-budget'),
  ]);
  ({ ours: shop, theirs } = await openTwoShops(application));
});
afterAll(() => application.close());

async function makeKey(change: { scopes?: Permission[]; ratePerSecond?: number } = {}): Promise<string> {
  const request = { name: 'Caja', scopes: ['orders:read'], days: 30, ratePerSecond: 50, ...change };
  return keys.createApiKey(shop.merchant, request, { personId: null });
}

const askWith = (key: string): Promise<Answer> =>
  shop.api('GET', '/orders?limit=1', undefined, { authorization: `Bearer ${key}` });

describe('an API key', () => {
  test('is stored as a hash alone: neither the key nor its secret is anywhere in the database', async () => {
    const key = await makeKey();
    const secret = key.slice(12);
    expect(key).toMatch(/^mk_[A-Za-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
    const { sql } = application.services;
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
    for (const { name } of tables) {
      const rows = await sql`select 1 from ${sql(name)} as one where strpos(one::text, ${secret}) > 0`;
      expect([name, rows.length]).toEqual([name, 0]);
    }
    const [listed] = (await database.listApiKeys(shop.merchant)).filter(({ prefix }) => key.startsWith(prefix));
    expect(listed).toMatchObject({ prefix: key.slice(0, 11), lastFour: key.slice(-4), lastUsedAt: null });
    expect(JSON.stringify(listed)).not.toContain(secret);
  });

  test('ends at once when it is revoked, for good, and for nobody else', async () => {
    const [key, other] = [await makeKey(), await makeKey()];
    const [listed] = (await database.listApiKeys(shop.merchant)).filter(({ prefix }) => key.startsWith(prefix));
    const person = await shop.signIn('owner');
    await keys.endApiKey(shop.merchant, listed?.id ?? '', { personId: person.personId });
    expect(await askWith(key)).toMatchObject({ status: 401, json: { error: { code: 'unauthorized' } } });
    expect((await askWith(other)).status).toBe(200);
    const again = keys.endApiKey(shop.merchant, listed?.id ?? '', { personId: person.personId });
    await expect(again).rejects.toMatchObject({ code: 'not_found' });
    const theirPerson = await theirs.signIn('owner');
    const [standing] = (await database.listApiKeys(shop.merchant)).filter(({ prefix }) => other.startsWith(prefix));
    const foreign = keys.endApiKey(theirs.merchant, standing?.id ?? '', { personId: theirPerson.personId });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    expect((await askWith(other)).status).toBe(200);
  });

  test('that asks for too little or too much is refused by the name of each field', async () => {
    const request = { name: ' ', scopes: ['orders:read', 'settings:write'], days: 366, ratePerSecond: 0.5 };
    await expect(keys.createApiKey(shop.merchant, request, { personId: null })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { name: 'required', scopes: 'invalid', days: 'too_large', ratePerSecond: 'not_integer' },
    });
  });
});

describe('the limit of a key', () => {
  test('is told with every answer, and past it the answer is 429 until some of it is back', async () => {
    const key = await makeKey({ ratePerSecond: 1 });
    const first = await askWith(key);
    expect(first.status).toBe(200);
    expect(limitOf(first)).toEqual({
      'ratelimit-policy': '"key";q=2;w=2',
      ratelimit: '"key";r=1;t=1',
      'ratelimit-limit': '2',
      'ratelimit-remaining': '1',
      'ratelimit-reset': '1',
      'retry-after': null,
    });
    expect((await askWith(key)).status).toBe(200);
    const refused = await eventually(async () => {
      const answer = await askWith(key);
      expect(answer.status).toBe(429);
      return answer;
    });
    expect(refused).toMatchObject({ json: { error: { code: 'rate_limited', fields: {} } } });
    expect(limitOf(refused)).toMatchObject({ 'ratelimit-remaining': '0', 'retry-after': '1' });
    await eventually(async () => expect((await askWith(key)).status).toBe(200));
  });

  test('is its own: another key of the same business goes on, and so does a person', async () => {
    const key = await makeKey({ ratePerSecond: 1 });
    await eventually(async () => expect((await askWith(key)).status).toBe(429));
    expect((await askWith(await makeKey({ ratePerSecond: 1 }))).status).toBe(200);
    const person = await shop.signIn('owner');
    const byPerson = await person.call('GET', '/orders');
    expect([byPerson.status, byPerson.headers.get('ratelimit')]).toEqual([200, null]);
  });

  test('counts what other processes let through, from when they tell it', async () => {
    const key = await makeKey({ ratePerSecond: 2 });
    const { sql } = application.services;
    budget.shareBudgets(2);
    expect((await askWith(key)).status).toBe(200);
    await limits.exchangeKeyUses();
    const [told] = await sql<{ merchant_id: string; api_key_id: string; uses: number }[]>`
      select u.merchant_id, api_key_id, uses::int as uses from api_key_uses u join api_keys k on k.id = api_key_id
      where prefix = ${key.slice(0, 11)}`;
    expect(told).toMatchObject({ uses: 1 });
    const other = {
      merchant_id: shop.merchant.id,
      api_key_id: told?.api_key_id ?? '',
      process_id: crypto.randomUUID(),
    };
    await sql`insert into api_key_uses ${sql({ ...other, uses: 1000 })}`;
    await limits.exchangeKeyUses();
    const refused = await askWith(key);
    // A whole quota below nothing, and no further: it is back within two times the window.
    expect([refused.status, refused.headers.get('ratelimit')]).toEqual([429, '"key";r=0;t=4']);
    budget.shareBudgets(1);
  });

  test('writes nothing while a request waits; that it was used is noted by the next beat', async () => {
    const key = await makeKey();
    const writesOf = async () => {
      const { sql } = application.services;
      const [row] = await sql<{ xmin: string; last_used_at: string | null }[]>`
        select xmin::text, last_used_at from api_keys where prefix = ${key.slice(0, 11)}`;
      return row;
    };
    const before = await writesOf();
    for (let place = 0; place < 5; place++) expect((await askWith(key)).status).toBe(200);
    expect(await writesOf()).toEqual(before);
    await limits.exchangeKeyUses();
    const after = await writesOf();
    expect(after?.last_used_at).toMatch(/^\d{4}-/);
    await limits.exchangeKeyUses();
    expect(await writesOf()).toEqual(after);
  });

  function limitOf({ headers }: Answer) {
    const names = ['ratelimit-policy', 'ratelimit', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];
    return Object.fromEntries([...names, 'retry-after'].map((name) => [name, headers.get(name)]));
  }
});

test('every code of the closed set is what some call answers', async () => {
  const { simulator, services } = application;
  const publication = { method: 'PUT', path: '/instore/qr/seller/collectors/*/orders', times: 1 };
  const busy = await shop.openedOrder({ external_pos_id: tills[1], external_reference: 'Taken' });
  const key = crypto.randomUUID();
  const limited = await makeKey({ ratePerSecond: 1 });
  const ways: Record<AppErrorCode, () => Promise<Answer>> = {
    invalid_input: () => shop.charge({ items: [] }),
    bad_request: () => shop.api('POST', '/orders', '{', { 'idempotency-key': key }),
    unauthorized: () => askWith('mk_00000000_none'),
    forbidden: async () => askWith(await makeKey({ scopes: ['pos:read'] })),
    not_found: () => shop.api('GET', '/orders/nothing'),
    conflict: () => shop.charge({ external_reference: 'Taken' }),
    idempotency_key_reused: async () => {
      await shop.cancel(textAt((await shop.charge({}, key)).json, 'id'));
      return shop.charge({ title: 'Another' }, key);
    },
    pos_busy: () => shop.charge({ external_pos_id: tills[1] }),
    rate_limited: () =>
      eventually(async () => {
        const answer = await askWith(limited);
        expect(answer.status).toBe(429);
        return answer;
      }),
    mercadopago_refused: async () => {
      await simulator.misbehave({ ...publication, kind: 'status', status: 400, body: { error: 'no', message: 'no' } });
      return shop.charge();
    },
    mercadopago_unavailable: async () => {
      await simulator.misbehave({ ...publication, kind: 'rate_limit' });
      return shop.charge();
    },
    internal: async () => {
      await services.sql`alter table stores rename to stores_elsewhere`;
      const answer = await shop.api('GET', '/stores');
      await services.sql`alter table stores_elsewhere rename to stores`;
      return answer;
    },
  };
  const errorShape = z.strictObject({
    code: z.string(),
    message: z.string().min(1),
    fields: z.record(z.string(), z.string()),
  });
  for (const [code, way] of Object.entries(ways)) {
    const answer = await way();
    expect([code, at(answer.json, 'error', 'code')]).toEqual([code, code]);
    expect(Object.entries(statusByErrorCode)).toContainEqual([code, answer.status]);
    expect(errorShape.loose().safeParse(at(answer.json, 'error')).error).toBeUndefined();
  }
  await shop.cancel(busy.id);
});

describe('an idempotency key', () => {
  async function ageOf(key: string, hours: number): Promise<void> {
    await application.services.sql`
      update idempotency_records set created_at = now() - make_interval(hours => ${hours}) where key = ${key}`;
  }

  test('is remembered for 72 hours and more, and forgotten after four days', async () => {
    const [young, old] = [crypto.randomUUID(), crypto.randomUUID()];
    const first = await shop.charge({ mode: 'dynamic' }, young);
    await shop.charge({ mode: 'dynamic' }, old);
    await ageOf(young, 95);
    await ageOf(old, 97);
    await application.services.forgetOldDeliveries();
    const replay = await shop.charge({ mode: 'dynamic' }, young);
    expect([replay.status, replay.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(replay.json).toEqual(first.json);
    const anew = await shop.charge({ mode: 'dynamic' }, old);
    expect([anew.status, anew.headers.get('idempotency-replayed')]).toEqual([201, null]);
  });
});
