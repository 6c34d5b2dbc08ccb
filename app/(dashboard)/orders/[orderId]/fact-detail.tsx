import { useLocale, useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import type { OrderDetail } from '@/db/orders';
import type { KnownPayment } from '@/lib/domain/payment-state';
import { formatClock } from '@/lib/i18n/format-time';
import { paymentMethodName } from '@/lib/i18n/payment-method-name';
import type { HistoryEntry } from './history-entries';
import { refusalReason } from './payment-words';
import { isKnownReason } from './review-reason';

/** What else is known of a fact, and where it came from. */
export function FactDetail({ order, entry }: { order: OrderDetail; entry: HistoryEntry }) {
  const { fact } = entry;
  const parts: ReactNode[] = [];
  if (fact.kind === 'published') parts.push(<PublishedDetail order={order} />);
  if (fact.kind === 'canceled') parts.push(<Words name="canceledDetail" />);
  if (fact.kind === 'expired') parts.push(<Words name="expiredDetail" />);
  if (fact.kind === 'failed' && fact.code) parts.push(<span className="code">{fact.code}</span>);
  if (fact.kind === 'payment' || fact.kind === 'refund')
    parts.push(<PaymentDetail payment={fact.payment} entry={entry} timeZone={order.timeZone} />);
  if (fact.kind === 'refund_asked') parts.push(<span className="wrap-anywhere">“{fact.reason}”</span>);
  if (fact.kind === 'refund_outcome' && fact.code) parts.push(<span className="code">{fact.code}</span>);
  if (tellsSource(entry)) parts.push(<Source entry={entry} />);
  return <Joined parts={parts} />;
}

function Words({ name }: { name: 'canceledDetail' | 'expiredDetail' }) {
  return useTranslations('order.history')(name);
}

function PublishedDetail({ order }: { order: OrderDetail }) {
  const t = useTranslations('order');
  return t('history.publishedDetail', {
    integration: t(`facts.integrations.${order.integration}`),
    time: formatClock(order.expiresAt, order.timeZone),
  });
}

/** With what it was paid and which payment it is; when refused, why. A time of its own when we learnt of it later. */
function PaymentDetail({ payment, entry, timeZone }: { payment: KnownPayment; entry: HistoryEntry; timeZone: string }) {
  const t = useTranslations('order');
  const locale = useLocale();
  const { mismatch, statusDetail } = payment;
  const isRefused = payment.status === 'rejected';
  const parts: ReactNode[] = [];
  const method = paymentMethodName(payment.methodId, locale);
  if (method) parts.push(method);
  if (isRefused && statusDetail) parts.push(<Refusal statusDetail={statusDetail} />);
  parts.push(<span className="code">{payment.paymentId}</span>);
  if (mismatch) parts.push(isKnownReason(mismatch) ? t(`notes.reason.${mismatch}`) : mismatch);
  const approvedAt = entry.fact.kind === 'payment' && payment.approvedAt ? new Date(payment.approvedAt) : null;
  if (approvedAt && entry.at.getTime() - approvedAt.getTime() > NOTED_LATE_MS)
    parts.push(t('history.approvedAt', { time: formatClock(approvedAt, timeZone, { seconds: true }) }));
  return <Joined parts={parts} />;
}

/** In words if we have them; Mercado Pago's own code follows. */
function Refusal({ statusDetail }: { statusDetail: string }) {
  const reason = refusalReason(statusDetail, useLocale());
  return (
    <>
      {reason} <span className="code wrap-anywhere whitespace-normal">{statusDetail}</span>
    </>
  );
}

/** Whoever asked for something did not bring about how it went; that it was found tells more. */
function tellsSource({ fact, source }: HistoryEntry): boolean {
  if (fact.kind === 'published') return false;
  const isAnswer = fact.kind === 'failed' || fact.kind === 'canceled' || fact.kind === 'refund_outcome';
  return !(isAnswer && (source === 'cashier' || source === 'api'));
}

/** Who or what it was noted by. */
function Source({ entry: { fact, source, personName } }: { entry: HistoryEntry }) {
  const t = useTranslations('order.history.source');
  switch (source) {
    case 'cashier':
      return personName && fact.kind !== 'created' ? t('cashierName', { name: personName }) : t('cashier');
    case 'check':
      return personName ? t('checkName', { name: personName }) : t('check');
    case 'api':
    case 'system':
    case 'notification':
    case 'sweep':
      return t(source);
    default:
      return source;
  }
}

/** Parts that are there, with a dot between them. */
function Joined({ parts }: { parts: readonly ReactNode[] }) {
  return parts
    .filter((part) => part !== null)
    .map((part, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one line never change places
      <Fragment key={place}>
        {place > 0 ? ' · ' : null}
        {part}
      </Fragment>
    ));
}

/** Clocks differ by a little; more than this is worth telling. */
const NOTED_LATE_MS = 10_000;
