import { describe, expect, test } from 'vitest';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { createOAuthClient } from '@/lib/mercadopago/oauth';
import { json, type Refusal, testRefusals } from './support/refusals';
import { application, authorize, codeVerifier, openScene, redirectUri, reportConfig } from './support/scene';
import { failureOf, openStand } from './support/stand';

/*
 * Source: devsite-docs `reference/api-json/oauth.json`, `reference/api/test_user.yaml` and
 * `guides/additional-content/reports/`, openapi `schemas/common.yaml`, read 2026-11-21.
 */

const me = { method: 'GET', path: '/users/me' } as const;

testRefusals('accounts and test users', [
  {
    title: 'a token that nobody knows',
    request: me,
    accessToken: 'APP_USR-nobody',
    status: 401,
    code: 'unauthorized',
    kind: 'unauthorized',
  },
  {
    title: 'too many requests',
    request: me,
    fault: said(429, { error: 'too_many_requests', message: 'Rate limit exceeded', status: 429 }),
    status: 429,
    code: 'too_many_requests',
    kind: 'rate_limited',
  },
  {
    title: 'a test user of no country',
    request: { method: 'POST', path: '/users/test_user', body: json({ site_id: 'MLX' }) },
    status: 400,
    code: 'bad_request',
  },
  {
    title: 'a test user of the newer call without a country',
    request: { method: 'POST', path: '/users/test', body: json({ description: 'a seller' }) },
    status: 400,
    code: 'bad_request',
  },
]);

const body = { client_id: application.clientId, client_secret: application.clientSecret };

testRefusals('OAuth', [
  token('another secret', { client_secret: 'guessed' }, 'invalid_client'),
  token('an application that nobody knows', { client_id: '1' }, 'invalid_client'),
  token('no grant', { grant_type: undefined }, 'invalid_request'),
  token('a grant that is not given here', { grant_type: 'password' }, 'unsupported_grant_type'),
  token('a code that nobody gave', { grant_type: 'authorization_code', code: 'TG-1' }, 'invalid_grant'),
  token('a refresh token that nobody gave', { grant_type: 'refresh_token', refresh_token: 'TG-1' }, 'invalid_grant'),
  token('a scope that does not exist', { scope: 'read everything' }, 'invalid_scope'),
  {
    ...token('a token of another user', {}, 'forbidden'),
    accessToken: 'APP_USR-of-another-user',
    behaviour: { oauth_bearer: 'checked' },
  },
  {
    ...token('a limit of its own', {}, 'local_rate_limited'),
    fault: said(429, { message: 'as it is documented', error: 'local_rate_limited', status: 429, cause: [] }),
    status: 429,
    kind: 'rate_limited',
  },
]);

const reports = '/v1/account/release_report';
const period = { begin_date: '2026-01-01T00:00:00Z', end_date: '2026-02-01T00:00:00Z' };

testRefusals('reports', [
  {
    title: 'no configuration',
    request: { method: 'GET', path: `${reports}/config` },
    status: 404,
    code: 'config_not_found_for_user',
  },
  {
    title: 'a report without a configuration',
    request: { method: 'POST', path: reports, body: json(period) },
    status: 404,
    code: 'config_not_found_for_user',
  },
  {
    title: 'changing a configuration that is not there',
    request: { method: 'PUT', path: `${reports}/config`, body: json({ columns: [] }) },
    status: 404,
    code: 'config_not_found_for_user',
  },
  {
    title: 'a configuration without columns',
    request: { method: 'POST', path: `${reports}/config`, body: json({ frequency: {} }) },
    status: 400,
    code: 'bad_request',
  },
  {
    title: 'a period of more than sixty days',
    request: {
      method: 'POST',
      path: '/v1/account/settlement_report',
      body: json({ begin_date: '2026-01-01T00:00:00Z', end_date: '2026-03-03T00:00:01Z' }),
    },
    status: 400,
    code: 'bad_request',
  },
  {
    title: 'a file that is not there',
    request: { method: 'GET', path: '/v1/account/settlement_report/other.csv' },
    status: 404,
    code: 'not_found',
  },
]);

