import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorizationUrl, createOAuthClient, type OAuthClient } from '@/lib/mercadopago/oauth';
import { html, json, type ScriptedServer, startScriptedServer } from './scripted-server';

let server: ScriptedServer;
let client: OAuthClient;

beforeAll(async () => {
  server = await startScriptedServer();
  client = createOAuthClient({ baseUrl: server.url, clientId: '12345', clientSecret: 'hush' });
});
afterAll(() => server.close());

const granted = JSON.stringify({
  access_token: 'APP_USR-1-2-3-241983636',
  token_type: 'bearer',
  expires_in: 15552000,
  scope: 'read write offline_access',
  user_id: 241983636,
  refresh_token: 'TG-1-241983636',
  public_key: 'APP_USR-key',
  live_mode: true,
});

describe('the authorisation page', () => {
  const request = {
    clientId: '12345',
    redirectUri: 'https://shop.example/cb',
    state: 's&t',
    codeVerifier: 'v',
    siteId: null,
  };

  test('carries the state and the challenge of the verifier, never the verifier', () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const url = new URL(authorizationUrl({ ...request, codeVerifier: verifier }));
    expect(url.origin + url.pathname).toBe('https://auth.mercadopago.com/authorization');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '12345',
      response_type: 'code',
      platform_id: 'mp',
      state: 's&t',
      redirect_uri: 'https://shop.example/cb',
      // The worked example of RFC 7636, appendix B.
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    expect(url.href).not.toContain(verifier);
  });

  test('is on the host of the country, or on the one that is given', () => {
    expect(authorizationUrl({ ...request, siteId: 'MLB' })).toMatch(
      /^https:\/\/auth\.mercadopago\.com\.br\/authorization\?/,
    );
    expect(authorizationUrl({ ...request, siteId: 'MLB', host: 'http://localhost:3001' })).toMatch(
      /^http:\/\/localhost:3001\//,
    );
  });
});

describe('tokens', () => {
  test('a code is exchanged with its verifier, in the body and not in the address', async () => {
    server.answer(json(granted));
    const request = { code: 'TG-code', redirectUri: 'https://shop.example/cb', codeVerifier: 'v'.repeat(43) };
    expect(await client.exchangeCode(request)).toEqual({
      accessToken: 'APP_USR-1-2-3-241983636',
      refreshToken: 'TG-1-241983636',
      userId: '241983636',
      publicKey: 'APP_USR-key',
      scope: 'read write offline_access',
      isLive: true,
      expiresInSeconds: 15552000,
    });
    const [sent] = server.requests;
    expect(sent).toMatchObject({ method: 'POST', url: '/oauth/token' });
    expect(sent?.headers.authorization).toBeUndefined();
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      client_id: '12345',
      client_secret: 'hush',
      grant_type: 'authorization_code',
      code: 'TG-code',
      redirect_uri: 'https://shop.example/cb',
      code_verifier: 'v'.repeat(43),
    });
  });

  test('a refresh token is exchanged for a new pair', async () => {
    server.answer(json(granted));
    expect((await client.refreshTokens('TG-old')).refreshToken).toBe('TG-1-241983636');
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'TG-old',
    });
  });

  test.each([
    ['refused', json('{"message":"used TG-secret-code-1","error":"invalid_grant","status":400,"cause":[]}', 400)],
    ['rate_limited', json('{"error":"local_rate_limited"}', 429)],
    ['unknown_outcome', html(502)],
    ['unknown_outcome', json('{"access_token":""}')],
    ['unknown_outcome', json('{"access_token":"a b","user_id":1}')],
    ['unknown_outcome', json('{"access_token":"APP_USR-1"}')],
  ] as const)('a failure is %s and holds no secret', async (kind, step) => {
    server.answer(step);
    const error: unknown = await client.refreshTokens('TG-old').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'MercadoPagoError', kind });
    expect(`${JSON.stringify(error)} ${String(error)}`).not.toMatch(/hush|TG-/);
  });
});
