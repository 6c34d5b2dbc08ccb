import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { RefundStatusLabel } from '@/app/_ui/refund-status';
import { RefusalNote } from '@/app/_ui/refusal-note';
import { Section } from '@/app/_ui/section';
import { TextLink } from '@/app/_ui/text-link';
import { TimeText } from '@/app/_ui/time-text';
import type { OrderDetail, OrderEventRow, RefundRow } from '@/db/orders';
import type { RefundDetail } from '@/db/refunds';
import { refundStatusOf } from '@/lib/domain/refund';
import { type SupportAccount, supportBundle } from '@/lib/domain/support-bundle';
import { formatMoney } from '@/lib/i18n/format-money';
import { ApprovalForms } from './refund/approval-forms';

/** Who looks at the refunds, as far as deciding on them goes. */
export type RefundViewer = { readonly personId: string; readonly mayAsk: boolean; readonly mayApprove: boolean };

type RefundsSectionProps = {
  order: OrderDetail;
  /** What was asked for here, newest first. */
  requests: readonly RefundDetail[];
  viewer: RefundViewer;
  account: SupportAccount;
  /** The order's history, oldest first. */
  events: readonly OrderEventRow[];
  now: Date;
};

/** What was asked to be given back and how that went, newest first, and what was given back elsewhere. */
export function RefundsSection({ order, requests, viewer, account, events, now }: RefundsSectionProps) {
  const t = useTranslations('order');
  const elsewhere = order.refunds.filter((refund) => refund.origin === 'mercadopago');
  const entries = [
    ...requests.map((request) => ({ at: request.createdAt, id: request.id, request, seen: null })),
    ...elsewhere.map((seen) => ({ at: seen.createdAt, id: seen.id, request: null, seen })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  if (entries.length === 0) return null;
  return (
    <Section title={t('refunds.title')}>
      <Card>
        <ul aria-label={t('refunds.title')} id="refunds">
          {entries.map(({ id, request, seen }) =>
            request ? (
              <Requested
                key={id}
                order={order}
                request={request}
                viewer={viewer}
                account={account}
                events={events}
                now={now}
              />
            ) : (
              <Elsewhere key={id} order={order} refund={seen} now={now} />
            ),
          )}
        </ul>
      </Card>
    </Section>
  );
}

type RequestedProps = {
  order: OrderDetail;
  request: RefundDetail;
  viewer: RefundViewer;
  account: SupportAccount;
  events: readonly OrderEventRow[];
  now: Date;
};

function Requested({ order, request, viewer, account, events, now }: RequestedProps) {
  const t = useTranslations('refund');
  const money = (minor: number) => formatMoney(minor, request.currencyId);
  const isWaiting = request.approval === 'pending';
  const isOwn = request.requestedByPersonId !== null && request.requestedByPersonId === viewer.personId;
  return (
    <Entry
      order={order}
      at={request.createdAt}
      now={now}
      status={
        <RefundStatusLabel status={refundStatusOf(request.parts)} word={isWaiting ? t('list.waiting') : undefined} />
      }
      amount={money(-request.amountMinor)}
      who={
        <>
          {request.requestedBy ? t('list.by', { name: request.requestedBy }) : t('list.byApi')}
          {request.approval === 'given' && request.decidedBy
            ? ` · ${t('list.approvedBy', { name: request.decidedBy })}`
            : null}
          {request.approval === 'declined' && request.decidedBy
            ? ` · ${t('list.declinedBy', { name: request.decidedBy })}`
            : null}
        </>
      }
      reason={request.reason}
    >
      {request.parts.length > 1
        ? request.parts.map((part) => (
            <span key={part.id} className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="wrap-anywhere">
                {t('list.parts', { payment: part.paymentId, amount: money(part.amountMinor) })}
              </span>
              <RefundStatusLabel status={part.status} />
            </span>
          ))
        : null}
      <SlipLinks order={order} refunds={request.parts} />
      <Explanation order={order} request={request} account={account} events={events} />
      {isWaiting && (viewer.mayApprove || isOwn) ? (
        <ApprovalForms
          requestId={request.id}
          amount={money(request.amountMinor)}
          reference={order.externalReference}
          reason={request.reason}
          requestedBy={request.requestedBy}
          isOwn={isOwn}
          mayApprove={viewer.mayApprove}
        />
      ) : null}
    </Entry>
  );
}

type ExplanationProps = Pick<RequestedProps, 'order' | 'request' | 'account' | 'events'>;

/** What the state means for whoever has to act, and after a no why, what to do, and what support asks for. */
function Explanation({ order, request, account, events }: ExplanationProps) {
  const t = useTranslations('refund.list');
  const status = refundStatusOf(request.parts);
  if (request.approval === 'declined') return <span>{t('declined')}</span>;
  if (status === 'unknown') return <span>{t('unknown')}</span>;
  if (status === 'requested' && request.approval !== 'pending') return <span>{t('requested')}</span>;
  return request.parts.map((part) => {
    if (part.status !== 'rejected') return null;
    const refusal = {
      status: part.refusalStatus,
      code: part.refusalCode,
      message: part.refusalMessage,
      requestId: requestIdOf(part, events),
    };
    const bundle = supportBundle({ order, operation: 'refund', account, refusal, at: part.changedAt });
    return <RefusalNote key={part.id} refusal={refusal} bundle={bundle} />;
  });
}

/** What Mercado Pago's support finds the refusal by; null where it was not kept. */
function requestIdOf(part: RefundRow, events: readonly OrderEventRow[]): string | null {
  const settled = events.findLast(
    ({ event }) =>
      event.type === 'refund_settled' && event.refundId === part.requestId && event.paymentId === part.paymentId,
  )?.event;
  return settled?.type === 'refund_settled' ? (settled.requestId ?? null) : null;
}

function Elsewhere({ order, refund, now }: { order: OrderDetail; refund: RefundRow; now: Date }) {
  const t = useTranslations('refund.list');
  return (
    <Entry
      order={order}
      at={refund.createdAt}
      now={now}
      status={<RefundStatusLabel status={refund.status} />}
      amount={formatMoney(-refund.amountMinor, refund.currencyId)}
      who={t('elsewhere')}
      reason={refund.reason}
    >
      <SlipLinks order={order} refunds={[refund]} />
    </Entry>
  );
}

/** A slip for each refund that was approved, where the order has a receipt at all. */
function SlipLinks({ order, refunds }: { order: OrderDetail; refunds: readonly RefundRow[] }) {
  const t = useTranslations('ticket.page');
  if (order.status !== 'closed') return null;
  return refunds
    .filter(({ status }) => status === 'approved')
    .map(({ id, paymentId }) => (
      <TextLink
        key={id}
        href={`/orders/${order.id}/ticket?refund=${id}`}
        aria-label={`${t('slip')} ${paymentId}`}
        className="justify-self-start"
      >
        {t('slip')}
      </TextLink>
    ));
}

type EntryProps = {
  order: OrderDetail;
  at: Date;
  now: Date;
  status: ReactNode;
  amount: string;
  who: ReactNode;
  reason: string | null;
  children?: ReactNode;
};

function Entry({ order, at, now, status, amount, who, reason, children }: EntryProps) {
  const t = useTranslations('order.refunds');
  const reader = { locale: useLocale(), timeZone: order.timeZone };
  return (
    <li className="grid gap-1.5 border-b border-line px-4 py-3 text-sm last:border-b-0">
      <span className="flex items-baseline justify-between gap-3">
        {status}
        <span className="num font-medium">{amount}</span>
      </span>
      <span className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1 text-ink-3">
        <span className="min-w-0 wrap-anywhere">
          {who} · {reason ?? t('noReason')}
        </span>
        <TimeText at={at} now={now} reader={reader} />
      </span>
      <span className="grid gap-1.5 text-ink-2 empty:hidden">{children}</span>
    </li>
  );
}