describe('what needs more than one call', () => {
  test('a code works once, for ten minutes, for its verifier and its address', async () => {
    const stand = await openStand();
    const { oauth } = await openScene(stand);
    const code = await authorize(stand);
    const other = 'another-verifier-of-at-least-forty-three-characters';
    const bad = [
      { code, redirectUri, codeVerifier: other },
      { code, redirectUri: 'https://elsewhere.example.com/oauth', codeVerifier },
    ];
    for (const request of bad) expect(await failureOf(oauth.exchangeCode(request))).toMatchObject(ended);
    const { accessToken, refreshToken } = await oauth.exchangeCode({ code, redirectUri, codeVerifier });
    expect((await stand.client('MLA', { accessToken }).getMe()).siteId).toBe('MLA');
    expect(refreshToken).not.toBeNull();
    expect(await failureOf(oauth.exchangeCode({ code, redirectUri, codeVerifier }))).toMatchObject(ended);
    const late = await authorize(stand);
    await stand.simulator.control('POST', '/advance', { seconds: 601 });
    expect(await failureOf(oauth.exchangeCode({ code: late, redirectUri, codeVerifier }))).toMatchObject(ended);
    await stand.close();
  });

  test('a refresh token is used up by its use, even when the answer is lost', async () => {
    const stand = await openStand();
    const scene = await openScene(stand);
    await stand.simulator.misbehave({ kind: 'drop_after_commit', path: '/oauth/token', times: 1 });
    expect(await failureOf(scene.oauth.refreshTokens(scene.refreshToken))).toMatchObject({ kind: 'unknown_outcome' });
    expect(await failureOf(scene.oauth.refreshTokens(scene.refreshToken))).toMatchObject(ended);
    await stand.close();
  });

  test('tokens end after 180 days, and at once when the merchant takes its leave back', async () => {
    const stand = await openStand();
    const { oauth } = await openScene(stand);
    const first = await oauth.exchangeCode({ code: await authorize(stand), redirectUri, codeVerifier });
    await stand.simulator.control('POST', '/revoke', { user_id: Number(first.userId) });
    const revoked = await failureOf(stand.client('MLA', { accessToken: first.accessToken }).getMe());
    expect([revoked.kind, revoked.status]).toEqual(['unauthorized', 401]);
    expect(await failureOf(oauth.refreshTokens(first.refreshToken ?? ''))).toMatchObject(ended);
    const second = await oauth.exchangeCode({ code: await authorize(stand), redirectUri, codeVerifier });
    await stand.simulator.control('POST', '/advance', { seconds: 180 * 86_400 + 1 });
    const aged = await failureOf(stand.client('MLA', { accessToken: second.accessToken }).getMe());
    expect(aged.kind).toBe('unauthorized');
    expect(await failureOf(oauth.refreshTokens(second.refreshToken ?? ''))).toMatchObject(ended);
    await stand.close();
  });

  test('another application cannot use what was given to ours', async () => {
    const stand = await openStand();
    const { oauth } = await openScene(stand);
    const { refreshToken } = await oauth.exchangeCode({ code: await authorize(stand), redirectUri, codeVerifier });
    const theirs = createOAuthClient({ baseUrl: stand.simulator.url, clientId: '1', clientSecret: 'theirs' });
    expect(await failureOf(theirs.refreshTokens(refreshToken ?? ''))).toMatchObject({ code: 'invalid_client' });
    await stand.close();
  });

  test('an application can do what the merchant allowed, and no more', async () => {
    const stand = await openStand();
    const { oauth, paidOrderId } = await openScene(stand);
    const reader = await authorize(stand, { scope: 'read offline_access' });
    const { accessToken, refreshToken, scope } = await oauth.exchangeCode({ code: reader, redirectUri, codeVerifier });
    expect(scope).toBe('read offline_access');
    const client = stand.client('MLA', { accessToken });
    expect((await client.getMe()).siteId).toBe('MLA');
    const refund = { orderId: paidOrderId, part: null, currencyId: 'ARS', idempotencyKey: 'not-allowed' } as const;
    expect(await failureOf(client.refundOrder(refund))).toMatchObject({
      kind: 'unauthorized',
      status: 401,
      code: 'user_not_authorized',
      requestId: expect.any(String),
    });
    expect(await failureOf(client.createTestUser('MLA'))).toMatchObject({ status: 403, code: 'forbidden' });

    const wider = { ...body, grant_type: 'refresh_token', refresh_token: refreshToken, scope: 'read write' };
    const error = await failureOf(stand.send({ method: 'POST', path: '/oauth/token', body: json(wider) }));
    expect(error).toMatchObject({ kind: 'refused', status: 400, code: 'unauthorized_client' });
    expect((await oauth.refreshTokens(refreshToken ?? '')).scope).toBe('read offline_access');

    const once = await authorize(stand, { scope: 'read write' });
    expect((await oauth.exchangeCode({ code: once, redirectUri, codeVerifier })).refreshToken).toBeNull();
    await stand.close();
  });

  test('a test user makes no test users, and ends after sixty days without a call', async () => {
    const stand = await openStand();
    const { client, oauth } = await openScene(stand);
    const [seller, idle] = [await client.createTestUser('MLA'), await client.createTestUser('MLA')];
    const tokenOf = async ({ userId }: { userId: string }) => {
      const code = await authorize(stand, { userId });
      return (await oauth.exchangeCode({ code, redirectUri, codeVerifier })).accessToken;
    };
    const own = stand.client('MLA', { accessToken: await tokenOf(seller) });
    const idleOwn = stand.client('MLA', { accessToken: await tokenOf(idle) });
    expect(await failureOf(own.createTestUser('MLA'))).toMatchObject({ status: 403, code: 'forbidden' });
    await stand.simulator.control('POST', '/advance', { seconds: 59 * 86_400 });
    await own.getMe();
    await stand.simulator.control('POST', '/advance', { seconds: 2 * 86_400 });
    expect((await own.getMe()).userId).toBe(seller.userId);
    expect(await failureOf(idleOwn.getMe())).toMatchObject({ kind: 'unauthorized', status: 401 });
    await stand.close();
  });

  test('too many requests of one token in a second, each service in its own words; the others are answered', async () => {
    const stand = await openStand();
    const { client, oauth } = await openScene(stand);
    const other = stand.client('MLB');
    await stand.simulator.control('PUT', '/behaviour', { requests_per_second: 3 });
    const refusals = async (call: () => Promise<unknown>) => {
      const outcomes = await Promise.all(Array.from({ length: 40 }, () => call().catch((error: unknown) => error)));
      return outcomes.filter((outcome): outcome is MercadoPagoError => outcome instanceof MercadoPagoError);
    };
    const [account, orders, tokens] = [
      await refusals(() => client.getMe()),
      await refusals(() => client.getOrder('ORD01JQ4S4KY8HWQ6NA5PXB65B3D3')),
      await refusals(() => oauth.refreshTokens('TG-1')),
    ];
    const limited = { kind: 'rate_limited', status: 429, retryAfterSeconds: 1 };
    expect(account).toContainEqual(expect.objectContaining({ ...limited, code: 'too_many_requests' }));
    expect(orders).toContainEqual(expect.objectContaining({ ...limited, code: 'too_many_requests' }));
    expect(tokens).toContainEqual(expect.objectContaining({ ...limited, code: 'local_rate_limited' }));
    expect(await other.getMe()).toMatchObject({ siteId: 'MLB' });
    await stand.simulator.control('PUT', '/behaviour', { requests_per_second: 0 });
    expect(await refusals(() => client.getMe())).toEqual([]);
    await stand.close();
  });

  test('an eleventh test user is not made', async () => {
    const stand = await openStand();
    const { client } = await openScene(stand);
    for (let made = 0; made < 10; made += 1) await client.createTestUser('MLA');
    expect(await failureOf(client.createTestUser('MLA'))).toMatchObject({ kind: 'refused', status: 400 });
    await stand.close();
  });

  test('a report that is not made says so with a success of its own', async () => {
    const stand = await openStand();
    const { client } = await openScene(stand);
    const asked = { kind: 'settlement', from: new Date(Date.now() - 86_400_000), to: new Date() } as const;
    await stand.simulator.control('PUT', '/behaviour', { report_status: 203 });
    expect(await client.requestReport(asked)).toBe(false);
    await stand.simulator.control('PUT', '/behaviour', { report_status: 202, report_delay_ms: 60_000 });
    expect(await client.requestReport(asked)).toBe(true);
    expect(await client.listReports('settlement')).toHaveLength(1);
    await stand.simulator.control('POST', '/advance', { seconds: 61 });
    const files = await client.listReports('settlement');
    expect(files).toHaveLength(2);
    const bytes = await client.downloadReport({ kind: 'settlement', fileName: files[1]?.fileName ?? '' });
    expect(new TextDecoder().decode(bytes).split('\r\n')[0]).toBe(reportConfig.columns.join(';'));
    await stand.close();
  });
});

const ended = { kind: 'refused', status: 400, code: 'invalid_grant' };

function said(status: number, answer: unknown): Refusal['fault'] {
  return { kind: 'status', status, body: answer };
}

function token(title: string, change: Record<string, unknown>, code: string): Refusal {
  return {
    title,
    request: { method: 'POST', path: '/oauth/token', body: json({ ...body, grant_type: 'refresh_token', ...change }) },
    status: 400,
    code,
  };
}
