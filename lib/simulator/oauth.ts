import { findAccountByToken } from './accounts';
import {
  type Application,
  createCode,
  createGrant,
  everyScope,
  fitsChallenge,
  type Grant,
  readScopes,
  type Scope,
  tokenLifeS,
} from './grants';
import { isRecord, readId } from './json-value';
import { isHttpUrl } from './order-input';
import { refuseGeneric } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, type Route, readToken } from './route';
import type { World } from './world';

/** What the authorisation page is asked for, checked. */
type AuthorizationRequest = {
  clientId: string;
  redirectUri: string;
  state: string;
  challenge: string | null;
  challengeMethod: 'S256' | 'plain';
  scopes: Scope[];
};

/** The page on which a merchant decides. Here it may choose which account it is. */
function showAuthorization(call: Call): Reply {
  const request = readAuthorizationRequest(call.simulation.world, (name) => call.query.get(name));
  if (typeof request === 'string') return writePage(400, `<h1>Simulator</h1><p>${escapeHtml(request)}</p>`);
  const options = [...call.simulation.world.accounts.values()].map(
    ({ userId, businessName, siteId }) =>
      `<option value="${userId}">${escapeHtml(businessName)} · ${siteId} · ${userId}</option>`,
  );
  const hidden = [...call.query].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return writePage(
    200,
    `<h1>Simulator</h1><p>Application ${escapeHtml(request.clientId)} asks to act for an account.</p>
     <form method="post" action="/authorization">${hidden.join('')}
     <p><label for="user_id">Account</label> <select id="user_id" name="user_id">${options.join('')}</select></p>
     <p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form>`,
  );
}

function decideAuthorization(call: Call): Reply {
  const form = isRecord(call.body) ? call.body : {};
  const request = readAuthorizationRequest(call.simulation.world, (name) =>
    typeof form[name] === 'string' ? form[name] : null,
  );
  if (typeof request === 'string') return writePage(400, `<h1>Simulator</h1><p>${escapeHtml(request)}</p>`);
  const target = new URL(request.redirectUri);
  const account = call.simulation.world.accounts.get(readId(form.user_id) ?? 0);
  if (form.decision !== 'allow' || !account) target.searchParams.set('error', 'access_denied');
  else target.searchParams.set('code', createCode(call.simulation, { ...request, userId: account.userId }).code);
  if (request.state !== '') target.searchParams.set('state', request.state);
  return { status: 302, headers: { location: target.href } };
}

function readAuthorizationRequest(world: World, read: (name: string) => string | null): AuthorizationRequest | string {
  const clientId = read('client_id') ?? '';
  const application = world.applications.get(clientId);
  if (!application) return `There is no application ${clientId}`;
  if (read('response_type') !== 'code') return 'response_type must be code';
  const redirectUri = read('redirect_uri') ?? '';
  const isAllowed = application.redirectUris === null || application.redirectUris.includes(redirectUri);
  if (!isHttpUrl(redirectUri) || !isAllowed) return 'redirect_uri is not one of the application';
  const scopes = readScopes(read('scope') ?? everyScope.join(' '));
  if (!scopes) return 'scope takes read, write and offline_access';
  const challengeMethod = read('code_challenge_method') === 'plain' ? 'plain' : 'S256';
  return {
    clientId,
    redirectUri,
    state: read('state') ?? '',
    challenge: read('code_challenge'),
    challengeMethod,
    scopes,
  };
}

/**
 * Exchanges a code or a refresh token.
 * Source: mercadopago/devsite-docs reference/api-json/oauth.json and guides/additional-content/security/oauth/creation.en.md.
 */
