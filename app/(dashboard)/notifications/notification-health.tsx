import { useTranslations } from 'next-intl';
import { Dot } from '@/app/_ui/dot';
import { Stat, StatStrip } from '@/app/_ui/stat-strip';
import { TextLink } from '@/app/_ui/text-link';
import { TimeText } from '@/app/_ui/time-text';
import type { TimeReader } from '@/lib/i18n/format-time';
import type { NotificationHealth } from './read-notifications';

type HealthStripProps = { health: NotificationHealth; now: Date; reader: TimeReader };

/** Whether messages arrive, whether Mercado Pago confirms them, and what came without any. */
export function HealthStrip({ health, now, reader }: HealthStripProps) {
  const t = useTranslations('notifications.health');
  const { lastAt, verifiedAt, unprocessed, paid, unannounced, silence } = health;
  const moment = (at: Date | null) => (at ? <TimeText at={at} now={now} reader={reader} /> : t('none'));
  return (
    <StatStrip>
      <Stat label={t('last')}>
        <span className="text-md">{moment(lastAt)}</span>
      </Stat>
      <Stat label={t('verified')} help={t('verifiedHelp')} helpLabel={t('help', { figure: t('verified') })}>
        <span className="inline-flex items-center gap-2.5 text-md">
          {verifiedAt ? <Dot tone={silence ? 'broken' : 'works'} /> : null}
          {moment(verifiedAt)}
        </span>
      </Stat>
      <Stat label={t('pending')}>
        <span className="text-md">{unprocessed.count}</span>
        {unprocessed.oldestAt ? (
          <span className="ml-2 text-sm font-normal text-ink-3">
            <TimeText at={unprocessed.oldestAt} now={now} reader={reader} />
          </span>
        ) : null}
      </Stat>
      <Stat label={t('unannounced')}>
        <span className="text-md">
          {unannounced > 0 ? (
            <TextLink href="/orders?paid=today&found=sweep">
              {t('unannouncedOf', { count: unannounced, total: paid })}
            </TextLink>
          ) : (
            t('unannouncedOf', { count: unannounced, total: paid })
          )}
        </span>
      </Stat>
    </StatStrip>
  );
}
