import { refuseGeneric, refuseOrder } from './refusal';
import type { Reply } from './reply';
import { readToken } from './route';
import type { UnroutedCall } from './router';

/** How many requests each token made in the current second of the machine. */
export type RateLimit = { second: number; made: Map<string, number> };

export function createRateLimit(): RateLimit {
  return { second: 0, made: new Map() };
}

/**
 * Counts a request and answers what it is told when its token made too many, null when it may pass. No figure is published,
 * so there is no limit unless the behaviour sets one.
 * Source: mercadopago/openapi schemas/common.yaml for the usual answer; each service has a body of its own.
 */
export function limitRate(limit: RateLimit, call: UnroutedCall): Reply | null {
  const { requests_per_second: most } = call.simulation.world.behaviour;
  if (most === 0 || call.path.startsWith('/instore/merchant/qr/')) return null;
  const second = Math.floor(call.simulation.machineNow() / 1000);
  if (limit.second !== second) Object.assign(limit, { second, made: new Map() });
  const token = readToken(call);
  const made = (limit.made.get(token) ?? 0) + 1;
  limit.made.set(token, made);
  return made > most ? { ...refusalOf(call.path), headers: { 'retry-after': '1' } } : null;
}

function refusalOf(path: string): Reply {
  const message = 'Rate limit exceeded. Retry later.';
  if (path === '/oauth/token') return refuseGeneric(429, 'local_rate_limited', message).reply;
  if (path.startsWith('/v1/orders')) return refuseOrder(429, 'too_many_requests', message).reply;
  return refuseGeneric(429, 'too_many_requests', message).reply;
}
