import { useTranslations } from 'next-intl';
import { Dot } from '@/app/_ui/dot';
import { OrderStatusLabel } from '@/app/_ui/order-status';
import { StatusLabel } from '@/app/_ui/status-label';
import { orderStatusLooks } from '@/app/_ui/status-look';
import { TimeLeft } from '@/app/_ui/time-left';
import { dayAt } from '@/lib/domain/calendar';
import { formatClock, formatShortDay, type TimeReader, tellTime } from '@/lib/i18n/format-time';
import type { TillDoing } from './till-doing';

type TillDoingLabelProps = { doing: TillDoing; now: Date; reader: TimeReader };

/** What a till is doing, in a line of a table: shape and word, and how long it can still be paid. */
export function TillDoingLabel({ doing, now, reader }: TillDoingLabelProps) {
  const t = useTranslations('pos.doing');
  const words = useTillWords({ doing, now, reader });
  switch (doing.kind) {
    case 'busy':
      return (
        <OrderStatusLabel status={doing.order.status} place="plain">
          <TimeLeft
            expiresAt={doing.order.expiresAt.toISOString()}
            serverNow={now.toISOString()}
            overLabel={t('lastLook')}
          />
        </OrderStatusLabel>
      );
    case 'just_paid':
      return <StatusLabel look={orderStatusLooks.closed} word={words} />;
    case 'missing':
    case 'no_code':
      return <StatusLabel look={{ shape: 'octagon-cross', tone: 'stop' }} word={words} isPill />;
    case 'retired':
      return <StatusLabel look={{ shape: 'ring-slash', tone: 'idle' }} word={words} />;
    case 'free':
    case 'unused':
      return (
        <span className="inline-flex items-center gap-2.5 pl-1 text-ink-2">
          <Dot tone="off" />
          {words}
        </span>
      );
  }
}

/** The same in words alone, for places that show amount and countdown beside it. */
export function useTillWords({ doing, now, reader }: TillDoingLabelProps): string {
  const t = useTranslations('pos.doing');
  const order = useTranslations('status.order');
  switch (doing.kind) {
    case 'busy':
      return order(doing.order.status);
    case 'just_paid':
      return t('just_paid', { time: tellTime(doing.paidAt, now, reader).text });
    case 'free': {
      const isToday = dayAt(doing.since, reader.timeZone) === dayAt(now, reader.timeZone);
      return isToday
        ? t('freeSince', { time: formatClock(doing.since, reader.timeZone) })
        : t('freeSinceDay', { day: formatShortDay(doing.since, reader) });
    }
    case 'retired':
    case 'missing':
    case 'no_code':
    case 'unused':
      return t(doing.kind);
  }
}
