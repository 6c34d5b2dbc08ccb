'use client';

import { useEffect, useState } from 'react';
import type { ScreenState } from '@/lib/domain/customer-screen';
import { FetchError, getJson } from '@/lib/web/fetcher';

/** What the server tells a screen; the same on the wire as in the page that it was drawn with. */
export type ScreenView = ScreenState & {
  readonly qr: { readonly size: number; readonly path: string } | null;
  readonly expiresAt: string | null;
  readonly createdAt: string | null;
  readonly readAt: string;
};

export type SeenScreen =
  | { readonly kind: 'view'; readonly view: ScreenView }
  /** Nothing is known any more: what was shown may be wrong by now. */
  | { readonly kind: 'lost' };

/** A break that ends within this is not worth a word. */
const LOST_AFTER_MS = 4_000;
const POLL_MS = 3_000;
/** The server says something every 15 seconds; a stream that is silent for longer is dead. */
const SILENT_MS = 40_000;

/**
 * Keeps a screen as it is known to be: the stream tells the whole view anew whenever it opens, so that nothing old is
 * shown after a break. Where the stream does not come through, the view is asked for every three seconds.
 */
export function useScreenView(key: string, initial: ScreenView): SeenScreen {
  const [seen, setSeen] = useState<SeenScreen>({ kind: 'view', view: initial });
  useEffect(() => keepInTouch(`/screen/${encodeURIComponent(key)}`, setSeen), [key]);
  return seen;
}

function keepInTouch(address: string, tell: (seen: SeenScreen) => void): () => void {
  let stream: EventSource | null = null;
  let hasEnded = false;
  let heardAt = Date.now();

  function open(): void {
    stream?.close();
    stream = new EventSource(`${address}/stream`);
    stream.addEventListener('view', (event) => hear({ kind: 'view', view: JSON.parse(event.data) }));
    stream.addEventListener('beat', () => hear(null));
  }

  function hear(seen: SeenScreen | null): void {
    if (hasEnded) return;
    heardAt = Date.now();
    if (seen) tell(seen);
  }

  async function look(): Promise<void> {
    const isStreaming = stream?.readyState === EventSource.OPEN && Date.now() - heardAt < SILENT_MS;
    if (isStreaming) return;
    try {
      hear({ kind: 'view', view: await getJson<ScreenView>(`${address}/state`) });
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      // The page says the rest: that the address is no longer valid.
      if (error.status === 404) window.location.reload();
      else if (!hasEnded && Date.now() - heardAt > LOST_AFTER_MS) tell({ kind: 'lost' });
    }
    // A browser gives up for good when the server answers with an error.
    if (!hasEnded && (stream?.readyState === EventSource.CLOSED || Date.now() - heardAt > SILENT_MS)) open();
  }

  open();
  const timer = setInterval(() => void look(), POLL_MS);
  return () => {
    hasEnded = true;
    clearInterval(timer);
    stream?.close();
  };
}
