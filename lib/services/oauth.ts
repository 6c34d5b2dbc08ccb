import 'server-only';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  claimSecretsToRenew,
  getMerchant,
  noteRenewalProblem,
  type SealedSecret,
  saveRenewedTokens,
} from '@/db/merchants';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { authorizationUrl, createOAuthClient, type GrantedTokens, type OAuthClient } from '@/lib/mercadopago/oauth';
import { seal, unseal } from '@/lib/sealing';
import { isRealMercadoPago, offersOAuth, publicAddress, sealingPlace } from './accounts';
import { connectAccount } from './connection';
import { asAppError } from './mercadopago-errors';
import type { Imported } from './place-sync';

/** What the browser carries between leaving for Mercado Pago and coming back: sealed, and good for ten minutes. */
export type OAuthTrip = { readonly url: string; readonly sealedTrip: string };

const TRIP_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;
/**
 * Tokens live 180 days and each renewal replaces both; renewing at 150 leaves a month to notice a failure.
 * Source: devsite-docs `guides/additional-content/security/oauth/renewal.en.md`, read 2026-11-21.
 */
const RENEW_AFTER_MS = 150 * DAY_MS;
const RENEWAL_LEASE_MS = 2 * 60_000;

const trip = z.object({ state: z.string(), codeVerifier: z.string(), merchantId: z.string(), startedAtMs: z.number() });

/** The page to send the merchant's browser to, and what to keep in its cookie meanwhile. */
export async function beginOAuth(merchant: Merchant): Promise<OAuthTrip> {
  const { clientId } = application();
  const { account } = await getMerchant(merchant);
  const state = randomBytes(24).toString('base64url');
  const codeVerifier = randomBytes(48).toString('base64url');
  const url = authorizationUrl({
    clientId,
    redirectUri: redirectUri(),
    state,
    codeVerifier,
    siteId: account?.siteId ?? null,
    ...(isRealMercadoPago() ? {} : { host: env().MERCADOPAGO_API_URL }),
  });
  const facts = JSON.stringify({ state, codeVerifier, merchantId: merchant.id, startedAtMs: Date.now() });
  return { url, sealedTrip: pack(facts) };
}

/**
 * Connects the account of somebody who comes back from Mercado Pago. Throws `bad_request` for a trip that is not theirs,
 * too old or made up, and what `connectAccount` throws.
 */
export async function finishOAuth(
  merchant: Merchant,
  arrival: { code: string; state: string; sealedTrip: string; personId: string | null },
): Promise<Imported> {
  const { state, codeVerifier, merchantId, startedAtMs } = unpack(arrival.sealedTrip);
  const isTheirs = state === arrival.state && merchantId === merchant.id && Date.now() - startedAtMs < TRIP_MS;
  if (!isTheirs) throw new AppError('bad_request', 'this authorisation was not begun here');
  const tokens = await grant((client) =>
    client.exchangeCode({ code: arrival.code, redirectUri: redirectUri(), codeVerifier }),
  );
  return connectAccount(merchant, {
    accessToken: tokens.accessToken,
    personId: arrival.personId,
    ...renewable(tokens),
  });
}

/**
 * Renews the tokens that are old enough, and says how many there were. A refresh token works once, so a lease lets one
 * process at a time use it, and both new tokens are stored in one transaction.
 */
export async function renewTokens(): Promise<number> {
  if (!offersOAuth()) return 0;
  const now = Date.now();
  const claimed = await claimSecretsToRenew(actAsSystem(), {
    storedBefore: new Date(now - RENEW_AFTER_MS),
    leaseUntil: new Date(now + RENEWAL_LEASE_MS),
  });
  for (const { merchant, secret } of claimed) await renew(merchant, secret);
  return claimed.length;
}

