import type { IncomingHttpHeaders } from 'node:http';
import { type Account, findAccountByToken } from './accounts';
import { refuseGeneric } from './refusal';
import type { Reply } from './reply';
import type { Simulation } from './simulation';

/** One request, taken apart. `body` is parsed JSON, or undefined when there was none. */
export type Call = {
  simulation: Simulation;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** Base URL under which the caller reached the simulator: its pictures live there too. */
  baseUrl: string;
  /** A segment of the path by its name in the pattern. */
  param(name: string): string;
};

/** One line of the route table. Segments that start with `:` are parameters. */
export type Route = { method: string; pattern: string; handle(call: Call): Reply | Promise<Reply> };

/** How a service refuses a token that it does not know, and one that was not given the right. */
type Refusals = { refuseCaller?: (call: Call) => Error; refuseScope?: () => Error };

/** A route that only the owner of a token may call. */
export function forAccount(
  method: string,
  pattern: string,
  handle: (call: Call, account: Account) => Reply,
  { refuseCaller = refuseUnknownToken, refuseScope = refuseMissingScope }: Refusals = {},
): Route {
  return {
    method,
    pattern,
    handle(call) {
      const account = findAccountByToken(call.simulation, readToken(call));
      if (!account) throw refuseCaller(call);
      const { world, now } = call.simulation;
      const grant = world.grants.get(readToken(call));
      if (grant && !grant.scopes.includes(method === 'GET' ? 'read' : 'write')) throw refuseScope();
      const testUser = world.testUsers.get(account.userId);
      if (testUser) testUser.activeAt = now();
      return handle(call, account);
    },
  };
}

/**
 * The token of a call: the header, or the query parameter that was used before 2021.
 * Source: mercadopago/openapi schemas/common.yaml; old guides of mercadopago/devsite-docs.
 */
export function readToken(call: Pick<Call, 'headers' | 'query'>): string {
  const match = /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '');
  return match?.[1] ?? call.query.get('access_token') ?? '';
}

/** The usual answer to a token that nobody knows. */
export function refuseUnknownToken(): Error {
  return refuseGeneric(401, 'unauthorized', 'Invalid access token');
}

function refuseMissingScope(): Error {
  return refuseGeneric(403, 'forbidden', 'The token does not allow this');
}
