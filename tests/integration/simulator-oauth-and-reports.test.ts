import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, openShop, scanNewOrder, startTestSimulator, type TestSimulator } from './simulator-client';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => openShop(simulator));

describe('OAuth', () => {
  const client = { client_id: '1234567890123456', client_secret: 'TEST-client-secret-0001' };
  const redirectUri = 'http://localhost:3000/api/oauth/mercadopago';
  const verifier = randomBytes(40).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const question = {
    client_id: client.client_id,
    response_type: 'code',
    platform_id: 'mp',
    state: 's1',
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  const token = (body: Record<string, unknown>) =>
    simulator.api('POST', '/oauth/token', { ...client, ...body }, { authorization: '' });

  async function allow(): Promise<string> {
    const form = new URLSearchParams({ ...question, user_id: '100001', decision: 'allow' });
    const url = `http://127.0.0.1:${simulator.port}/authorization`;
    const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
    const location = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, location.origin + location.pathname, location.searchParams.get('state')]).toEqual([
      302,
      redirectUri,
      's1',
    ]);
    return location.searchParams.get('code') ?? '';
  }
  const exchange = (code: string, change: Record<string, unknown> = {}) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier, ...change });

  test('a leave becomes tokens that act for the account', async () => {
    const page = await fetch(`http://127.0.0.1:${simulator.port}/authorization?${new URLSearchParams(question)}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const granted = await exchange(await allow());
    expect(granted.json).toMatchObject({
      token_type: 'bearer',
      expires_in: 15_552_000,
      user_id: 100001,
      live_mode: true,
    });
    const authorization = `Bearer ${at(granted.json, 'access_token')}`;
    expect(authorization).toMatch(/-100001$/);
    expect((await simulator.api('GET', '/users/me', undefined, { authorization })).json).toMatchObject({ id: 100001 });
  });

  test('a code works once, for ten minutes, and only with its verifier', async () => {
    const code = await allow();
    expect((await exchange(code, { code_verifier: `${verifier}_` })).json).toMatchObject({
      error: 'invalid_grant',
    });
    expect((await exchange(code, { redirect_uri: 'https://other.example' })).json).toMatchObject({
      error: 'invalid_grant',
    });
    expect((await exchange(code)).status).toBe(200);
    expect((await exchange(code)).json).toMatchObject({ status: 400, error: 'invalid_grant' });
    const late = await allow();
    await simulator.control('POST', '/advance', { seconds: 601 });
    expect((await exchange(late)).json).toMatchObject({ error: 'invalid_grant' });
  });

  test('a refresh token works once and rotates', async () => {
    const first = await exchange(await allow());
    const refreshToken = at(first.json, 'refresh_token');
    const second = await token({ grant_type: 'refresh_token', refresh_token: refreshToken });
    expect(at(second.json, 'refresh_token')).not.toBe(refreshToken);
    expect((await token({ grant_type: 'refresh_token', refresh_token: refreshToken })).json).toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('tokens end after 180 days, and at once when the leave is taken back', async () => {
    const first = await exchange(await allow());
    const second = await exchange(await allow());
    const me = (granted: { json: unknown }) =>
      simulator.api('GET', '/users/me', undefined, { authorization: `Bearer ${at(granted.json, 'access_token')}` });
    await simulator.control('POST', '/advance', { seconds: 15_552_001 });
    expect((await me(first)).status).toBe(401);
    const third = await token({ grant_type: 'refresh_token', refresh_token: at(second.json, 'refresh_token') });
    expect(third.json).toMatchObject({ error: 'invalid_grant' });
    const fourth = await exchange(await allow());
    expect((await me(fourth)).status).toBe(200);
    await simulator.control('POST', '/revoke', { user_id: 100001 });
    expect((await me(fourth)).status).toBe(401);
  });

  test.each([
    ['invalid_client', { client_secret: 'wrong', grant_type: 'refresh_token' }],
    ['unsupported_grant_type', { grant_type: 'password' }],
    ['invalid_request', {}],
  ])('a request is refused with %s', async (error, body) => {
    const refused = await token(body);
    expect([refused.status, at(refused.json, 'error')]).toEqual([400, error]);
  });
});

describe('test users', () => {
  test('ten can be made, each an account of its own', async () => {
    for (let count = 0; count < 10; count += 1) {
      expect((await simulator.api('POST', '/users/test_user', { site_id: 'MLB' })).status).toBe(201);
    }
    expect((await simulator.api('POST', '/users/test_user', { site_id: 'MLB' })).status).toBe(400);
    const found = await simulator.api('GET', '/test_user/search');
    expect(found.json).toMatchObject({ paging: { total: 10 } });
    expect(at(found.json, 'results', 9)).toMatchObject({ site_id: 'MLB', site_status: 'active' });
    const id = at(found.json, 'results', 0, 'id');
    expect((await simulator.api('PUT', `/test_user/${id}/account_money`, { amount: 500 })).status).toBe(204);
  });

  test('an unknown site is refused', async () => {
    expect((await simulator.api('POST', '/users/test', { site_id: 'XX' })).status).toBe(400);
  });
});

describe('reports', () => {
  const base = '/v1/account/settlement_report';
  const config = {
    file_name_prefix: 'mostrador',
    display_timezone: 'GMT-03',
    separator: ';',
    columns: [
      'SOURCE_ID',
      'EXTERNAL_REFERENCE',
      'TRANSACTION_TYPE',
      'TRANSACTION_AMOUNT',
      'FEE_AMOUNT',
      'SETTLEMENT_NET_AMOUNT',
      'METADATA',
    ].map((key) => ({ key })),
    frequency: { hour: 0, type: 'daily', value: 1 },
  };
  const period = () => ({
    begin_date: new Date(Date.now() - 86_400_000).toISOString(),
    end_date: new Date(Date.now() + 86_400_000).toISOString(),
  });

  async function sell(): Promise<unknown> {
    const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    const paid = await simulator.control('POST', '/pay', { merchant_order_id: orderId, outcome: 'approved' });
    return at(paid.json, 'payment_id');
  }

  async function download(path: string): Promise<string> {
    const list = await simulator.api('GET', `${path}/list`);
    const file = [list.json].flat().at(-1);
    return (await simulator.api('GET', `${path}/${at(file, 'file_name')}`)).text;
  }

  test('a settlement report holds sales and refunds under the columns of its configuration', async () => {
    expect((await simulator.api('GET', `${base}/config`)).json).toMatchObject({
      status: 404,
      error: 'config_not_found_for_user',
    });
    expect((await simulator.api('POST', `${base}/config`, config)).status).toBe(201);
    const paymentId = await sell();
    const refund = await simulator.control('POST', '/refund', { payment_id: paymentId, amount: 20 });
    expect((await simulator.api('POST', base, period())).status).toBe(202);
    const refundId = at(refund.json, 'refund_id');
    expect(await download(base)).toBe(
      [
        'SOURCE_ID;EXTERNAL_REFERENCE;TRANSACTION_TYPE;TRANSACTION_AMOUNT;FEE_AMOUNT;SETTLEMENT_NET_AMOUNT;METADATA',
        `${paymentId};Bill-0001;SETTLEMENT;320.00;-3.10;316.90;[{}]`,
        `${paymentId};Bill-0001;REFUND;-20.00;0.00;-20.00;"[{""refund_id"":""${refundId}""}]"`,
        '',
      ].join('\r\n'),
    );
  });

  test('a release report runs from the opening balance to the total', async () => {
    const release = base.replace('settlement', 'release');
    await simulator.api('POST', `${release}/config`, {
      ...config,
      columns: ['RECORD_TYPE', 'DESCRIPTION', 'NET_CREDIT_AMOUNT', 'NET_DEBIT_AMOUNT', 'BALANCE_AMOUNT'].map((key) => ({
        key,
      })),
    });
    const paymentId = await sell();
    await simulator.control('POST', '/refund', { payment_id: paymentId, amount: 20 });
    await simulator.api('POST', release, period());
    expect((await download(release)).split('\r\n').slice(1, -1)).toEqual([
      'initial_available_balance;;0.00;0.00;0.00',
      'release;payment;316.90;0.00;316.90',
      'release;refund;0.00;20.00;296.90',
      'total;;296.90;0.00;0.00',
    ]);
  });

  test('a period over sixty days is refused, and 203 makes no report', async () => {
    await simulator.api('POST', `${base}/config`, config);
    const long = { begin_date: '2026-01-01T00:00:00Z', end_date: '2026-04-01T00:00:00Z' };
    expect((await simulator.api('POST', base, long)).status).toBe(400);
    await simulator.control('PUT', '/behaviour', { report_status: 203 });
    expect((await simulator.api('POST', base, period())).status).toBe(203);
    expect((await simulator.api('GET', `${base}/list`)).json).toEqual([]);
  });

  test('a schedule is switched on and off', async () => {
    await simulator.api('POST', `${base}/config`, config);
    expect((await simulator.api('POST', `${base}/schedule`)).json).toMatchObject({ status: 'pending' });
    expect((await simulator.api('GET', `${base}/config`)).json).toMatchObject({ scheduled: true });
    expect((await simulator.api('DELETE', `${base}/schedule`)).json).toMatchObject({ status: 'deleted' });
  });
});

describe('what the documentation leaves open', () => {
  const behave = (change: Record<string, unknown>) => simulator.control('PUT', '/behaviour', change);

  async function sell(): Promise<{ orderId: unknown; paymentId: unknown }> {
    const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    const paid = await simulator.control('POST', '/pay', { merchant_order_id: orderId, outcome: 'approved' });
    return { orderId, paymentId: at(paid.json, 'payment_id') };
  }

  test.each([
    ['in_process', 'approved', 320],
    ['in_process_then_rejected', 'rejected', 0],
  ])('a refund under %s waits and ends %s', async (refunds, verdict, refunded) => {
    await behave({ refunds, refund_settle_s: 60 });
    const { orderId, paymentId } = await sell();
    const made = await simulator.api('POST', `/v1/payments/${paymentId}/refunds`, {}, { 'x-idempotency-key': 'k' });
    expect([made.status, at(made.json, 'status')]).toEqual([201, 'in_process']);
    await simulator.control('POST', '/advance', { seconds: 61 });
    const path = `/v1/payments/${paymentId}/refunds/${at(made.json, 'id')}`;
    expect((await simulator.api('GET', path)).json).toMatchObject({ status: verdict });
    expect((await simulator.api('GET', `/merchant_orders/${orderId}`)).json).toMatchObject({
      refunded_amount: refunded,
    });
  });

  test('merchant orders may expire with the order that was scanned', async () => {
    await behave({ expire_merchant_orders: true });
    const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    await simulator.control('POST', '/expire', { external_pos_id: 'S001P01' });
    expect((await simulator.api('GET', `/merchant_orders/${orderId}`)).json).toMatchObject({
      status: 'expired',
      cancelled: true,
    });
  });

  test('a fresh merchant order may stay invisible for a while', async () => {
    await behave({ visible_after_ms: 60_000 });
    const orderId = at((await scanNewOrder(simulator)).json, 'merchant_order_id');
    expect((await simulator.api('GET', `/merchant_orders/${orderId}`)).status).toBe(404);
    await simulator.control('POST', '/advance', { seconds: 61 });
    expect((await simulator.api('GET', `/merchant_orders/${orderId}`)).status).toBe(200);
  });
});
