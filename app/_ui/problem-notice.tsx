'use client';

import { isLocale } from '@/lib/i18n/locales';
import { problem } from '@/lib/i18n/messages/problem';
import { buttonClass } from './button-look';

export type ProblemProps = { error: Error & { digest?: string }; reset: () => void };

/** What an error boundary shows: what it means for the money, a way to try again, and the code that the log has too. */
export function ProblemNotice({ error, reset }: ProblemProps) {
  const words = problem[documentLocale()];
  return (
    <div role="alert" className="m-auto grid justify-items-center gap-2 px-6 py-12 text-center text-sm text-ink-2">
      <h1 className="text-lg font-semibold text-ink">{words.title}</h1>
      <p className="max-w-[52ch] text-balance">{words.detail}</p>
      <div className="mt-2 flex gap-2">
        <button type="button" className={buttonClass({})} onClick={reset}>
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

/** The language of the page around the boundary; next-intl's messages are not at hand when a page failed. */
function documentLocale() {
  const language = typeof document === 'undefined' ? 'es' : document.documentElement.lang.slice(0, 2);
  return isLocale(language) ? language : 'es';
}
