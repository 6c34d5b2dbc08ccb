import 'server-only';
import { getInstallationKey } from '@/db/installation';
import { doubtAccess, getMerchant, getSecret, type MerchantProfile } from '@/db/merchants';
import type { CredentialKind } from '@/db/schema';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { createMercadoPagoClient, type MercadoPagoClient } from '@/lib/mercadopago/client';
import { type Exchange, exchangeOverHttp } from '@/lib/mercadopago/http-exchange';
import { unseal } from '@/lib/sealing';
import { type Urgency, withinBudget } from './request-budget';

/** A merchant with the means to speak for its account. */
export type ConnectedMerchant = {
  readonly profile: MerchantProfile;
  readonly account: NonNullable<MerchantProfile['account']>;
  readonly client: MercadoPagoClient;
};

/**
 * The merchant's account and a client with its token, within the account's budget of requests. While the account's access
 * is refused or was given up, the client sends nothing: whatever is asked of it was certainly not sent. Throws `conflict`
 * when there was never an account.
 */
export async function connected(merchant: Merchant, urgency: Urgency = 'person'): Promise<ConnectedMerchant> {
  const [profile, sealed] = await Promise.all([getMerchant(merchant), getSecret(merchant, 'access_token')]);
  if (!profile.account) throw new AppError('conflict', 'no Mercado Pago account is connected');
  const isPaused = profile.accessProblem !== null || !sealed;
  const accessToken = isPaused ? 'none' : unseal(sealed, sealingPlace(merchant, 'access_token'));
  const watched = watchingAccess(exchangeOverHttp, merchant);
  const exchange = isPaused ? sendNothing : withinBudget(watched, profile.account.collectorId, urgency);
  const client = createMercadoPagoClient({ baseUrl: env().MERCADOPAGO_API_URL, accessToken, exchange });
  return { profile, account: profile.account, client };
}

const sendNothing: Exchange = async () => ({ kind: 'unanswered', wasSent: false, code: 'no_access' });

/** A 401 can be about the request; whether it is about the token, somebody finds out soon. */
function watchingAccess(exchange: Exchange, merchant: Merchant): Exchange {
  return async (request) => {
    const outcome = await exchange(request);
    if (outcome.kind === 'answered' && outcome.status === 401)
      await doubtAccess(merchant).catch((error: unknown) => log.warn({ error }, 'a refused token could not be noted'));
    return outcome;
  };
}

/** A client for a token whose account is not known yet, against the installation's Mercado Pago. */
export function clientFor(accessToken: string): MercadoPagoClient {
  return createMercadoPagoClient({ baseUrl: env().MERCADOPAGO_API_URL, accessToken });
}

/** The secrets that this merchant's applications sign notifications with, newest first; none is usual. */
export async function webhookSecrets(merchant: Merchant): Promise<string[]> {
  const sealed = await getSecret(merchant, 'webhook_secret');
  return sealed ? unseal(sealed, sealingPlace(merchant, 'webhook_secret')).split('\n') : [];
}

/** What may be shown of one of them, and where it stands among the others. */
export type ShownSecret = { readonly place: number; readonly lastFour: string };

/** The same secrets for a page: of each only its end. */
export async function showWebhookSecrets(merchant: Merchant): Promise<ShownSecret[]> {
  const secrets = await webhookSecrets(merchant);
  return secrets.map((secret, place) => ({ place, lastFour: secret.slice(-4) }));
}

/** Where a secret lives; it is authenticated with the secret, so that a row copied elsewhere does not open. */
export function sealingPlace(merchant: Merchant, kind: CredentialKind): string {
  return `${merchant.id}/credentials/${kind}`;
}

/** The URL that Mercado Pago is told to notify for a merchant's orders. */
export function notificationUrlOf(notificationKey: string): string {
  return env().appUrl + notificationPath(notificationKey);
}

/** The URL that is set once per application at Mercado Pago, for what its orders do not name a URL for. */
export async function applicationNotificationUrl(): Promise<string> {
  return notificationUrlOf(await getInstallationKey(actAsSystem()));
}

/** The path of such a URL. */
export function notificationPath(notificationKey: string): string {
  return `/api/notifications/mercadopago/${notificationKey}`;
}

/** The same URL as people may see it: whoever has the whole of it can make us look. */
export function maskedNotificationUrl(notificationKey: string): string {
  return notificationUrlOf(`${notificationKey.slice(0, 4)}…${notificationKey.slice(-4)}`);
}

/** False for anything that is not Mercado Pago's own host: then every page and ticket says SIMULATOR. */
export function isRealMercadoPago(): boolean {
  return new URL(env().MERCADOPAGO_API_URL).hostname === 'api.mercadopago.com';
}

/** The address by which browsers and Mercado Pago are told to reach us. */
export function publicAddress(): string {
  return env().appUrl;
}

/** Whether Mercado Pago can reach that address at all: public https. A simulator reaches this machine. */
export function isAddressPublic(): boolean {
  if (!isRealMercadoPago()) return true;
  const url = new URL(env().appUrl);
  return url.protocol === 'https:' && !/^(localhost$|127\.|\[::1\]$)/.test(url.hostname);
}

/** Whether this installation has an application of its own, so that accounts can be connected without pasting a token. */
export function offersOAuth(): boolean {
  return env().MERCADOPAGO_CLIENT_ID !== undefined && env().MERCADOPAGO_CLIENT_SECRET !== undefined;
}
