import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openApplication, type TestApplication } from '../support/application';
import { openShop, type Shop } from '../support/shop';

let application: TestApplication;
let shop: Shop;

const clientSecret = 'TEST-client-secret-0001';

beforeAll(async () => {
  process.env.MERCADOPAGO_CLIENT_ID = '1234567890123456';
  process.env.MERCADOPAGO_CLIENT_SECRET = clientSecret;
  application = await openApplication({ hasWorker: false });
});

afterAll(async () => {
  await application.close();
});

beforeEach(async () => {
  shop = await openShop(application);
});

test('an owner who authorises at Mercado Pago has a connected account whose tokens are sealed', async () => {
  const { beginOAuth, finishOAuth } = await oauth();
  const { url, sealedTrip } = await beginOAuth(shop.merchant);
  const { code, state } = await authorise(url);
  await finishOAuth(shop.merchant, { code, state, sealedTrip, personId: null });
  const rows = await credentials();
  expect(rows.map((row) => row.kind)).toEqual(['access_token', 'refresh_token']);
  expect(rows[0]?.expires_at).not.toBeNull();
  expect(JSON.stringify(rows)).not.toContain('APP_USR-');
});

test('a trip that was begun elsewhere, or is tampered with, connects nothing', async () => {
  const { beginOAuth, finishOAuth } = await oauth();
  const { url, sealedTrip } = await beginOAuth(shop.merchant);
  const { code, state } = await authorise(url);
  const arrivals = [
    { code, state: 'another', sealedTrip },
    { code, state, sealedTrip: '' },
    { code, state, sealedTrip: `${sealedTrip.slice(0, -4)}AAAA` },
  ];
  for (const arrival of arrivals)
    await expect(finishOAuth(shop.merchant, { ...arrival, personId: null })).rejects.toMatchObject({
      code: 'bad_request',
    });
});

test('old tokens are renewed once, however many processes try', async () => {
  const { beginOAuth, finishOAuth, renewTokens } = await oauth();
  const { url, sealedTrip } = await beginOAuth(shop.merchant);
  await finishOAuth(shop.merchant, { ...(await authorise(url)), sealedTrip, personId: null });
  const { sql } = application.services;
  await sql`update credentials set created_at = now() - interval '151 days' where kind = 'refresh_token' and merchant_id = ${shop.merchant.id}`;
  const before = await credentials();
  const renewed = await Promise.all(Array.from({ length: 10 }, () => renewTokens()));
  expect(renewed.reduce((sum, count) => sum + count, 0)).toBe(1);
  const after = await credentials();
  expect(after.map((row) => row.ciphertext)).not.toEqual(before.map((row) => row.ciphertext));
  expect(after.every((row) => row.renewal_problem === null)).toBe(true);
  expect(await renewTokens()).toBe(0);
});

test('a refresh token that Mercado Pago no longer takes is noted, and not tried again in a loop', async () => {
  const { beginOAuth, finishOAuth, renewTokens } = await oauth();
  const { url, sealedTrip } = await beginOAuth(shop.merchant);
  await finishOAuth(shop.merchant, { ...(await authorise(url)), sealedTrip, personId: null });
  const { sql } = application.services;
  await sql`update credentials set created_at = now() - interval '151 days' where kind = 'refresh_token' and merchant_id = ${shop.merchant.id}`;
  await application.simulator.control('POST', '/revoke', { user_id: shop.userId });
  expect(await renewTokens()).toBe(1);
  expect((await credentials()).find((row) => row.kind === 'refresh_token')?.renewal_problem).toBe('invalid_grant');
  expect(await renewTokens()).toBe(0);
});

