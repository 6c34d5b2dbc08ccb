import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Empty } from './empty';

/** Stands in place of a page that somebody's role does not open. `what` fills "Sin acceso a …"; `action` is a way out where the page has none. */
export function NotAllowed({ what, action }: { what: string; action?: ReactNode }) {
  const t = useTranslations('shell.noAccess');
  return (
    <Empty kind="not-allowed" title={t('title', { what })} action={action}>
      {t('detail')}
    </Empty>
  );
}
