/**
 * How many requests somebody may make: so many a second for long, twice as many at once. It fills up again by itself; what
 * others took elsewhere can be taken out afterwards, below nothing if need be.
 */
export type TokenBucket = { readonly tokens: number; readonly atMs: number };

/** What may be taken at once; the same amount comes back within `windowSeconds`. */
export function quotaOf(ratePerSecond: number): { readonly quota: number; readonly windowSeconds: number } {
  return { quota: 2 * ratePerSecond, windowSeconds: 2 };
}

export function fullBucket(ratePerSecond: number, atMs: number): TokenBucket {
  return { tokens: quotaOf(ratePerSecond).quota, atMs };
}

/** The bucket after one more request, and whether it may be made. A refused one costs nothing. */
export function takeToken(
  bucket: TokenBucket,
  ratePerSecond: number,
  nowMs: number,
): { bucket: TokenBucket; isAllowed: boolean } {
  const filled = refill(bucket, ratePerSecond, nowMs);
  if (filled.tokens < 1) return { bucket: filled, isAllowed: false };
  return { bucket: { ...filled, tokens: filled.tokens - 1 }, isAllowed: true };
}

/** Takes out what was let through elsewhere, down to one quota below nothing: nobody is shut out for longer than that. */
export function takeElsewhere(bucket: TokenBucket, ratePerSecond: number, count: number): TokenBucket {
  const { quota } = quotaOf(ratePerSecond);
  return { ...bucket, tokens: Math.max(-quota, bucket.tokens - count) };
}

/** What the caller is told: what is left, when all of it is back, and when the next request may come. Whole seconds. */
export function stateOf(bucket: TokenBucket, ratePerSecond: number) {
  const { quota } = quotaOf(ratePerSecond);
  return {
    remaining: Math.max(0, Math.floor(bucket.tokens)),
    fullAfterSeconds: Math.max(0, Math.ceil((quota - bucket.tokens) / ratePerSecond)),
    retryAfterSeconds: Math.max(1, Math.ceil((1 - bucket.tokens) / ratePerSecond)),
  };
}

function refill({ tokens, atMs }: TokenBucket, ratePerSecond: number, nowMs: number): TokenBucket {
  const gained = (Math.max(0, nowMs - atMs) * ratePerSecond) / 1000;
  // A clock that was put back must not give the same seconds twice.
  return { tokens: Math.min(quotaOf(ratePerSecond).quota, tokens + gained), atMs: Math.max(atMs, nowMs) };
}