test('access that is refused early is renewed at once, by one process, and the shop goes on', async () => {
  const { beginOAuth, finishOAuth } = await oauth();
  const { url, sealedTrip } = await beginOAuth(shop.merchant);
  await finishOAuth(shop.merchant, { ...(await authorise(url)), sealedTrip, personId: null });
  const order = await shop.openedOrder();
  await application.simulator.pay(await shop.scan(), 'approved');
  await accessTokenIsDead();
  expect(await shop.check(order.id)).toMatchObject({ json: { verdict: 'unknown' } });
  const before = await renewals();
  const { checkDoubtfulAccess } = await import('@/lib/services/access');
  const checked = await Promise.all(Array.from({ length: 5 }, () => checkDoubtfulAccess()));
  expect(checked.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect((await renewals()) - before).toBe(1);
  expect(await accessProblem()).toBeNull();
  expect(await shop.check(order.id)).toMatchObject({ json: { verdict: 'paid', order: { status: 'closed' } } });
  expect(await shop.charge()).toMatchObject({ status: 201 });
});

test('access that is refused for good is renewed once, in vain, and then only after a day', async () => {
  const { beginOAuth, finishOAuth } = await oauth();
  const { url, sealedTrip } = await beginOAuth(shop.merchant);
  await finishOAuth(shop.merchant, { ...(await authorise(url)), sealedTrip, personId: null });
  await application.simulator.control('POST', '/revoke', { user_id: shop.userId });
  const before = await renewals();
  const { checkAccess } = await import('@/lib/services/access');
  for (const isNews of [true, false, false])
    expect(await checkAccess(shop.merchant)).toEqual({ access: 'refused', isNews });
  expect((await renewals()) - before).toBe(1);
  expect(await accessProblem()).toBe('refused');
  expect(await shop.charge()).toMatchObject({ status: 409 });
});

test('tokens of another account are never kept, whatever they were given for', async () => {
  const { beginOAuth, finishOAuth, renewTokensOf } = await oauth();
  const { url, sealedTrip } = await beginOAuth(shop.merchant);
  await finishOAuth(shop.merchant, { ...(await authorise(url)), sealedTrip, personId: null });
  const before = await credentials();
  const body = {
    access_token: 'APP_USR-of-somebody-else',
    refresh_token: 'TG-2',
    user_id: 999,
    expires_in: 15_552_000,
  };
  await application.simulator.misbehave({ path: '/oauth/token', kind: 'status', status: 200, times: 1, body });
  expect(await renewTokensOf(shop.merchant)).toBe(false);
  const after = await credentials();
  expect(after.map(({ ciphertext }) => ciphertext)).toEqual(before.map(({ ciphertext }) => ciphertext));
  expect(after.find(({ kind }) => kind === 'refresh_token')?.renewal_problem).toBe('other_account');
});

/** The session at Mercado Pago was cleaned up: the access token works no more, the refresh token does. */
async function accessTokenIsDead(): Promise<void> {
  const [{ saveSecret }, { seal }, { sealingPlace }, { db }] = await Promise.all([
    import('@/db/merchants'),
    import('@/lib/sealing'),
    import('@/lib/services/accounts'),
    import('@/db/client'),
  ]);
  const sealed = seal('APP_USR-a-token-that-died-early', sealingPlace(shop.merchant, 'access_token'));
  await saveSecret(shop.merchant, db, 'access_token', sealed);
}

async function renewals(): Promise<number> {
  const { requests } = z
    .object({ requests: z.array(z.object({ path: z.string() })) })
    .parse((await application.simulator.control('GET', '/requests')).json);
  return requests.filter(({ path }) => path === '/oauth/token').length;
}

async function accessProblem(): Promise<unknown> {
  const [row] = await application.services.sql`select access_problem from merchants where id = ${shop.merchant.id}`;
  return row?.access_problem;
}

/** Loaded late, because the environment must be known before. */
function oauth() {
  return import('@/lib/services/oauth');
}

async function credentials() {
  return application.services.sql<
    { kind: string; ciphertext: string; expires_at: Date | null; renewal_problem: string | null }[]
  >`select kind, encode(ciphertext, 'hex') as ciphertext, expires_at, renewal_problem from credentials
    where merchant_id = ${shop.merchant.id} order by kind`;
}

/** What the merchant does on Mercado Pago's page: says yes for this account. */
async function authorise(url: string): Promise<{ code: string; state: string }> {
  const page = new URL(url);
  const form = new URLSearchParams(page.searchParams);
  form.set('user_id', String(shop.userId));
  form.set('decision', 'allow');
  const answer = await fetch(new URL('/authorization', page), { method: 'POST', body: form, redirect: 'manual' });
  const back = new URL(z.string().parse(answer.headers.get('location')));
  return { code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') ?? '' };
}
