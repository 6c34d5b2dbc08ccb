import { createHash, randomBytes } from 'node:crypto';
import type { Simulation } from './simulation';

/** What an application may be allowed: to read, to change things, and to get new tokens without the merchant. */
export const everyScope = ['read', 'write', 'offline_access'] as const;
export type Scope = (typeof everyScope)[number];

/** Reads a list of scopes, separated by spaces; null when one is unknown, or none is named. */
export function readScopes(value: unknown): Scope[] | null {
  const words = typeof value === 'string' ? value.split(' ') : [];
  const known = words.flatMap((word) => everyScope.find((scope) => scope === word) ?? []);
  return words.length > 0 && known.length === words.length ? known : null;
}

/** An application that may ask merchants to let it act for them. */
export type Application = {
  clientId: string;
  clientSecret: string;
  /** Null takes any http or https address. */
  redirectUris: string[] | null;
  /** Whether it may take a fee from what it sells for others; so it is unless it says that it may not. */
  isMarketplace?: boolean;
};

/** A leave given on the authorisation page, waiting to be exchanged. Works once and for ten minutes. */
export type AuthorizationCode = {
  code: string;
  clientId: string;
  userId: number;
  redirectUri: string;
  challenge: string | null;
  challengeMethod: 'S256' | 'plain';
  scopes: Scope[];
  expiresAt: number;
};

/** A pair of tokens of an account for an application. */
export type Grant = {
  accessToken: string;
  refreshToken: string;
  clientId: string;
  userId: number;
  isTest: boolean;
  scopes: Scope[];
  /** A refresh token works once: the next pair has a new one. */
  isRefreshed: boolean;
  expiresAt: number;
};

/** The application that exists in an empty world. */
export const defaultApplication: Application = {
  clientId: '1234567890123456',
  clientSecret: 'TEST-client-secret-0001',
  redirectUris: null,
};

/** How long an access token lives, in seconds: 180 days. */
export const tokenLifeS = 15_552_000;

const codeLifeMs = 600_000;

/** Notes that a merchant lets an application act for it. */
export function createCode(
  simulation: Simulation,
  request: Pick<AuthorizationCode, 'clientId' | 'userId' | 'redirectUri' | 'challenge' | 'challengeMethod' | 'scopes'>,
): AuthorizationCode {
  const code = {
    ...request,
    code: `TG-${randomBytes(12).toString('hex')}-${request.userId}`,
    expiresAt: simulation.now() + codeLifeMs,
  };
  simulation.world.codes.set(code.code, code);
  simulation.changed();
  return code;
}

/** Makes a pair of tokens. The last group of an access token is the account's id. */
export function createGrant(
  simulation: Simulation,
  { clientId, userId, isTest, scopes }: Pick<Grant, 'clientId' | 'userId' | 'isTest' | 'scopes'>,
): Grant {
  const now = new Date(simulation.now()).toISOString();
  const stamp = now.slice(5, 13).replace(/\D/g, '');
  const grant = {
    accessToken: `APP_USR-${clientId}-${stamp}-${randomBytes(16).toString('hex')}-${userId}`,
    refreshToken: `TG-${randomBytes(16).toString('hex')}-${userId}`,
    clientId,
    userId,
    isTest,
    scopes,
    isRefreshed: false,
    expiresAt: simulation.now() + tokenLifeS * 1000,
  };
  simulation.world.grants.set(grant.accessToken, grant);
  simulation.changed();
  return grant;
}

/** Whether a verifier fits the challenge that the authorisation page was given. */
export function fitsChallenge({ challenge, challengeMethod }: AuthorizationCode, verifier: unknown): boolean {
  if (challenge === null) return true;
  if (typeof verifier !== 'string' || !/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  if (challengeMethod === 'plain') return verifier === challenge;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}

/** Takes an application's rights away again: its tokens stop working at once. The answer is how many there were. */
export function revokeGrants(simulation: Simulation, userId: number, clientId: string | null): number {
  const { grants } = simulation.world;
  const revoked = [...grants.values()].filter(
    (grant) => grant.userId === userId && (clientId === null || grant.clientId === clientId),
  );
  for (const grant of revoked) grants.delete(grant.accessToken);
  simulation.changed();
  return revoked.length;
}
