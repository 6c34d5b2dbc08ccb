'use client';

import { useEffect, useRef } from 'react';
import { isLocale } from '@/lib/i18n/locales';
import { problem } from '@/lib/i18n/messages/problem';
import { buttonClass } from './button-look';

/** `retry` asks the server again; what was drawn is no use. */
export type ProblemProps = { error: Error & { digest?: string }; retry: () => void };

const PROBE_MS = 5_000;
/** A page that fails whatever the server's health is not announced to screen readers over and over. */
const RETRY_GAP_MS = 60_000;
let retriedAtMs = 0;

/**
 * What an error boundary shows: what it means for the money, a way to try again, and the code that the log has too. Pages
 * draw themselves again without anybody's doing, so one that met an outage comes back without anybody's doing.
 */
export function ProblemNotice({ error, retry }: ProblemProps) {
  useRetryWhenWell(retry);
  const words = problem[documentLocale()];
  return (
    <div role="alert" className="m-auto grid justify-items-center gap-2 px-6 py-12 text-center text-sm text-ink-2">
      <h1 className="text-lg font-semibold text-ink">{words.title}</h1>
      <p className="max-w-[52ch] text-balance">{words.detail}</p>
      <div className="mt-2 flex gap-2">
        <button type="button" className={buttonClass({})} onClick={retry}>
          {words.retry}
        </button>
        <a href="/overview" className={buttonClass({ tone: 'quiet' })}>
          {words.home}
        </a>
      </div>
      {error.digest ? (
        <p className="mt-2 text-xs text-ink-3">
          {words.reference}: <span className="code">{error.digest}</span>
        </p>
      ) : null}
    </div>
  );
}

/** Tries again once the server says that it is well. */
function useRetryWhenWell(retry: () => void): void {
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  }, [retry]);
  useEffect(() => {
    const timer = setInterval(async () => {
      const isTooSoon = Date.now() - retriedAtMs < RETRY_GAP_MS;
      if (isTooSoon || document.visibilityState === 'hidden' || !(await isServerWell())) return;
      retriedAtMs = Date.now();
      latest.current();
    }, PROBE_MS);
    return () => clearInterval(timer);
  }, []);
}

async function isServerWell(): Promise<boolean> {
  try {
    return (await fetch('/api/health', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** The language of the page around the boundary; next-intl's messages are not at hand when a page failed. */
function documentLocale() {
  const language = typeof document === 'undefined' ? 'es' : document.documentElement.lang.slice(0, 2);
  return isLocale(language) ? language : 'es';
}
