import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { CopiedCode } from '@/app/_ui/copied-code';
import { PaymentStatusLabel } from '@/app/_ui/payment-status';
import { Section } from '@/app/_ui/section';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TimeText } from '@/app/_ui/time-text';
import type { OrderDetail, PaymentRow } from '@/db/orders';
import { dayKey, formatShortDay } from '@/lib/i18n/format-time';
import { paymentMethodName } from '@/lib/i18n/payment-method-name';
import { paymentAmount } from './payment-words';

type PaymentsSectionProps = { order: OrderDetail; now: Date };

/** Every attempt to pay, newest first. */
export function PaymentsSection({ order, now }: PaymentsSectionProps) {
  const t = useTranslations('order.payments');
  const newestFirst = order.payments.toReversed();
  return (
    <Section title={t('title')}>
      {newestFirst.length === 0 ? (
        <p className="border-t border-line py-4 text-sm text-ink-3">{t('none')}</p>
      ) : (
        <Card>
          <Table
            label={t('title')}
            gutter="card"
            className="max-tablet:hidden"
            head={
              <>
                <HeadCell>{t('status')}</HeadCell>
                <HeadCell>{t('method')}</HeadCell>
                <HeadCell>{t('id')}</HeadCell>
                <HeadCell>{t('time')}</HeadCell>
                <HeadCell kind="number">{t('amount')}</HeadCell>
              </>
            }
          >
            {newestFirst.map((payment) => (
              <PaymentLine key={payment.paymentId} payment={payment} order={order} now={now} />
            ))}
          </Table>
          <ul aria-label={t('title')} className="tablet:hidden">
            {newestFirst.map((payment) => (
              <PhonePayment key={payment.paymentId} payment={payment} order={order} now={now} />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

type PaymentProps = PaymentsSectionProps & { payment: PaymentRow };

function PaymentLine({ payment, order, now }: PaymentProps) {
  return (
    <Row>
      <Cell>
        <PaymentStatusLabel status={payment.status} />
      </Cell>
      <Cell className="whitespace-normal">
        <Method payment={payment} />
      </Cell>
      <Cell>
        <PaymentId payment={payment} />
      </Cell>
      <Cell className="text-ink-2">
        <PaymentTime payment={payment} order={order} now={now} />
      </Cell>
      <Cell kind="number">
        <Amount payment={payment} />
      </Cell>
    </Row>
  );
}

/** The same on two lines. */
function PhonePayment({ payment, order, now }: PaymentProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1 border-b border-line px-4 py-3 text-sm last:border-b-0">
      <span>
        <PaymentStatusLabel status={payment.status} />
      </span>
      <span className="num text-right">
        <Amount payment={payment} />
      </span>
      <span className="min-w-0 text-ink-3">
        <Method payment={payment} />
      </span>
      <span className="text-right text-ink-3">
        <PaymentTime payment={payment} order={order} now={now} />
      </span>
      <PaymentId payment={payment} />
    </li>
  );
}

function PaymentId({ payment }: { payment: PaymentRow }) {
  const t = useTranslations('order.copy');
  return (
    <span className="flex min-w-0 items-center gap-1">
      <CopiedCode code={payment.paymentId} what={t('payment')} />
    </span>
  );
}

function Method({ payment }: { payment: PaymentRow }) {
  const t = useTranslations('order.payments');
  return paymentMethodName(payment.methodId, useLocale()) ?? <span className="text-ink-3">{t('methodUnknown')}</span>;
}

/** Money that counts stands out; an attempt that brought none steps back. */
function Amount({ payment }: { payment: PaymentRow }) {
  const t = useTranslations('order.payments');
  const amount = paymentAmount(payment);
  if (amount === null)
    return (
      <span className="text-ink-3" title={t('amountUnknown')}>
        <span aria-hidden="true">—</span>
        <span className="unseen">{t('amountUnknown')}</span>
      </span>
    );
  const refunded =
    payment.countedMinor > 0 && payment.refundedMinor > 0
      ? paymentAmount({ ...payment, amountMinor: payment.refundedMinor })
      : null;
  return (
    <>
      <span className={payment.countedMinor > 0 ? 'font-medium' : 'text-ink-3'}>{amount}</span>
      {refunded ? (
        <span className="block text-xs whitespace-normal text-ink-3">{t('refundedPart', { amount: refunded })}</span>
      ) : null}
    </>
  );
}

/** When it was approved, or last moved; with its day unless that is the order's. */
function PaymentTime({ payment, order, now }: PaymentProps) {
  const at = payment.approvedAt ?? payment.lastModifiedAt ?? payment.seenAt;
  const reader = { locale: useLocale(), timeZone: order.timeZone };
  const isSameDay = dayKey(at, order.timeZone) === dayKey(order.createdAt, order.timeZone);
  return (
    <>
      {isSameDay ? null : `${formatShortDay(at, reader)}, `}
      <TimeText at={at} now={now} reader={reader} form="seconds" />
    </>
  );
}
