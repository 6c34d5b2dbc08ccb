import 'server-only';
import { listApiKeyUsesElsewhere, noteApiKeysUsed, noteApiKeyUses } from '@/db/api-keys';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { fullBucket, quotaOf, stateOf, type TokenBucket, takeElsewhere, takeToken } from '@/lib/domain/token-bucket';
import { processId } from './live-processes';
import { budgetSharers } from './request-budget';

/*
 * How much each API key may. A request asks only this process's memory; once a second the processes tell each other what
 * they let through, and take what went elsewhere out of their own count. So a key has its whole limit whichever process its
 * connection meets, all of them together keep it in the long run, and no request writes anything (decision 0013).
 */

type KeyUse = {
  readonly merchantId: string;
  ratePerSecond: number;
  bucket: TokenBucket;
  /** Let through by this process since it began. */
  uses: number;
  notedUses: number;
  usedAtMs: number;
  lastUseNotedAtMs: number;
  /** Whether the others were heard before: what they had let through until then is old. */
  hasHeard: boolean;
  /** What each other process had let through when we last heard. */
  readonly elsewhere: Map<string, number>;
};

declare global {
  var mostradorKeyUses: Map<string, KeyUse> | undefined;
}

const LAST_USE_EVERY_MS = 60_000;
const FORGOTTEN_AFTER_MS = 10 * 60_000;
/** Only measures what went by. */
const elapsedMs = () => performance.now();

/** What a caller is told about its limit. */
export type KeyLimit = {
  readonly isAllowed: boolean;
  readonly quota: number;
  readonly windowSeconds: number;
} & ReturnType<typeof stateOf>;

/** Counts one request of a key and says whether it may be made. */
export function countRequest(
  merchant: Merchant,
  { apiKeyId, ratePerSecond }: { apiKeyId: string; ratePerSecond: number },
): KeyLimit {
  const now = elapsedMs();
  const use = recordOf(merchant, apiKeyId, ratePerSecond, now);
  const { bucket, isAllowed } = takeToken(use.bucket, ratePerSecond, now);
  use.bucket = bucket;
  use.ratePerSecond = ratePerSecond;
  use.usedAtMs = now;
  if (isAllowed) use.uses += 1;
  return { isAllowed, ...quotaOf(ratePerSecond), ...stateOf(bucket, ratePerSecond) };
}

/**
 * Tells the other processes what this one let through, hears what they did, and notes which keys were used. Says how many
 * keys it was about. While the database is down every process goes by its own count.
 */
export async function exchangeKeyUses(): Promise<number> {
  const now = elapsedMs();
  const known = globalThis.mostradorKeyUses ?? new Map<string, KeyUse>();
  for (const [id, { usedAtMs }] of known) if (now - usedAtMs > FORGOTTEN_AFTER_MS) known.delete(id);
  await noteLastUse(known, now);
  if (known.size > 0 && budgetSharers() > 1) await exchange(known);
  return 0;
}

async function noteLastUse(known: ReadonlyMap<string, KeyUse>, now: number): Promise<void> {
  const due = [...known].filter(
    ([, { usedAtMs, lastUseNotedAtMs }]) => usedAtMs > lastUseNotedAtMs && now - lastUseNotedAtMs >= LAST_USE_EVERY_MS,
  );
  if (due.length === 0) return;
  await noteApiKeysUsed(
    actAsSystem(),
    due.map(([id]) => id),
  );
  for (const [, use] of due) use.lastUseNotedAtMs = now;
}

async function exchange(known: ReadonlyMap<string, KeyUse>): Promise<void> {
  const own = processId();
  const news = [...known].filter(([, { uses, notedUses }]) => uses > notedUses);
  const noted = news.map(([apiKeyId, { merchantId, uses }]) => ({ apiKeyId, merchantId, uses }));
  if (noted.length > 0) await noteApiKeyUses(actAsSystem(), own, noted);
  for (const { apiKeyId, uses } of noted) {
    const use = known.get(apiKeyId);
    if (use) use.notedUses = uses;
  }
  const asked = [...known];
  const apiKeyIds = asked.map(([id]) => id);
  for (const told of await listApiKeyUsesElsewhere(actAsSystem(), { processId: own, apiKeyIds })) {
    const use = known.get(told.apiKeyId);
    if (use) hear(use, told);
  }
  for (const [, use] of asked) use.hasHeard = true;
}

function hear(use: KeyUse, told: { processId: string; uses: number }): void {
  const before = use.elsewhere.get(told.processId) ?? (use.hasHeard ? 0 : told.uses);
  use.elsewhere.set(told.processId, told.uses);
  use.bucket = takeElsewhere(use.bucket, use.ratePerSecond, Math.max(0, told.uses - before));
}

function recordOf(merchant: Merchant, apiKeyId: string, ratePerSecond: number, now: number): KeyUse {
  globalThis.mostradorKeyUses ??= new Map();
  const known = globalThis.mostradorKeyUses.get(apiKeyId);
  if (known) return known;
  const use: KeyUse = {
    merchantId: merchant.id,
    ratePerSecond,
    bucket: fullBucket(ratePerSecond, now),
    uses: 0,
    notedUses: 0,
    usedAtMs: now,
    lastUseNotedAtMs: Number.NEGATIVE_INFINITY,
    hasHeard: false,
    elsewhere: new Map(),
  };
  globalThis.mostradorKeyUses.set(apiKeyId, use);
  return use;
}
