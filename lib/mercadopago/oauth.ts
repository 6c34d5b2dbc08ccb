import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SiteId } from '@/lib/domain/sites';
import type { WritableJson } from './exact-json';
import { type Exchange, exchangeOverHttp } from './http-exchange';
import { createTransport } from './transport';
import { count, flag, id, text } from './wire/values';

/** The right to act for one account. The access token lives 180 days; using the refresh token once replaces both. */
export type GrantedTokens = {
  readonly accessToken: string;
  /** Null without the scope `offline_access`: then the merchant must authorise again when the token ends. */
  readonly refreshToken: string | null;
  readonly userId: string;
  readonly publicKey: string | null;
  readonly scope: string | null;
  readonly isLive: boolean | null;
  readonly expiresInSeconds: number | null;
};

const tokens = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,512}$/),
  refresh_token: text,
  user_id: id,
  public_key: text,
  scope: text,
  live_mode: flag,
  expires_in: count,
});

/** Country hosts of the authorisation page; the plain one works for every country. */
const authorizationHosts: Readonly<Record<SiteId, string>> = {
  MLA: 'https://auth.mercadopago.com.ar',
  MLB: 'https://auth.mercadopago.com.br',
  MLC: 'https://auth.mercadopago.cl',
  MCO: 'https://auth.mercadopago.com.co',
  MLM: 'https://auth.mercadopago.com.mx',
  MPE: 'https://auth.mercadopago.com.pe',
  MLU: 'https://auth.mercadopago.com.uy',
};

/**
 * The page on which a merchant lets our application act for it. `state` is random, single-use and bound to the session;
 * `redirectUri` is exactly one that is registered with the application.
 * Source: devsite-docs `guides/additional-content/security/oauth/creation.en.md` and `pkce.en.md`, read 2026-11-21.
 */
export function authorizationUrl(request: {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: string;
  /** The merchant's country, when it is known. */
  readonly siteId: SiteId | null;
  /** Another host than Mercado Pago's own, for a simulator. */
  readonly host?: string;
}): string {
  const host = request.host ?? (request.siteId ? authorizationHosts[request.siteId] : 'https://auth.mercadopago.com');
  const url = new URL('/authorization', host);
  url.search = new URLSearchParams({
    client_id: request.clientId,
    response_type: 'code',
    platform_id: 'mp',
    state: request.state,
    redirect_uri: request.redirectUri,
    code_challenge: createHash('sha256').update(request.codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}

export type OAuthClient = ReturnType<typeof createOAuthClient>;

/**
 * Exchanges codes and refreshes tokens for our application. Functions throw `MercadoPagoError`: `refused` with
 * `invalid_grant` means that the merchant must authorise again. `unknown_outcome` may have used up the code or the
 * refresh token without our learning the new one.
 * Source: devsite-docs `reference/api-json/oauth.json`, read 2026-11-21.
 */
export function createOAuthClient({
  baseUrl,
  clientId,
  clientSecret,
  timeoutMs = 8_000,
  exchange = exchangeOverHttp,
}: {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs?: number;
  readonly exchange?: Exchange;
}) {
  const { send } = createTransport({ baseUrl, accessToken: null, timeoutMs, exchange });
  const grant = async (fields: { readonly [key: string]: WritableJson | undefined }): Promise<GrantedTokens> =>
    send(
      {
        method: 'POST',
        path: '/oauth/token',
        body: { client_id: clientId, client_secret: clientSecret, ...fields },
      },
      readTokens,
    );
  return {
    /** Tokens for a code, which lives ten minutes and works once. `isTest` asks for credentials that move no money. */
    exchangeCode: (request: { code: string; redirectUri: string; codeVerifier: string; isTest?: boolean }) =>
      grant({
        grant_type: 'authorization_code',
        code: request.code,
        redirect_uri: request.redirectUri,
        code_verifier: request.codeVerifier,
        test_token: request.isTest ? 'true' : undefined,
      }),
    /** A new pair for a refresh token, which is used up by it: one caller at a time, and both are stored together. */
    refreshTokens: (refreshToken: string) => grant({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
}

function readTokens(body: unknown): GrantedTokens | null {
  const parsed = tokens.safeParse(body);
  if (!parsed.success || parsed.data.user_id === null) return null;
  return {
    accessToken: parsed.data.access_token,
    refreshToken: parsed.data.refresh_token,
    userId: parsed.data.user_id,
    publicKey: parsed.data.public_key,
    scope: parsed.data.scope,
    isLive: parsed.data.live_mode,
    expiresInSeconds: parsed.data.expires_in,
  };
}
