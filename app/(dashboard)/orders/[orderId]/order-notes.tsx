import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { refundIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { RefusalNote } from '@/app/_ui/refusal-note';
import type { OrderDetail } from '@/db/orders';
import { type SupportAccount, supportBundle } from '@/lib/domain/support-bundle';
import { formatMoney } from '@/lib/i18n/format-money';
import { dayKey, formatClock, formatShortDay } from '@/lib/i18n/format-time';
import { KeepDialog } from './keep/keep-dialog';
import type { Remark } from './order-remarks';
import type { OddCase } from './read-order';
import type { RefundTerms } from './refund/refund-terms';
import { isKnownReason } from './review-reason';

/** What is odd about an order, each in a plain sentence. */
export function OrderNotes({ order, remarks, account, refund, oddCase, mayKeep }: OrderNotesProps) {
  if (remarks.length === 0) return null;
  // The first of them that is about money to be decided on carries what can be done with it.
  const decisive = remarks.find((remark) => isAboutMoney(remark));
  return (
    <div className="grid gap-3">
      {remarks.map((remark) => (
        <RemarkNote
          key={remark.kind}
          order={order}
          remark={remark}
          account={account}
          actions={
            remark === decisive ? <WhatToDo order={order} refund={refund} oddCase={oddCase} mayKeep={mayKeep} /> : null
          }
        />
      ))}
    </div>
  );
}

type OrderNotesProps = {
  order: OrderDetail;
  remarks: readonly Remark[];
  account: SupportAccount;
  /** Null when nothing can be given back, or not by whoever looks. */
  refund: RefundTerms | null;
  oddCase: OddCase | null;
  mayKeep: boolean;
};

/** Give back what came too much, or keep it; once somebody decided to keep it, that. */
function WhatToDo({ order, refund, oddCase, mayKeep }: Omit<OrderNotesProps, 'remarks' | 'account'>) {
  const t = useTranslations('refund.keepMoney');
  const isKept = oddCase?.status === 'resolved' && oddCase.resolution === 'kept';
  if (isKept) return <span className="self-center text-xs font-medium">{t('kept')}</span>;
  return (
    <>
      {refund && refund.surplusMinor > 0 ? (
        <RefundLink orderId={order.id} amount={formatMoney(refund.surplusMinor, order.currencyId)} />
      ) : null}
      {mayKeep && oddCase?.status === 'open' ? (
        <KeepDialog caseId={oddCase.id} version={oddCase.version} reference={order.externalReference} />
      ) : null}
    </>
  );
}

/** Opens the page's refund dialog with what came too much. */
function RefundLink({ orderId, amount }: { orderId: string; amount: string }) {
  const t = useTranslations('refund');
  return (
    <ButtonLink href={`/orders/${orderId}?refund=surplus`} scroll={false} size="small">
      <Icon shape={refundIcon} />
      {t('openSurplus', { amount })}
    </ButtonLink>
  );
}

function isAboutMoney({ kind }: Remark): boolean {
  return kind === 'late' || kind === 'over' || kind === 'partial' || kind === 'review';
}

type RemarkNoteProps = { order: OrderDetail; remark: Remark; account: SupportAccount; actions: ReactNode };

function RemarkNote({ order, remark, account, actions }: RemarkNoteProps) {
  const t = useTranslations('order.notes');
  const money = (minor: number) => formatMoney(minor, order.currencyId);
  const [paid, total, refunded] = [money(order.paidMinor), money(order.totalMinor), money(order.refundedMinor)];
  switch (remark.kind) {
    case 'unconfirmed':
      return <Odd title={t('unconfirmed.title')}>{t('unconfirmed.detail')}</Odd>;
    case 'canceling':
      return (
        <Note tone="live" title={t('canceling.title')}>
          {t('canceling.detail')}
        </Note>
      );
    case 'last_look':
      return <Odd title={t('lastLook.title')}>{t('lastLook.detail')}</Odd>;
    case 'failed':
      return <FailedNote order={order} remark={remark} account={account} />;
    case 'review':
      return (
        <Odd title={t('review')} actions={actions}>
          <Reasons reasons={remark.reasons} />
        </Odd>
      );
    case 'late':
      return <LateNote order={order} remark={remark} actions={actions} />;
    case 'over':
      return (
        <Odd
          title={t(remark.isTwice ? 'over.twice' : 'over.title', { amount: money(remark.amountMinor) })}
          actions={actions}
        >
          {t('over.detail', { total, paid })}
        </Odd>
      );
    case 'partial': {
      const words = remark.isOpen ? 'partialOpen' : 'partialEnded';
      return (
        <Odd
          title={t(`${words}.title`, { missing: money(remark.missingMinor) })}
          actions={remark.isOpen ? null : actions}
        >
          {t(`${words}.detail`, { paid, total })}
        </Odd>
      );
    }
    case 'refunded':
      return <Note title={t('refunded.title', { refunded })}>{t('refunded.detail')}</Note>;
    case 'partially_refunded':
      return (
        <Note title={t('partiallyRefunded.title', { refunded, paid })}>
          {t('partiallyRefunded.detail', { remaining: money(order.paidMinor - order.refundedMinor) })}
        </Note>
      );
  }
}

type FailedNoteProps = { order: OrderDetail; remark: Extract<Remark, { kind: 'failed' }>; account: SupportAccount };

/** Why Mercado Pago did not take it, what to do, and what support asks for. */
function FailedNote({ order, remark: { reason, refusal, at }, account }: FailedNoteProps) {
  const t = useTranslations('order.notes.failed');
  if (reason !== 'refused')
    return (
      <Note tone="stop" title={t(reason)}>
        {t('again')}
      </Note>
    );
  const bundle = supportBundle({ order, operation: 'publish', account, refusal, at });
  return <RefusalNote refusal={refusal} lead={t('detail')} bundle={bundle} />;
}

function Odd({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Note tone="warn" title={title} actions={actions}>
      {children}
    </Note>
  );
}

type LateNoteProps = { order: OrderDetail; remark: Extract<Remark, { kind: 'late' }>; actions: ReactNode };

function LateNote({ order, remark, actions }: LateNoteProps) {
  const t = useTranslations('order.notes.late');
  const reader = { locale: useLocale(), timeZone: order.timeZone };
  const isOneDay = dayKey(remark.endedAt, order.timeZone) === dayKey(remark.closedAt, order.timeZone);
  const tell = (at: Date) => {
    const clock = formatClock(at, order.timeZone, { seconds: true });
    return isOneDay ? clock : `${formatShortDay(at, reader)}, ${clock}`;
  };
  return (
    <Odd title={t(remark.after)} actions={actions}>
      {t('detail', { ended: tell(remark.endedAt), closed: tell(remark.closedAt) })}
    </Odd>
  );
}

/** One after the other; what we have no words for keeps its code. */
function Reasons({ reasons }: { reasons: readonly string[] }) {
  const t = useTranslations('order.notes.reason');
  return reasons.map((reason) => (
    <span key={reason} className="block">
      {isKnownReason(reason) ? (
        t(reason)
      ) : (
        <>
          {t('other')} <span className="code text-xs text-ink-3">{reason}</span>
        </>
      )}
    </span>
  ));
}
