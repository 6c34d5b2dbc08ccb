import { useLocale, useTranslations } from 'next-intl';
import { Section } from '@/app/_ui/section';
import {
  orderExceptionLooks,
  orderStatusLooks,
  paymentStatusLooks,
  refundStatusLooks,
  type StatusLook,
} from '@/app/_ui/status-look';
import { TimeText } from '@/app/_ui/time-text';
import { TimelineDay, TimelineEntry } from '@/app/_ui/timeline';
import type { OrderDetail, OrderEventRow } from '@/db/orders';
import { formatMoney } from '@/lib/i18n/format-money';
import { dayKey, formatDayHead, type TimeReader } from '@/lib/i18n/format-time';
import { FactDetail } from './fact-detail';
import { type Fact, type HistoryEntry, tellHistory } from './history-entries';
import { HistoryNoise } from './history-noise';
import { paymentAmount } from './payment-words';

type OrderHistoryProps = { order: OrderDetail; events: readonly OrderEventRow[]; now: Date };

/** Everything that happened to an order, newest first by day; what only machines care about is folded below. */
export function OrderHistory({ order, events, now }: OrderHistoryProps) {
  const t = useTranslations('order.history');
  const reader = { locale: useLocale(), timeZone: order.timeZone };
  const { entries, noise } = tellHistory(events);
  return (
    <Section title={t('title')}>
      {byDay(entries, order.timeZone).map(({ day, of }) => (
        <TimelineDay key={day} label={formatDayHead(of[0].at, now, reader)}>
          {of.map((entry) => (
            <TimelineEntry
              key={entry.sequence}
              look={lookOf(entry.fact)}
              title={<FactTitle order={order} entry={entry} />}
              detail={<FactDetail order={order} entry={entry} />}
              time={<FactTime at={entry.at} now={now} reader={reader} />}
            />
          ))}
        </TimelineDay>
      ))}
      <HistoryNoise noise={noise} timeZone={order.timeZone} />
    </Section>
  );
}

function FactTime({ at, now, reader }: { at: Date; now: Date; reader: TimeReader }) {
  return <TimeText at={at} now={now} reader={reader} form="seconds" />;
}

type Day = { readonly day: string; readonly of: [HistoryEntry, ...HistoryEntry[]] };

/** Entries that are already in order, in runs of one day. */
function byDay(entries: readonly HistoryEntry[], timeZone: string): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = dayKey(entry.at, timeZone);
    const last = days.at(-1);
    if (last?.day === day) last.of.push(entry);
    else days.push({ day, of: [entry] });
  }
  return days;
}

function FactTitle({ order, entry: { fact, personName } }: { order: OrderDetail; entry: HistoryEntry }) {
  const t = useTranslations('order.history');
  const money = (minor: number) => formatMoney(minor, order.currencyId);
  switch (fact.kind) {
    case 'created':
      return personName ? t('createdBy', { name: personName }) : t('created');
    case 'published':
      return t('published', { till: order.posName });
    case 'failed':
      return t(fact.reason);
    case 'cancel_requested':
      return t('cancelRequested');
    case 'canceled':
      return t('canceled');
    case 'expired':
      return t('expired');
    case 'closed':
      return fact.isLate ? t('closedLate') : t('closed');
    case 'payment':
      return t(`payment.${fact.payment.status}`, { amount: paymentAmount(fact.payment) ?? '—' });
    case 'refund':
      return t('refund', { amount: paymentAmount({ ...fact.payment, amountMinor: fact.amountMinor }) ?? '—' });
    case 'refund_asked':
      return t(fact.needsApproval ? 'refundWaiting' : 'refundAsked', { amount: money(fact.amountMinor) });
    case 'refund_allowed':
      return t('refundAllowed', { amount: money(fact.amountMinor) });
    case 'refund_declined':
      return t('refundDeclined', { amount: money(fact.amountMinor) });
    case 'refund_outcome':
      return t(`refundOutcome.${fact.status}`, { amount: money(fact.amountMinor) });
  }
}

function lookOf(fact: Fact): StatusLook {
  switch (fact.kind) {
    case 'created':
      return orderStatusLooks.draft;
    case 'published':
      return orderStatusLooks.opened;
    case 'failed':
      return orderStatusLooks.failed;
    case 'cancel_requested':
      return refundStatusLooks.requested;
    case 'canceled':
      return orderStatusLooks.canceled;
    case 'expired':
      return orderStatusLooks.expired;
    case 'closed':
      return fact.isLate ? orderExceptionLooks.paid_late : orderStatusLooks.closed;
    case 'payment':
      return paymentStatusLooks[fact.payment.status];
    case 'refund':
      return refundStatusLooks.approved;
    case 'refund_asked':
    case 'refund_allowed':
      return refundStatusLooks.requested;
    case 'refund_declined':
      return refundStatusLooks.rejected;
    case 'refund_outcome':
      return refundStatusLooks[fact.status];
  }
}
