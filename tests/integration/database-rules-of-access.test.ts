import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { atOnce, draft, insert, MISSING, openShop, posRow, type Row, refusal, sql } from './database-rows';

describe('what happened stays', () => {
  let order: Row;
  beforeAll(async () => {
    order = await draft(await openShop());
    const event = {
      merchant_id: order.merchant_id,
      order_id: order.id,
      sequence: 1,
      type: 'created',
      data: sql.json({}),
      source: 'api',
      at: new Date(),
    };
    await insert('order_events', event);
    await insert('audit_entries', { merchant_id: order.merchant_id, action: 'sign_in', data: sql.json({}) });
  });

  test.each(['order_events', 'audit_entries'])(
    '%s can be added to, and neither changed, deleted nor emptied',
    async (table) => {
      expect(await refusal(sql`update ${sql(table)} set data = '{}'`)).toBe('append_only');
      expect(await refusal(sql`delete from ${sql(table)}`)).toBe('append_only');
      expect(await refusal(sql`truncate ${sql(table)} cascade`)).toBe('append_only');
      expect(await sql`select 1 from ${sql(table)} where merchant_id = ${String(order.merchant_id)}`).toHaveLength(1);
    },
  );

  test('an order with a history cannot be deleted', async () => {
    expect(await refusal(sql`delete from orders where id = ${String(order.id)}`)).toBe('order_events_order');
  });

  test('a line of a history is written once', async () => {
    const event = {
      merchant_id: order.merchant_id,
      order_id: order.id,
      sequence: 1,
      type: 'closed',
      data: sql.json({}),
      source: 'api',
      at: new Date(),
    };
    expect(await refusal(insert('order_events', event))).toMatch(/^order_events_.*pk$/);
  });
});

describe('a merchant keeps an owner', () => {
  async function join(merchantId: string, role: string): Promise<string> {
    const id = randomUUID();
    await insert('people', { id, email: `${id}@example.com`, name: 'x', password_hash: 'x' });
    await insert('memberships', { merchant_id: merchantId, person_id: id, role });
    return id;
  }

  test('the last one can neither leave, become something else, nor go to another merchant', async () => {
    const [{ merchantId }, other] = [await openShop(), await openShop()];
    const owner = await join(merchantId, 'owner');
    await join(merchantId, 'manager');
    expect(await refusal(sql`delete from memberships where person_id = ${owner}`)).toBe('memberships_keep_an_owner');
    expect(await refusal(sql`update memberships set role = 'manager' where person_id = ${owner}`)).toBe(
      'memberships_keep_an_owner',
    );
    expect(
      await refusal(sql`update memberships set merchant_id = ${other.merchantId} where person_id = ${owner}`),
    ).toBe('memberships_keep_an_owner');
    expect(await refusal(sql`delete from people where id = ${owner}`)).toMatch(/^memberships_person/);
  });

  test('one of two may go, and one may hand over at the same commit', async () => {
    const { merchantId } = await openShop();
    const [first, second] = [await join(merchantId, 'owner'), await join(merchantId, 'owner')];
    expect(await refusal(sql`delete from memberships where person_id = ${first}`)).toBe('accepted');
    const third = await join(merchantId, 'manager');
    const handedOver = sql.begin(async (transaction) => {
      await transaction`update memberships set role = 'cashier' where person_id = ${second}`;
      await transaction`update memberships set role = 'owner' where person_id = ${third}`;
    });
    expect(await refusal(handedOver)).toBe('accepted');
  });

  test('of the last two that leave at the same moment, one stays', async () => {
    for (let round = 0; round < 10; round++) {
      const { merchantId } = await openShop();
      const owners = [await join(merchantId, 'owner'), await join(merchantId, 'owner')];
      const outcomes = await atOnce(
        owners.map((owner) => (executor) => executor`delete from memberships where person_id = ${owner}`),
      );
      expect(outcomes.sort()).toEqual(['accepted', 'memberships_keep_an_owner']);
    }
  });

  test('roles are the five that exist', async () => {
    const { merchantId } = await openShop();
    expect(await refusal(join(merchantId, 'admin'))).toBe('memberships_role');
  });
});

