import 'server-only';
import { type AddressedDelivery, type Delivery, insertDeliveries } from '@/db/notifications';
import { isShapedLikeInstallationKey } from '@/lib/domain/notification-key';
import { actAsSystem } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import { readNotification } from '@/lib/mercadopago/notification';
import { isDatabaseUnavailable } from '@/lib/postgres-errors';

/** Longest body that is kept; Mercado Pago's are under 2 kB. */
export const MAX_NOTIFICATION_BYTES = 64 * 1024;
/** Two flushes at a time keep the disk busy without queueing behind each other; each takes all that waits, up to this. */
const usualLimits = { maxFlushes: 2, maxBatch: 200 } as const satisfies Limits;

/** Mercado Pago waits 5 s for the answer to a retry: a database that hangs is answered for before that. */
const PATIENCE_MS = 4_000;
/** While it hangs, one delivery in this time is tried, to notice when it goes on; the others are refused at once. */
const PROBE_EVERY_MS = 250;

type Waiting = { readonly delivery: AddressedDelivery; readonly resolve: (status: ReceiptStatus) => void };
type Limits = { readonly maxFlushes: number; readonly maxBatch: number };
type Batcher = {
  readonly waiting: Waiting[];
  flushes: number;
  isFlushingSoon: boolean;
  /** Those of them that nobody waits for any more. */
  hungFlushes: number;
  isHanging: boolean;
  probedAt: number;
  readonly wakeUps: Set<() => void>;
  limits: Limits;
};

/** 200: durably stored. 404: the key belongs to nobody. 503: not stored, and Mercado Pago will send it again. */
export type ReceiptStatus = 200 | 404 | 503;

declare global {
  var mostradorInbox: Batcher | undefined;
}

/**
 * Stores one delivery and answers only when a power cut cannot lose it. Deliveries that come while others are being
 * written share the next commit; a lone one is written at once. It is not looked at here: it is a hint, and the worker
 * finds out what is true.
 */
export function receiveNotification(delivery: Delivery): Promise<ReceiptStatus> {
  if (!/^[\w-]{16,64}$/.test(delivery.merchantKey)) return Promise.resolve(404);
  const current = batcher();
  const now = performance.now();
  if (current.isHanging && now - current.probedAt < PROBE_EVERY_MS) return Promise.resolve(503);
  current.probedAt = now;
  return new Promise((resolve) => {
    current.waiting.push({ delivery: address(delivery), resolve });
    flushSoon(current);
  });
}

/** Only what came to the application's own URL has to be opened to know whose it is. */
function address(delivery: Delivery): AddressedDelivery {
  if (!isShapedLikeInstallationKey(delivery.merchantKey)) return { ...delivery, userId: null };
  const { userId } = readNotification({ query: new URLSearchParams(delivery.query), body: delivery.body });
  return { ...delivery, userId };
}

/** Calls `wake` whenever something was stored by this process. */
export function onNotificationStored(wake: () => void): () => void {
  batcher().wakeUps.add(wake);
  return () => batcher().wakeUps.delete(wake);
}

/** Changes how deliveries share commits in this process, to measure what sharing brings. */
export function limitInbox(limits: Limits): void {
  batcher().limits = limits;
}

/** At the end of this turn of the event loop: whatever else is read from the network in it shares the commit. */
function flushSoon(current: Batcher): void {
  if (current.isFlushingSoon) return;
  current.isFlushingSoon = true;
  setImmediate(() => {
    current.isFlushingSoon = false;
    while (mayFlush(current)) void flush(current);
  });
}

function mayFlush({ flushes, hungFlushes, limits, waiting }: Batcher): boolean {
  return flushes - hungFlushes < limits.maxFlushes && waiting.length > 0;
}

async function flush(current: Batcher): Promise<void> {
  current.flushes += 1;
  const batch = current.waiting.splice(0, current.limits.maxBatch);
  let isHung = false;
  const patience = setTimeout(() => {
    isHung = true;
    current.hungFlushes += 1;
    current.isHanging = true;
    refuse([...batch, ...current.waiting.splice(0)]);
  }, PATIENCE_MS);
  try {
    await store(batch);
    current.isHanging = false;
    for (const wake of current.wakeUps) wake();
  } finally {
    clearTimeout(patience);
    current.flushes -= 1;
    if (isHung) current.hungFlushes -= 1;
    if (mayFlush(current)) void flush(current);
  }
}

function refuse(unanswered: readonly Waiting[]): void {
  log.warn({ deliveries: unanswered.length }, 'the database hangs: notifications were refused');
  for (const waiting of unanswered) waiting.resolve(503);
}

async function store(batch: readonly Waiting[]): Promise<void> {
  try {
    const stored = await insertDeliveries(
      actAsSystem(),
      batch.map((waiting) => waiting.delivery),
    );
    for (const [place, waiting] of batch.entries()) waiting.resolve(stored[place] ? 200 : 404);
  } catch (error) {
    if (batch.length > 1 && !isDatabaseUnavailable(error)) {
      // One row that PostgreSQL refuses must not take its neighbours along.
      for (const waiting of batch) await store([waiting]);
      return;
    }
    log.warn({ error, deliveries: batch.length }, 'notifications could not be stored');
    for (const waiting of batch) waiting.resolve(503);
  }
}

function batcher(): Batcher {
  globalThis.mostradorInbox ??= {
    waiting: [],
    flushes: 0,
    isFlushingSoon: false,
    hungFlushes: 0,
    isHanging: false,
    probedAt: 0,
    wakeUps: new Set(),
    limits: usualLimits,
  };
  return globalThis.mostradorInbox;
}
