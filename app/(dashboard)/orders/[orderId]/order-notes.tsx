import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Note } from '@/app/_ui/note';
import type { OrderDetail } from '@/db/orders';
import { formatMoney } from '@/lib/i18n/format-money';
import { dayKey, formatClock, formatShortDay } from '@/lib/i18n/format-time';
import type { Remark } from './order-remarks';
import { isKnownReason } from './review-reason';

/** What is odd about an order, each in a plain sentence. */
export function OrderNotes({ order, remarks }: { order: OrderDetail; remarks: readonly Remark[] }) {
  if (remarks.length === 0) return null;
  return (
    <div className="grid gap-3">
      {remarks.map((remark) => (
        <RemarkNote key={remark.kind} order={order} remark={remark} />
      ))}
    </div>
  );
}

function RemarkNote({ order, remark }: { order: OrderDetail; remark: Remark }) {
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
      return (
        <Note tone="stop" title={t(`failed.${remark.reason}`)} {...(remark.code ? { code: remark.code } : {})}>
          {remark.reason === 'refused' ? t('failed.detail') : t('failed.again')}
        </Note>
      );
    case 'review':
      return (
        <Odd title={t('review')}>
          <Reasons reasons={remark.reasons} />
        </Odd>
      );
    case 'late':
      return <LateNote order={order} remark={remark} />;
    case 'over':
      return (
        <Odd title={t('over.title', { amount: money(remark.amountMinor) })}>{t('over.detail', { total, paid })}</Odd>
      );
    case 'partial': {
      const words = remark.isOpen ? 'partialOpen' : 'partialEnded';
      return (
        <Odd title={t(`${words}.title`, { missing: money(remark.missingMinor) })}>
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

function Odd({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Note tone="warn" title={title}>
      {children}
    </Note>
  );
}

function LateNote({ order, remark }: { order: OrderDetail; remark: Extract<Remark, { kind: 'late' }> }) {
  const t = useTranslations('order.notes.late');
  const reader = { locale: useLocale(), timeZone: order.timeZone };
  const isOneDay = dayKey(remark.endedAt, order.timeZone) === dayKey(remark.closedAt, order.timeZone);
  const tell = (at: Date) => {
    const clock = formatClock(at, order.timeZone, { seconds: true });
    return isOneDay ? clock : `${formatShortDay(at, reader)}, ${clock}`;
  };
  return (
    <Odd title={t(remark.after)}>{t('detail', { ended: tell(remark.endedAt), closed: tell(remark.closedAt) })}</Odd>
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
