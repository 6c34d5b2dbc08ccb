import { expect } from 'vitest';
import { AppError } from '@/lib/errors';
import { call } from './answer';
import type { TestApplication } from './application';
import type { Shop } from './shop';

/** Everything that makes, reads and changes stores and tills. Loaded late, because the environment must be known before. */
export async function loadPlaces() {
  return {
    ...(await import('@/db/place-syncs')),
    ...(await import('@/db/pos')),
    ...(await import('@/db/stores')),
    ...(await import('@/lib/services/charging-rights')),
    ...(await import('@/lib/services/place-differences')),
    ...(await import('@/lib/services/place-import')),
    ...(await import('@/lib/services/pos-lifecycle')),
    ...(await import('@/lib/services/pos-settings')),
    ...(await import('@/lib/services/stores')),
  };
}

/** The shop's own system as services know it. */
export function callerOf({ merchant }: Shop) {
  const by = { source: 'api', personId: null, apiKeyId: null } as const;
  return { merchant, by, principal: 'test' };
}

/** What a refused call says. */
export async function refusal(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error('it was not refused', { cause: error });
  const { code, fields, details } = error;
  return { code, fields, details };
}

/** Somebody works in Mercado Pago's own panel. */
export async function panel(
  { simulator }: TestApplication,
  { accessToken }: Shop,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const answer = await call(`${simulator.url}${path}`, { method, headers, body });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.json;
}
