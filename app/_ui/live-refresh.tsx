'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { tellTime } from '@/lib/i18n/format-time';
import type { Locale } from '@/lib/i18n/locales';
import { useLiveOrders } from '@/lib/web/use-live-orders';
import { useNow } from './use-now';

type LiveRefreshProps = {
  /** When the server drew what is shown; it moves with every refresh that worked. */
  serverNow: string;
  /** Only changes of this order matter; without it, those of any order. */
  orderId?: string;
  /** Says how old the page is: `{time}` in `words` becomes "hace 4 s". */
  age?: { words: string; locale: Locale };
};

/** Several changes within this time are one refresh. */
const GATHER_MS = 300;
/** Refreshes are at least this far apart, however much happens. */
const GAP_MS = 1_000;
/** Told times and what the zone's midnight changes grow old without any event. */
const STALE_MS = 60_000;

/** Has the server draw the page again when an order changes; what is shown stays in place meanwhile. */
export function LiveRefresh({ serverNow, orderId, age }: LiveRefreshProps) {
  const refreshSoon = useRefreshSoon();
  useLiveOrders({
    onOrder: (order) => {
      if (orderId === undefined || order.id === orderId) refreshSoon(GATHER_MS);
    },
    reread: async () => refreshSoon(GATHER_MS),
  });
  useEffect(() => {
    const timer = setInterval(() => refreshSoon(0), STALE_MS);
    return () => clearInterval(timer);
  }, [refreshSoon]);
  return age ? <PageAge serverNow={serverNow} {...age} /> : null;
}

function PageAge({ serverNow, words, locale }: { serverNow: string; words: string; locale: Locale }) {
  const { text } = tellTime(new Date(serverNow), useNow(serverNow), { locale, timeZone: 'UTC' });
  const [before = '', after = ''] = words.split('{time}');
  return (
    <span className="num">
      {before}
      {text}
      {after}
    </span>
  );
}

/** A refresh after some time, together with every other that is asked for until then. Nothing happens out of sight. */
function useRefreshSoon(): (waitMs: number) => void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const lastAt = useRef(0);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
  return useCallback(
    (waitMs: number) => {
      if (timer.current || document.visibilityState === 'hidden') return;
      const restMs = lastAt.current + GAP_MS - Date.now();
      timer.current = setTimeout(
        () => {
          timer.current = null;
          lastAt.current = Date.now();
          router.refresh();
        },
        Math.max(waitMs, restMs),
      );
    },
    [router],
  );
}
