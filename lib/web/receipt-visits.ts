import 'server-only';
import { fullBucket, type TokenBucket, takeToken } from '@/lib/domain/token-bucket';

/*
 * Public receipts are open to whoever has an address, so each visitor gets only so many: the addresses cannot be guessed,
 * but drawing pages for a guesser would cost everybody else. Each process counts for itself.
 */

/** For long; twice as many at once. A shop's customers share an address of the network, and open one or two each. */
const VISITS_PER_SECOND = 10;
/** Of visitors who are remembered; past this whoever came first is forgotten, and begins anew. */
const MAX_VISITORS = 10_000;

const visitors = new Map<string, TokenBucket>();

/** Counts one visit and says whether it is one too many. */
export function isOneVisitTooMany(address: string, nowMs: number): boolean {
  const known = visitors.get(address) ?? fullBucket(VISITS_PER_SECOND, nowMs);
  const { bucket, isAllowed } = takeToken(known, VISITS_PER_SECOND, nowMs);
  visitors.delete(address);
  visitors.set(address, bucket);
  const [oldest] = visitors.keys();
  if (visitors.size > MAX_VISITORS && oldest !== undefined) visitors.delete(oldest);
  return !isAllowed;
}
