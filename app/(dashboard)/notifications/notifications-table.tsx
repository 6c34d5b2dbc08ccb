import { useTranslations } from 'next-intl';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { TimeText } from '@/app/_ui/time-text';
import type { NotificationSummary } from '@/db/notification-log';
import { dayKey, formatClock, formatShortDay, type TimeReader } from '@/lib/i18n/format-time';
import { OutcomeLabel, outcomeWord } from './outcome-label';
import { SignatureLabel } from './signature-label';

type NotificationsTableProps = { notifications: readonly NotificationSummary[]; now: Date; reader: TimeReader };

/** Deliveries as a table; on phones each stands on two lines, what came of it and when above, what it is about below. */
export function NotificationsTable({ notifications, now, reader }: NotificationsTableProps) {
  const t = useTranslations('notifications');
  return (
    <Table
      label={t('table')}
      className={phoneRows}
      head={
        <>
          <HeadCell>{t('columns.arrived')}</HeadCell>
          <HeadCell>{t('columns.topic')}</HeadCell>
          <HeadCell from="wide">{t('columns.resource')}</HeadCell>
          <HeadCell from="desktop">{t('columns.signature')}</HeadCell>
          <HeadCell>{t('columns.outcome')}</HeadCell>
          <HeadCell>{t('columns.order')}</HeadCell>
          <HeadCell kind="number" from="wide">
            {t('columns.took')}
          </HeadCell>
        </>
      }
    >
      {notifications.map((notification) => (
        <NotificationRow key={notification.id} notification={notification} now={now} reader={reader} />
      ))}
    </Table>
  );
}

const phoneRows = [
  'max-tablet:[&_thead]:hidden max-tablet:block max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[minmax(0,1fr)_auto] max-tablet:[&_tbody_tr]:gap-x-3 max-tablet:[&_tbody_tr]:gap-y-0.5',
  'max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line max-tablet:[&_tbody_tr]:px-4 max-tablet:[&_tbody_tr]:py-3',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');

type NotificationRowProps = { notification: NotificationSummary; now: Date; reader: TimeReader };

function NotificationRow({ notification, now, reader }: NotificationRowProps) {
  const t = useTranslations('notifications');
  const { id, receivedAt, topic, resourceId, orderId, externalReference } = notification;
  const isToday = dayKey(receivedAt, reader.timeZone) === dayKey(now, reader.timeZone);
  const label = t('open', {
    id: String(id),
    topic: topic ?? t('noTopic'),
    outcome: t(`outcome.${outcomeWord(notification)}`),
  });
  return (
    <Row>
      <Cell className="max-tablet:col-start-2 max-tablet:row-start-1 max-tablet:text-right max-tablet:text-ink-3">
        <RowLink href={`/notifications/${id}`} aria-label={label} className="num">
          {isToday ? null : `${formatShortDay(receivedAt, reader)}, `}
          <TimeText at={receivedAt} now={now} reader={reader} form="seconds" />
        </RowLink>
      </Cell>
      <Cell className="max-w-48 truncate max-tablet:col-start-1 max-tablet:row-start-2 max-tablet:text-ink-3">
        {topic ? <span className="code">{topic}</span> : <span className="text-ink-3">{t('noTopic')}</span>}
      </Cell>
      <Cell from="wide" className="text-ink-2">
        <span className="code block max-w-44 truncate">{resourceId ?? '—'}</span>
      </Cell>
      <Cell from="desktop">
        <SignatureLabel verdict={notification.signature} />
      </Cell>
      <Cell className="max-tablet:col-start-1 max-tablet:row-start-1">
        <OutcomeLabel notification={notification} />
      </Cell>
      <Cell className="max-tablet:col-start-2 max-tablet:row-start-2 max-tablet:text-right">
        {orderId && externalReference ? (
          <TextLink href={`/orders/${orderId}`} className="code relative z-1">
            {externalReference}
          </TextLink>
        ) : (
          <span className="text-ink-3">—</span>
        )}
      </Cell>
      <Cell kind="number" from="wide" className="text-ink-3">
        <Took notification={notification} now={now} reader={reader} />
      </Cell>
    </Row>
  );
}

/** From its arrival to the end of the work on it, or when the next attempt is. */
function Took({ notification: { receivedAt, processedAt, dueAt }, now, reader }: NotificationRowProps) {
  const t = useTranslations('notifications');
  if (processedAt) {
    const seconds = Math.max(0, processedAt.getTime() - receivedAt.getTime()) / 1000;
    return t('seconds', { seconds: seconds.toLocaleString(reader.locale, { maximumFractionDigits: 1 }) });
  }
  if (!dueAt || dueAt <= now) return '—';
  return t('retries', { time: formatClock(dueAt, reader.timeZone, { seconds: true }) });
}
