import { useTranslations } from 'next-intl';
import type { Refusal } from '@/lib/domain/refusal';
import { CopyButton } from './copy-button';
import { Disclosure } from './disclosure';

/**
 * Mercado Pago's own words for a refusal, and what support asks for about it, behind one tap. Nothing where there is neither.
 * In the browser it needs the messages `refusal`.
 */
export function RefusalWords({ refusal, bundle }: { refusal: Refusal; bundle: string | null }) {
  const t = useTranslations('refusal');
  const raw = [refusal.status, refusal.code, refusal.message].filter((part) => part !== null && part !== '');
  if (raw.length === 0 && bundle === null) return null;
  return (
    <Disclosure label={t('raw')}>
      <p className="code wrap-anywhere whitespace-normal text-ink-3">{raw.join(' · ') || '—'}</p>
      {bundle === null ? null : (
        <p className="mt-1 flex items-center gap-1.5 text-ink-2">
          {t('copy')}
          <CopyButton text={bundle} label={t('copy')} copiedLabel={t('copied')} />
        </p>
      )}
    </Disclosure>
  );
}
