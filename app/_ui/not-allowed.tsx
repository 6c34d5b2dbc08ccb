import { useTranslations } from 'next-intl';
import { Empty } from './empty';

/** Stands in place of a page that somebody's role does not open. `what` fills "Sin acceso a …". */
export function NotAllowed({ what }: { what: string }) {
  const t = useTranslations('shell.noAccess');
  return (
    <Empty kind="not-allowed" title={t('title', { what })}>
      {t('detail')}
    </Empty>
  );
}
