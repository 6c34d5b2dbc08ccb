import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Note } from './note';

type SilenceNoteProps = {
  silence: { readonly silentSince: Date; readonly checkedAt: Date; readonly foundByLookup: number };
  actions?: ReactNode;
};

/** Orders are found paid, and nothing announces them. It is there as long as that lasts. */
export function SilenceNote({ silence, actions }: SilenceNoteProps) {
  const t = useTranslations('notifications.silence');
  const minutes = Math.max(1, Math.round((silence.checkedAt.getTime() - silence.silentSince.getTime()) / 60_000));
  return (
    <Note tone="warn" role="status" title={t('title', { count: silence.foundByLookup, minutes })} actions={actions}>
      {t('detail')}
    </Note>
  );
}
