import { useTranslations } from 'next-intl';
import { formatClock, formatShortDay, type TimeReader } from '@/lib/i18n/format-time';
import type { NotificationHealth } from './read-notifications';

type PastSilencesProps = { silences: NotificationHealth['pastSilences']; reader: TimeReader };

/** When it was silent before, and for how long. */
export function PastSilences({ silences, reader }: PastSilencesProps) {
  const t = useTranslations('notifications.silence');
  if (silences.length === 0) return null;
  const moment = (at: Date) => `${formatShortDay(at, reader)}, ${formatClock(at, reader.timeZone)}`;
  return (
    <details className="text-xs text-ink-2">
      <summary className="inline-flex min-h-6 items-center rounded-sm font-medium hover:text-ink max-tablet:min-h-11">
        {t('past')}
      </summary>
      <ul className="mt-1 grid gap-1">
        {silences.map(({ raisedAt, silentSince, clearedAt, foundByLookup }) => (
          <li key={raisedAt.toISOString()} className="num">
            {t('pastEntry', { from: moment(silentSince), to: moment(clearedAt ?? raisedAt), count: foundByLookup })}
          </li>
        ))}
      </ul>
    </details>
  );
}
