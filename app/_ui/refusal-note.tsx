import { useTranslations } from 'next-intl';
import { type Refusal, reasonOf } from '@/lib/domain/refusal';
import { CopyButton } from './copy-button';
import { Disclosure } from './disclosure';
import { Note } from './note';

type RefusalNoteProps = {
  refusal: Refusal;
  /** What could not be done, before why: "No se pudo probar la caja." */
  lead?: string;
  tone?: 'stop' | 'warn';
  role?: 'alert' | 'status';
  /** What support asks for, without secrets; null where there is nothing to copy. */
  bundle?: string | null;
};

/**
 * A refusal of Mercado Pago, told in the one way: what it means, what to do, and behind one tap its own words. In the browser
 * it needs the messages `refusal`.
 */
export function RefusalNote({ refusal, lead, tone = 'stop', role, bundle = null }: RefusalNoteProps) {
  const t = useTranslations('refusal');
  const words = `reason.${reasonOf(refusal)}` as const;
  const raw = [refusal.status, refusal.code, refusal.message].filter((part) => part !== null && part !== '');
  return (
    <div>
      <Note tone={tone} role={role} title={[lead, t(`${words}.what`)].filter(Boolean).join(' ')}>
        {t(`${words}.next`)}
      </Note>
      {raw.length > 0 || bundle !== null ? (
        <Disclosure label={t('raw')}>
          <p className="code wrap-anywhere text-ink-3">{raw.join(' · ') || '—'}</p>
          {bundle === null ? null : (
            <p className="mt-1 flex items-center gap-1.5 text-ink-2">
              {t('copy')}
              <CopyButton text={bundle} label={t('copy')} copiedLabel={t('copied')} />
            </p>
          )}
        </Disclosure>
      ) : null}
    </div>
  );
}
