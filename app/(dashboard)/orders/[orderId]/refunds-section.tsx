import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { RefundStatusLabel } from '@/app/_ui/refund-status';
import { Section } from '@/app/_ui/section';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TimeText } from '@/app/_ui/time-text';
import type { OrderDetail } from '@/db/orders';
import { formatMoney } from '@/lib/i18n/format-money';

/** What was asked to be given back and how that went, newest first; nothing when nobody asked. */
export function RefundsSection({ order, now }: { order: OrderDetail; now: Date }) {
  const t = useTranslations('order');
  const reader = { locale: useLocale(), timeZone: order.timeZone };
  if (order.refunds.length === 0) return null;
  const newestFirst = order.refunds.toReversed();
  return (
    <Section title={t('refunds.title')}>
      <Card>
        <Table
          label={t('refunds.title')}
          gutter="card"
          className="max-tablet:hidden"
          head={
            <>
              <HeadCell>{t('payments.status')}</HeadCell>
              <HeadCell>{t('refunds.origin')}</HeadCell>
              <HeadCell>{t('refunds.reason')}</HeadCell>
              <HeadCell>{t('payments.time')}</HeadCell>
              <HeadCell kind="number">{t('payments.amount')}</HeadCell>
            </>
          }
        >
          {newestFirst.map((refund) => (
            <Row key={refund.id}>
              <Cell>
                <RefundStatusLabel status={refund.status} />
              </Cell>
              <Cell className="whitespace-normal">{t(`refunds.${refund.origin}`)}</Cell>
              <Cell className="whitespace-normal text-ink-3">{refund.reason ?? t('refunds.noReason')}</Cell>
              <Cell className="text-ink-2">
                <TimeText at={refund.createdAt} now={now} reader={reader} />
              </Cell>
              <Cell kind="number" className="font-medium">
                {formatMoney(-refund.amountMinor, refund.currencyId)}
              </Cell>
            </Row>
          ))}
        </Table>
        <ul aria-label={t('refunds.title')} className="tablet:hidden">
          {newestFirst.map((refund) => (
            <li
              key={refund.id}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1 border-b border-line px-4 py-3 text-sm last:border-b-0"
            >
              <span>
                <RefundStatusLabel status={refund.status} />
              </span>
              <span className="num text-right font-medium">{formatMoney(-refund.amountMinor, refund.currencyId)}</span>
              <span className="min-w-0 text-ink-3">
                {t(`refunds.${refund.origin}`)} · {refund.reason ?? t('refunds.noReason')}
              </span>
              <span className="text-right text-ink-3">
                <TimeText at={refund.createdAt} now={now} reader={reader} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}
