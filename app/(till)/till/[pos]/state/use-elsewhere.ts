'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { TillOrder } from '../till-order';
import { readUnfinished } from './use-till-order';

/** However much happens in the shop, an idle till asks about itself only this often. */
const GAP_MS = 3_000;

export type Elsewhere = {
  /** What somebody else has put on this till while nothing is charged here; null when it is free. */
  readonly order: TillOrder | null;
  /** Reads it now. Rejects when it could not be read. */
  readonly reread: () => Promise<void>;
  /** Reads it soon, together with whatever else asks for it until then. */
  readonly rereadSoon: () => void;
};

/** Keeps an idle till aware of what another screen charges on it. */
export function useElsewhere(externalPosId: string): Elsewhere {
  const [order, setOrder] = useState<TillOrder | null>(null);
  const lastAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
  const reread = useCallback(async () => {
    lastAt.current = Date.now();
    setOrder((await readUnfinished(externalPosId)).unfinished);
  }, [externalPosId]);
  const rereadSoon = useCallback(() => {
    timer.current ??= setTimeout(
      () => {
        timer.current = null;
        // When it fails, the connection's own reading notices and says so.
        void reread().catch(() => undefined);
      },
      Math.max(0, lastAt.current + GAP_MS - Date.now()),
    );
  }, [reread]);
  return { order, reread, rereadSoon };
}