/** Renews the tokens of one merchant now, whatever their age. False when there is nothing to renew with, or it failed. */
export async function renewTokensOf(merchant: Merchant): Promise<boolean> {
  if (!offersOAuth()) return false;
  const now = Date.now();
  const [claimed] = await claimSecretsToRenew(actAsSystem(), {
    storedBefore: new Date(now + 1_000),
    leaseUntil: new Date(now + RENEWAL_LEASE_MS),
    only: merchant,
  });
  return claimed ? renew(merchant, claimed.secret) : false;
}

async function renew(merchant: Merchant, secret: SealedSecret): Promise<boolean> {
  try {
    const refreshToken = unseal(secret, sealingPlace(merchant, 'refresh_token'));
    const tokens = await oauthClient().refreshTokens(refreshToken);
    const { account } = await getMerchant(merchant);
    // The Orders API takes the seller from the token: another account's would sell for somebody else.
    if (tokens.userId !== account?.collectorId) {
      log.error({ merchantId: merchant.id, userId: tokens.userId }, 'renewed tokens are of another account');
      await noteRenewalProblem(merchant, { problem: 'other_account', tryAgainAt: new Date(Date.now() + DAY_MS) });
      return false;
    }
    await saveRenewedTokens(merchant, {
      access: seal(tokens.accessToken, sealingPlace(merchant, 'access_token')),
      refresh: seal(tokens.refreshToken ?? refreshToken, sealingPlace(merchant, 'refresh_token')),
      expiresAt: expiryOf(tokens),
    });
    return true;
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    log.error({ error, merchantId: merchant.id }, 'the tokens of an account could not be renewed');
    await noteRenewalProblem(merchant, {
      problem: error.code ?? error.kind,
      tryAgainAt: new Date(Date.now() + (error.kind === 'refused' ? DAY_MS : 10 * 60_000)),
    });
    return false;
  }
}

async function grant(ask: (client: OAuthClient) => Promise<GrantedTokens>): Promise<GrantedTokens> {
  try {
    return await ask(oauthClient());
  } catch (error) {
    throw asAppError(error);
  }
}

function renewable(tokens: GrantedTokens): { refreshToken?: string; expiresAt?: Date } {
  const expiresAt = expiryOf(tokens);
  return {
    ...(tokens.refreshToken === null ? {} : { refreshToken: tokens.refreshToken }),
    ...(expiresAt === null ? {} : { expiresAt }),
  };
}

function expiryOf({ expiresInSeconds }: GrantedTokens): Date | null {
  return expiresInSeconds === null ? null : new Date(Date.now() + expiresInSeconds * 1000);
}

function oauthClient(): OAuthClient {
  return createOAuthClient({ baseUrl: env().MERCADOPAGO_API_URL, ...application() });
}

function application(): { clientId: string; clientSecret: string } {
  const { MERCADOPAGO_CLIENT_ID: clientId, MERCADOPAGO_CLIENT_SECRET: clientSecret } = env();
  if (!clientId || !clientSecret) throw new AppError('conflict', 'this installation has no application of its own');
  return { clientId, clientSecret };
}

/** Exactly this address has to be registered with the application. */
function redirectUri(): string {
  return `${publicAddress()}/api/oauth/mercadopago/callback`;
}

const PLACE = 'oauth trip';

function pack(facts: string): string {
  const { keyId, nonce, ciphertext } = seal(facts, PLACE);
  return [keyId, Buffer.from(nonce).toString('base64url'), Buffer.from(ciphertext).toString('base64url')].join('.');
}

function unpack(sealedTrip: string): z.output<typeof trip> {
  const [keyId = '', nonce = '', ciphertext = ''] = sealedTrip.split('.');
  try {
    const sealed = { keyId, nonce: Buffer.from(nonce, 'base64url'), ciphertext: Buffer.from(ciphertext, 'base64url') };
    return trip.parse(JSON.parse(unseal(sealed, PLACE)));
  } catch (error) {
    throw new AppError('bad_request', 'this authorisation was not begun here', { cause: error });
  }
}
