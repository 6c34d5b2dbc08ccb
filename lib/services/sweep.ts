import 'server-only';
import { claimOrdersToLookAt } from '@/db/order-looks';
import { actAsSystem } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import { lookAtOrder } from './look';

const CLAIM_LIMIT = 50;
/** Longer than a look can take; if this process dies in one, somebody else looks after that. */
const LEASE_MS = 30_000;
const LOOKS_AT_ONCE = 8;

/**
 * Looks at every order whose time has come, once, and says how many there were. It needs no notification to ever arrive.
 * Safe on any number of processes.
 */
export async function sweepOrders(): Promise<number> {
  const now = new Date();
  const claimed = await claimOrdersToLookAt(actAsSystem(), {
    now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    limit: CLAIM_LIMIT,
  });
  const waiting = [...claimed];
  const lanes = Array.from({ length: LOOKS_AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        await lookAtOrder(next.merchant, next.orderId, {
          source: 'sweep',
          by: { source: 'sweep', personId: null, apiKeyId: null },
        });
      } catch (error) {
        log.error({ error, orderId: next.orderId }, 'an order could not be looked at');
      }
    }
  });
  await Promise.all(lanes);
  return claimed.length;
}
