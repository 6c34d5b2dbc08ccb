import { useTranslations } from 'next-intl';
import { CopyButton } from './copy-button';

/** An id with a button that copies it; `what` names it in "Copiar …". */
export function CopiedCode({ code, what }: { code: string; what: string }) {
  const t = useTranslations('ui');
  return (
    <>
      <span className="code min-w-0 truncate" title={code}>
        {code}
      </span>
      <CopyButton text={code} label={t('copy', { what })} copiedLabel={t('copied')} />
    </>
  );
}
