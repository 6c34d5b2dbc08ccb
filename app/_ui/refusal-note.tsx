import { useTranslations } from 'next-intl';
import { type Refusal, reasonOf } from '@/lib/domain/refusal';
import { Note } from './note';
import { RefusalWords } from './refusal-words';

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
  return (
    <div>
      <Note tone={tone} role={role} title={[lead, t(`${words}.what`)].filter(Boolean).join(' ')}>
        {t(`${words}.next`)}
      </Note>
      <RefusalWords refusal={refusal} bundle={bundle} />
    </div>
  );
}