function giveToken(call: Call): Reply {
  const body = isRecord(call.body) ? call.body : {};
  const application = call.simulation.world.applications.get(String(body.client_id ?? ''));
  if (!application || application.clientSecret !== body.client_secret) {
    throw refuse('invalid_client', 'The client id or the client secret is not valid');
  }
  if (!isOwnBearer(call, application)) throw refuse('forbidden', 'The token belongs to another user');
  const asked = body.scope === undefined ? null : readScopes(body.scope);
  if (body.scope !== undefined && !asked) {
    throw refuse('invalid_scope', 'The scope takes read, write and offline_access');
  }
  if (body.grant_type === 'authorization_code') return exchangeCode(call, body, asked);
  if (body.grant_type === 'refresh_token') return refreshToken(call, body, asked);
  if (body.grant_type === undefined) throw refuse('invalid_request', 'grant_type is required');
  throw refuse('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token');
}

/** When the error for another user's token is meant, the sources leave open: the official client always sends a token. */
function isOwnBearer(call: Call, { clientId }: Application): boolean {
  const { behaviour } = call.simulation.world;
  const token = readToken(call);
  if (behaviour.oauth_bearer === 'ignored' || token === '') return true;
  return findAccountByToken(call.simulation, token)?.applicationId === clientId;
}

function exchangeCode(call: Call, body: Record<string, unknown>, asked: Scope[] | null): Reply {
  const { simulation } = call;
  const code = simulation.world.codes.get(String(body.code ?? ''));
  const isLive = code !== undefined && code.expiresAt > simulation.now();
  if (!isLive || code.clientId !== body.client_id || code.redirectUri !== body.redirect_uri) throw refuseGrant();
  if (!fitsChallenge(code, body.code_verifier)) throw refuseGrant();
  const scopes = narrowScopes(code.scopes, asked);
  simulation.world.codes.delete(code.code);
  const isTest = body.test_token === 'true' || body.test_token === true;
  return ok(writeGrant(createGrant(simulation, { clientId: code.clientId, userId: code.userId, isTest, scopes })));
}

function refreshToken(call: Call, body: Record<string, unknown>, asked: Scope[] | null): Reply {
  const { simulation } = call;
  const grants = [...simulation.world.grants.values()];
  const grant = grants.find((candidate) => candidate.refreshToken === body.refresh_token);
  const isValid =
    grant?.clientId === body.client_id && !grant?.isRefreshed && (grant?.expiresAt ?? 0) > simulation.now();
  if (!grant || !isValid || !grant.scopes.includes('offline_access')) throw refuseGrant();
  const scopes = narrowScopes(grant.scopes, asked);
  grant.isRefreshed = true;
  return ok(writeGrant(createGrant(simulation, { ...grant, scopes })));
}

/** What was asked for, if it is part of what the merchant allowed; without a wish, all of it. */
function narrowScopes(allowed: Scope[], asked: Scope[] | null): Scope[] {
  if (!asked) return allowed;
  if (asked.every((scope) => allowed.includes(scope))) return asked;
  throw refuse('unauthorized_client', 'The permissions that the application has with this user do not allow it');
}

function writeGrant(grant: Grant): unknown {
  return {
    access_token: grant.accessToken,
    token_type: 'bearer',
    expires_in: tokenLifeS,
    scope: grant.scopes.join(' '),
    user_id: grant.userId,
    ...(grant.scopes.includes('offline_access') ? { refresh_token: grant.refreshToken } : {}),
    public_key: `APP_USR-${grant.clientId}-public-${grant.userId}`,
    live_mode: !grant.isTest,
  };
}

function refuseGrant(): Error {
  return refuse(
    'invalid_grant',
    'Error validating grant. Your authorization code or refresh token may be expired or it was already used.',
  );
}

function refuse(error: string, message: string): Error {
  return refuseGeneric(400, error, message);
}

function writePage(status: number, content: string): Reply {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Simulator</title></head><body><main>${content}</main></body></html>`;
  return { status, bytes: { content: Buffer.from(page), type: 'text/html; charset=utf-8' } };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** OAuth: the authorisation page, which has a host of its own in reality, and the tokens. */
export const oauthRoutes: Route[] = [
  { method: 'GET', pattern: '/authorization', handle: showAuthorization },
  { method: 'POST', pattern: '/authorization', handle: decideAuthorization },
  { method: 'POST', pattern: '/oauth/token', handle: giveToken },
];
