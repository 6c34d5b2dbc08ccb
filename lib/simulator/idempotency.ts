import { createHash } from 'node:crypto';
import type { Account } from './accounts';
import type { Call } from './route';
import { accountKey, type KeptAnswer } from './world';

const lifeMs = 86_400_000;

/** What must be known to answer a repeated write as the first: its key, the family of writes, and how to refuse. */
export type IdempotentWrite = {
  family: 'refund' | 'order' | 'order_cancel' | 'order_refund';
  key: string;
  /** Everything that makes two requests the same one. */
  request: unknown;
  refuseReuse(): Error;
};

/** The answer that was kept for this very request, or null when it is new. Throws when the key belongs to another request. */
export function findKeptAnswer(call: Call, account: Account, write: IdempotentWrite): KeptAnswer | null {
  const { world } = call.simulation;
  const kept = world.keptAnswers.get(keyOf(account, write));
  if (!kept || call.simulation.now() - kept.at > lifeMs) return null;
  if (kept.fingerprint !== fingerprint(write)) throw write.refuseReuse();
  return kept;
}

/** Keeps an answer for a day. */
export function keepAnswer(call: Call, account: Account, write: IdempotentWrite, status: number, json: unknown): void {
  const at = call.simulation.now();
  call.simulation.world.keptAnswers.set(keyOf(account, write), { fingerprint: fingerprint(write), status, json, at });
}

/** The header `X-Idempotency-Key`; empty when it was not sent. */
export function readIdempotencyKey(call: Call): string {
  const key = call.headers['x-idempotency-key'];
  return typeof key === 'string' ? key.trim() : '';
}

function keyOf(account: Account, { family, key }: IdempotentWrite): string {
  return accountKey(account.userId, `${family}:${key}`);
}

function fingerprint({ request }: IdempotentWrite): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
