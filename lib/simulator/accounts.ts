import { isRecord, readId } from './json-value';
import type { Simulation } from './simulation';
import { isSiteId, type Site, type SiteId, sites } from './sites';
import type { World } from './world';

/** A merchant's Mercado Pago account. Everything else in the world belongs to one. */
export type Account = {
  userId: number;
  siteId: SiteId;
  accessToken: string;
  nickname: string;
  /** The name that QR texts and the buyer's phone show. */
  businessName: string;
  city: string;
  taxId: string;
  /** Signs webhooks, as the secret of an application does. */
  webhookSecret: string;
  /** The application that owns the token. */
  applicationId: string;
  /** Where webhooks of the topic `order` go: they have no URL per order. */
  webhookUrl: string | null;
  /** Hosts that a POS's `url` may name. */
  allowedHosts: string[];
};

/** The token of the account that exists in an empty world. */
export const defaultAccessToken = 'TEST-0000000000000001-000000-simulator-100001';

const alwaysAllowedHosts = ['localhost', '127.0.0.1', '[::1]'];

/** The account of an empty world: user 100001 in Argentina. */
export function createDefaultAccount(): Account {
  return createAccount({
    userId: 100001,
    siteId: 'MLA',
    accessToken: defaultAccessToken,
    businessName: 'Almacén Demo',
  });
}

/** Fills in what an account needs beside its identity. */
export function createAccount(given: Pick<Account, 'userId' | 'siteId' | 'accessToken'> & Partial<Account>): Account {
  return {
    nickname: `TESTUSER${given.userId}`,
    businessName: given.nickname ?? `Comercio ${given.userId}`,
    city: sites[given.siteId].countryName,
    taxId: '30712345671',
    webhookSecret: 'TEST-webhook-secret-0001',
    applicationId: '1234567890123456',
    webhookUrl: null,
    ...given,
    allowedHosts: [...alwaysAllowedHosts, ...(given.allowedHosts ?? [])],
  };
}

/** Reads one entry of the control API's `accounts`; the answer is a sentence when it cannot be read. */
export function readAccount(value: unknown): Account | string {
  if (!isRecord(value)) return 'each account must be an object';
  const userId = readId(value.user_id);
  if (userId === null || userId === 0) return 'user_id must be a positive whole number';
  const siteId = value.site_id ?? 'MLA';
  if (!isSiteId(siteId)) return `site_id must be one of ${Object.keys(sites).join(', ')}`;
  const accessToken = value.access_token;
  if (typeof accessToken !== 'string' || !/^\S+$/.test(accessToken))
    return 'access_token must be a text without spaces';
  const optional: Partial<Account> = {};
  if (typeof value.nickname === 'string') optional.nickname = value.nickname;
  if (typeof value.name === 'string') optional.businessName = value.name;
  if (typeof value.city === 'string') optional.city = value.city;
  if (typeof value.tax_id === 'string') optional.taxId = value.tax_id;
  if (typeof value.webhook_secret === 'string') optional.webhookSecret = value.webhook_secret;
  if (typeof value.application_id === 'string') optional.applicationId = value.application_id;
  if (typeof value.webhook_url === 'string') optional.webhookUrl = value.webhook_url;
  if (Array.isArray(value.allowed_hosts)) {
    optional.allowedHosts = value.allowed_hosts.filter((host) => typeof host === 'string');
  }
  return createAccount({ userId, siteId, accessToken, ...optional });
}

/** The account of a token, or null. */
export function findAccountByToken({ world, now }: Simulation, token: string): Account | null {
  const userId = world.userIdByToken.get(token) ?? findGrantedUserId(world, token, now());
  return userId === undefined ? null : (world.accounts.get(userId) ?? null);
}

function findGrantedUserId(world: World, token: string, now: number): number | undefined {
  const grant = world.grants.get(token);
  return grant && grant.expiresAt > now ? grant.userId : undefined;
}

/** The country's facts for an account. */
export function siteOf(account: Account): Site {
  return sites[account.siteId];
}
