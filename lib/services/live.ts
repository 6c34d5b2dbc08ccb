import 'server-only';
import { sql } from '@/db/client';
import type { OrderException, OrderStatus } from '@/lib/domain/order';
import type { Merchant } from '@/lib/domain/scope';
import { log } from '@/lib/log';

/** One order changed; whoever wants more reads it. `changedAtMs` orders changes and is where a stream resumes. */
export type OrderChange = {
  readonly merchantId: string;
  readonly id: string;
  readonly posId: string;
  readonly version: number;
  readonly status: OrderStatus;
  readonly exception: OrderException;
  readonly changedAtMs: number;
};

/** What somebody who listens hears. After `onGap` changes may have been missed; whoever must not miss any starts anew. */
export type LiveListener = { readonly onChange: (change: OrderChange) => void; readonly onGap: () => void };

type Hub = {
  readonly listeners: Map<string, Set<LiveListener>>;
  readonly wakeUps: Set<() => void>;
  outbox: OrderChange[];
  isFlushing: boolean;
  listening: Promise<unknown> | null;
};

declare global {
  var mostradorHub: Hub | undefined;
}

const CHANNEL = 'mostrador_orders';
/** PostgreSQL refuses payloads of 8,000 bytes; one change takes about 220. */
const CHANGES_PER_MESSAGE = 30;

/**
 * Tells every process that an order changed. Called after the commit, never inside it: NOTIFY takes a lock on the whole
 * database. Changes that come while one message is on its way travel together in the next.
 */
export function announce(change: OrderChange): void {
  const { outbox, wakeUps } = hub();
  outbox.push(change);
  for (const wake of wakeUps) wake();
  void flush();
}

/** Calls `wake` whenever this process changed an order. */
export function onOrderChanged(wake: () => void): () => void {
  hub().wakeUps.add(wake);
  return () => hub().wakeUps.delete(wake);
}

/** Tells `listener` every change of a merchant's orders, whichever process made it, until the answer is called. */
export async function subscribe(merchant: Merchant, listener: LiveListener): Promise<() => void> {
  const { listeners } = hub();
  const ofMerchant = listeners.get(merchant.id) ?? new Set();
  ofMerchant.add(listener);
  listeners.set(merchant.id, ofMerchant);
  const unsubscribe = () => {
    ofMerchant.delete(listener);
    if (ofMerchant.size === 0) listeners.delete(merchant.id);
  };
  try {
    await listen();
  } catch (error) {
    unsubscribe();
    throw error;
  }
  return unsubscribe;
}

async function flush(): Promise<void> {
  const current = hub();
  if (current.isFlushing) return;
  current.isFlushing = true;
  try {
    while (current.outbox.length > 0) {
      const changes = current.outbox.splice(0, CHANGES_PER_MESSAGE);
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(changes)})`;
    }
  } catch (error) {
    // Screens fall back to polling; the change itself is committed.
    log.warn({ error }, 'a change could not be announced');
  } finally {
    current.isFlushing = false;
  }
}

/**
 * One LISTEN per process serves all its streams; postgres.js renews it when the database comes back. What was announced
 * between the two nobody heard.
 */
async function listen(): Promise<void> {
  const current = hub();
  let isRenewal = false;
  const onListening = () => {
    if (isRenewal) for (const ofMerchant of current.listeners.values()) for (const one of ofMerchant) one.onGap();
    isRenewal = true;
  };
  current.listening ??= sql.listen(CHANNEL, deliver, onListening).catch((error: unknown) => {
    current.listening = null;
    throw error;
  });
  await current.listening;
}

function deliver(payload: string): void {
  const changes: OrderChange[] = JSON.parse(payload);
  for (const change of changes)
    for (const listener of hub().listeners.get(change.merchantId) ?? []) listener.onChange(change);
}

function hub(): Hub {
  globalThis.mostradorHub ??= {
    listeners: new Map(),
    wakeUps: new Set(),
    outbox: [],
    isFlushing: false,
    listening: null,
  };
  return globalThis.mostradorHub;
}
