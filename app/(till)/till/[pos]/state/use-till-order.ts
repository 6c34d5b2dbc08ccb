'use client';

import { useCallback, useRef } from 'react';
import useSWR from 'swr';
import { getJson } from '@/lib/web/fetcher';
import { newerOrder, type TillOrder } from '../till-order';

export type ShownOrder = {
  /** The newest that was ever read, or null before the first read. */
  readonly order: TillOrder | null;
  /** Reads it again now. Rejects when it could not be read. */
  readonly reread: () => Promise<void>;
};

/** One order of a till, never older than it was shown before. Without an id there is nothing to read. */
export function useTillOrder(externalPosId: string, orderId: string | null, initial: TillOrder | null): ShownOrder {
  const newest = useRef(initial);
  const url = orderId === null ? null : orderUrl(externalPosId, orderId);
  const read = useCallback(async (address: string) => {
    newest.current = newerOrder(newest.current, await getJson<TillOrder>(address));
    return newest.current;
  }, []);
  const { data, mutate } = useSWR(url, read, {
    ...(initial?.id === orderId ? { fallbackData: initial } : {}),
    // Coming back is the live connection's to notice; it has everything read again.
    revalidateOnReconnect: false,
    errorRetryInterval: 3_000,
  });
  const reread = useCallback(async () => {
    if (url === null) return;
    await mutate(await read(url), { revalidate: false });
  }, [url, read, mutate]);
  return { order: data && data.id === orderId ? data : null, reread };
}

/** What occupies a till's printed QR, whoever put it there. */
export function readUnfinished(externalPosId: string): Promise<{ readonly unfinished: TillOrder | null }> {
  return getJson(`/till/${encodeURIComponent(externalPosId)}/orders`);
}

function orderUrl(externalPosId: string, orderId: string): string {
  return `/till/${encodeURIComponent(externalPosId)}/orders/${encodeURIComponent(orderId)}`;
}
