'use client';

import { useEffect, useRef, useState } from 'react';
import type { OrderException, OrderStatus } from '@/lib/domain/order';

/** One order changed; whoever shows it reads it again. Never shown by itself: it carries no money. */
export type LiveOrder = {
  readonly id: string;
  readonly version: number;
  readonly status: OrderStatus;
  readonly exception: OrderException;
};

/**
 * - `connecting`: the page just opened
 * - `live`: changes arrive as they happen, and everything was read again since the stream opened
 * - `polling`: the stream is cut; everything is read every three seconds, and that works
 * - `offline`: not even that works
 */
export type LiveConnection = 'connecting' | 'live' | 'polling' | 'offline';

const POLL_MS = 3_000;

type Listener = {
  /** An order of this merchant changed; may be one that this page does not show. */
  readonly onOrder: (order: LiveOrder) => void;
  /** Reads again what the page shows. It rejects when that could not be read. */
  readonly reread: () => Promise<unknown>;
};

/**
 * Keeps a page up to date. After every break it has everything read again before it says `live`, because changes of
 * meanwhile may be lost; while the stream is cut it has everything read every three seconds.
 */
export function useLiveOrders(listener: Listener): LiveConnection {
  const [connection, setConnection] = useState<LiveConnection>('connecting');
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => keepInTouch(latest, setConnection), []);
  return connection;
}

/** Opens the stream, notices when it breaks, polls meanwhile. Answers what ends it all. */
function keepInTouch(latest: { readonly current: Listener }, tell: (connection: LiveConnection) => void): () => void {
  let stream: EventSource | null = null;
  let poll: ReturnType<typeof setInterval> | null = null;
  let hasEnded = false;

  function open(): void {
    stream?.close();
    const opened = new EventSource('/api/events');
    stream = opened;
    opened.addEventListener('open', () => void resume(opened));
    opened.addEventListener('error', lose);
    // What somebody hears who may not read orders.
    opened.addEventListener('change', () => void read());
    opened.addEventListener('order', (event) => latest.current.onOrder(JSON.parse(event.data)));
  }

  async function resume(opened: EventSource): Promise<void> {
    const isRead = await read();
    if (hasEnded || stream !== opened || opened.readyState !== EventSource.OPEN) return;
    if (!isRead) return lose();
    if (poll) clearInterval(poll);
    poll = null;
    tell('live');
  }

  function lose(): void {
    poll ??= setInterval(() => void pollOnce(), POLL_MS);
    void pollOnce();
  }

  async function pollOnce(): Promise<void> {
    const isRead = await read();
    if (hasEnded || !poll) return;
    tell(isRead ? 'polling' : 'offline');
    // A browser gives up for good when the server answers with an error; after a lost connection it tries by itself.
    if (stream?.readyState === EventSource.CLOSED) open();
  }

  async function read(): Promise<boolean> {
    return latest.current.reread().then(
      () => true,
      () => false,
    );
  }

  /** A device that slept may hold a dead stream that nothing reports. */
  function wake(): void {
    if (document.visibilityState === 'visible') open();
  }

  open();
  window.addEventListener('online', wake);
  window.addEventListener('offline', lose);
  document.addEventListener('visibilitychange', wake);
  return () => {
    hasEnded = true;
    stream?.close();
    if (poll) clearInterval(poll);
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', lose);
    document.removeEventListener('visibilitychange', wake);
  };
}