describe('an API key', () => {
  let merchantId: string;
  beforeAll(async () => {
    merchantId = (await openShop()).merchantId;
  });
  const keyRow = (columns: Row): Row => ({
    merchant_id: merchantId,
    id: randomUUID(),
    name: 'POS',
    prefix: randomUUID(),
    last_four: 'abcd',
    secret_hash: 'ab'.repeat(32),
    scopes: ['orders:read'],
    expires_at: new Date(Date.now() + 360 * 86_400_000),
    ...columns,
  });

  test('lives at most a year', async () => {
    expect(await refusal(insert('api_keys', keyRow({})))).toBe('accepted');
    expect(await refusal(insert('api_keys', keyRow({ expires_at: new Date(Date.now() + 367 * 86_400_000) })))).toBe(
      'api_keys_expiry',
    );
    expect(await refusal(insert('api_keys', keyRow({ expires_at: null })))).toBe(MISSING);
    expect(await refusal(sql`update api_keys set expires_at = 'infinity'`)).toBe('api_keys_expiry');
  });

  test('cannot be prolonged past it', async () => {
    const key = await insert('api_keys', keyRow({}));
    expect(
      await refusal(sql`update api_keys set expires_at = now() + interval '2 years' where id = ${String(key.id)}`),
    ).toBe('api_keys_expiry');
  });

  test('carries scopes that exist, and never the settings', async () => {
    for (const scopes of [['orders:delete'], ['orders:read', 'settings:write'], ['*'], ['ORDERS:READ']])
      expect(await refusal(insert('api_keys', keyRow({ scopes })))).toBe('api_keys_scopes');
  });

  test('has a prefix of its own', async () => {
    const key = await insert('api_keys', keyRow({}));
    expect(await refusal(insert('api_keys', keyRow({ prefix: key.prefix })))).toMatch(/^api_keys_prefix/);
  });
});

describe('the rest', () => {
  test('an idempotency key belongs to one caller and endpoint, and is not empty', async () => {
    const { merchantId } = await openShop();
    const record = (columns: Row) =>
      refusal(
        insert('idempotency_records', {
          merchant_id: merchantId,
          principal: 'key 1',
          endpoint: 'POST /x',
          key: 'k',
          request_hash: 'h',
          ...columns,
        }),
      );
    expect(await record({})).toBe('accepted');
    expect(await record({ request_hash: 'other' })).toMatch(/^idempotency_records_.*pk$/);
    expect(await record({ principal: 'key 2' })).toBe('accepted');
    expect(await record({ key: '' })).toBe('idempotency_records_key');
    expect(await record({ key: 'x'.repeat(256) })).toBe('idempotency_records_key');
  });

  test('a nonce is used once with a key, and has its length', async () => {
    const [shop, other] = [await openShop(), await openShop()];
    const sealed = (merchantId: string, columns: Row) =>
      refusal(
        insert('credentials', {
          merchant_id: merchantId,
          kind: 'access_token',
          key_id: 'k1',
          nonce: Buffer.alloc(12, 7),
          ciphertext: Buffer.from('x'),
          last_four: 'abcd',
          ...columns,
        }),
      );
    expect(await sealed(shop.merchantId, {})).toBe('accepted');
    expect(await sealed(other.merchantId, {})).toBe('credentials_nonce');
    expect(await sealed(other.merchantId, { nonce: Buffer.alloc(11) })).toBe('credentials_nonce_length');
    expect(await sealed(other.merchantId, { nonce: Buffer.alloc(12, 8), kind: 'password' })).toBe('credentials_kind');
  });

  test('an account receives for one merchant', async () => {
    const [shop, other] = [await openShop(), await openShop()];
    await sql`update merchants set collector_id = '424242' where id = ${shop.merchantId}`;
    expect(await refusal(sql`update merchants set collector_id = '424242' where id = ${other.merchantId}`)).toBe(
      'merchants_collector',
    );
  });

  test('every delivery is a row: two that are identical to the letter are two', async () => {
    const { merchantId } = await openShop();
    const delivery = {
      merchant_id: merchantId,
      query: 'topic=merchant_order&id=1',
      headers: sql.json({}),
      body: Buffer.from('{}'),
    };
    await insert('notifications', delivery);
    await insert('notifications', delivery);
    expect(await sql`select 1 from notifications where merchant_id = ${merchantId}`).toHaveLength(2);
  });

  test('external ids of stores and POS differ in more than their letter case', async () => {
    const shop = await openShop();
    await insert('pos', posRow(shop, { external_pos_id: 'S001P01' }));
    expect(await refusal(insert('pos', posRow(shop, { external_pos_id: 's001p01' })))).toBe('pos_external');
  });
});
