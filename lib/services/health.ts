import 'server-only';
import { sql } from '@/db/client';
import { countPendingNotifications } from '@/db/notifications';
import { actAsSystem } from '@/lib/domain/scope';
import { bootState } from './bootstrap';
import { workerRoundAt } from './worker';

export type Health = {
  readonly status: 'ok' | 'down';
  readonly database: 'ok' | 'down';
  readonly worker: 'ok' | 'starting' | 'down';
  readonly inbox_pending: number;
  readonly oldest_pending_s: number;
  /** What keeps the installation from being prepared, in words, or null. */
  readonly setup: string | null;
};

const PATIENCE_MS = 1_500;
/** A round takes long when Mercado Pago is slow; past this the worker hangs. */
const WORKER_SILENCE_MS = 90_000;

/** Whether this process can do its work: it reaches the database and its worker goes round. Answers within two seconds. */
export async function readHealth(): Promise<Health> {
  const inbox = await readInbox();
  const worker = workerState();
  const boot = bootState();
  return {
    status: inbox && worker === 'ok' && boot.isReady ? 'ok' : 'down',
    database: inbox ? 'ok' : 'down',
    worker,
    inbox_pending: inbox?.pending ?? 0,
    oldest_pending_s: inbox?.oldestAt ? Math.max(0, Math.round((Date.now() - inbox.oldestAt.getTime()) / 1000)) : 0,
    setup: boot.problem,
  };
}

function workerState(): Health['worker'] {
  const roundAt = workerRoundAt();
  if (!roundAt) return 'starting';
  return Date.now() - roundAt.getTime() < WORKER_SILENCE_MS ? 'ok' : 'down';
}

async function readInbox(): Promise<{ pending: number; oldestAt: Date | null } | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([sql`select 1`.then(() => countPendingNotifications(actAsSystem())), patience]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
