import 'server-only';
import { claimDeliveries, type DueEndpoint, listDueEndpoints } from '@/db/webhook-deliveries';
import { actAsSystem } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import { DELIVERY_LEASE_MS, deliver } from './webhook-delivery';

/**
 * How many endpoints one process serves at a time. Those that fail have places of their own, so that however many hang, the
 * others find one.
 */
const PLACES = { fine: 48, failing: 16 } as const;
/** How much goes to one endpoint at a time; one that fails gets one after the other. */
const AT_ONCE = { fine: 8, failing: 1 } as const;

/** What this process is sending. Ends with `stopWebhookWork`, and begins anew with the next round. */
type Serving = { readonly endpoints: Map<string, { isFailing: boolean; done: Promise<void> }>; end: AbortController };

declare global {
  var mostradorWebhooks: Serving | undefined;
}

/**
 * Begins to serve every endpoint that something is due for and that this process is not serving yet, and waits for none of
 * them: whoever is slow holds up itself. Any number of processes may do it. Answers 0, so that the loop rests: what is due
 * may have to wait for an earlier event of its order, and asking at once again would not help.
 */
export async function workOnWebhooks(): Promise<number> {
  const { endpoints, end } = serving();
  const except = [...endpoints.keys()];
  const due = await listDueEndpoints(actAsSystem(), { now: new Date(), except, limit: PLACES.fine });
  if (end.signal.aborted) return 0;
  for (const endpoint of due) {
    const { endpointId, isFailing } = endpoint;
    const taken = [...endpoints.values()].filter((other) => other.isFailing === isFailing).length;
    if (endpoints.has(endpointId) || taken >= PLACES[isFailing ? 'failing' : 'fine']) continue;
    const done = serve(endpoint, end.signal).finally(() => endpoints.delete(endpointId));
    endpoints.set(endpointId, { isFailing, done });
  }
  return 0;
}

/** Ends what is being sent; it is sent again once its lease is over, by whoever is there. */
export async function stopWebhookWork(): Promise<void> {
  const current = serving();
  current.end.abort();
  await Promise.all([...current.endpoints.values()].map(({ done }) => done));
  globalThis.mostradorWebhooks = undefined;
}

/** All that is due for one endpoint, some at a time, until nothing is or one of them fails. */
async function serve({ merchant, endpointId, isFailing }: DueEndpoint, signal: AbortSignal): Promise<void> {
  try {
    let isFine = true;
    while (isFine && !signal.aborted) {
      const now = new Date();
      const leaseUntil = new Date(now.getTime() + DELIVERY_LEASE_MS);
      const limit = AT_ONCE[isFailing ? 'failing' : 'fine'];
      const claimed = await claimDeliveries(merchant, endpointId, { now, leaseUntil, limit });
      const outcomes = await Promise.all(claimed.map((one) => deliver(merchant, endpointId, one, signal)));
      isFine = outcomes.length > 0 && !isFailing && outcomes.every((outcome) => outcome?.problem === null);
    }
  } catch (error) {
    log.error({ error, endpointId }, 'webhooks could not be worked on');
  }
}

function serving(): Serving {
  globalThis.mostradorWebhooks ??= { endpoints: new Map(), end: new AbortController() };
  return globalThis.mostradorWebhooks;
}
