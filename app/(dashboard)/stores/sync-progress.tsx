import { useLocale, useTranslations } from 'next-intl';
import { Note } from '@/app/_ui/note';
import { RefreshWhile } from '@/app/_ui/refresh-while';
import type { PlaceSync } from '@/db/place-syncs';
import { tellTime } from '@/lib/i18n/format-time';

type SyncProgressProps = { sync: PlaceSync | null; now: Date; timeZone: string };

/** How far a reading of Mercado Pago is, why the last one failed, or how old it is. */
export function SyncProgress({ sync, now, timeZone }: SyncProgressProps) {
  const t = useTranslations('places.drift');
  const locale = useLocale();
  if (!sync) return <p className="text-xs text-ink-3">{t('never')}</p>;
  const isWaiting = sync.phase === 'idle' && sync.dueAt <= now;
  if (sync.phase !== 'idle' || isWaiting) {
    const { done, total } = sync;
    return (
      <div className="grid gap-1.5" role="status">
        <RefreshWhile isActive />
        <p className="text-xs text-ink-2">
          {t(`reading.${sync.phase}`, { done: String(done), total: String(Math.max(total, done)) })}
        </p>
        <progress
          className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
          value={total === 0 ? undefined : done}
          max={Math.max(total, 1)}
          aria-label={t(`reading.${sync.phase}`, { done: String(done), total: String(total) })}
        />
      </div>
    );
  }
  if (sync.problem) return <Note tone="warn" title={t(sync.problem)} />;
  if (!sync.finishedAt) return <p className="text-xs text-ink-3">{t('noneDetail')}</p>;
  return (
    <p className="text-xs text-ink-3">
      {t('readAt', { time: tellTime(sync.finishedAt, now, { locale, timeZone }).text })}
    </p>
  );
}
