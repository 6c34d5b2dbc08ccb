'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Icon } from '@/app/_ui/icon';
import { cardIcon, phoneIcon } from '@/app/_ui/icons';
import { formatMoney } from '@/lib/i18n/format-money';
import { formatClock } from '@/lib/i18n/format-time';
import { paymentMethodName } from '@/lib/i18n/payment-method-name';
import type { OrderActions } from '../state/use-order-actions';
import { useTillPlace } from '../till-context';
import type { TillOrder, TillPayment } from '../till-order';
import { countRejected, rejectedAttempt } from '../till-view';
import { OrderKeys } from './order-keys';
import { Stage, StageCard, StageFact, StageHead } from './stage';
import { StillWaiting } from './still-waiting';

/** The last attempt was refused; the order is still open and the sale still there. */
export function RejectedStage({ order, actions }: { order: TillOrder; actions: OrderActions }) {
  const t = useTranslations('charge');
  const payment = rejectedAttempt(order);
  const bold = (inside: ReactNode) => <b>{inside}</b>;
  return (
    <Stage label={t('stage')} tone="stop">
      <StageHead
        shape="octagon-cross"
        mark="text-stop-mark"
        title={t('rejected.title')}
        detail={t('rejected.detail')}
      />
      <StageCard>
        {payment ? <Attempt payment={payment} order={order} /> : null}
        <StageFact icon={<Icon shape={phoneIcon} size={20} />}>{t.rich('rejected.open', { b: bold })}</StageFact>
      </StageCard>
      <StillWaiting order={order} />
      <OrderKeys actions={actions} />
    </Stage>
  );
}

function Attempt({ payment, order }: { payment: TillPayment; order: TillOrder }) {
  const t = useTranslations('charge');
  const { timeZone } = useTillPlace();
  const method = paymentMethodName(payment.methodId, useLocale());
  const reason = payment.statusDetail ?? '';
  return (
    <StageFact icon={<Icon shape={cardIcon} size={20} />}>
      <b>{isKnownReason(reason) ? t(`reason.${reason}`) : t('reason.other')}</b>{' '}
      {method ? t('rejected.by', { method }) : null}
      <div className="num text-sm whitespace-normal text-ink-2">
        {t('rejected.attempt', {
          number: String(countRejected(order)),
          time: payment.at ? formatClock(new Date(payment.at), timeZone, { seconds: true }) : '—',
          amount: formatMoney(payment.amountMinor ?? order.totalMinor, order.currencyId),
        })}
      </div>
      {reason ? <p className="code text-xs break-all whitespace-normal text-ink-3">{reason}</p> : null}
    </StageFact>
  );
}

const knownReasons = [
  'cc_rejected_insufficient_amount',
  'cc_rejected_bad_filled_security_code',
  'cc_rejected_bad_filled_date',
  'cc_rejected_bad_filled_card_number',
  'cc_rejected_call_for_authorize',
  'cc_rejected_card_disabled',
  'cc_rejected_duplicated_payment',
  'cc_rejected_high_risk',
  'cc_rejected_max_attempts',
] as const;

function isKnownReason(value: string): value is (typeof knownReasons)[number] {
  return knownReasons.some((known) => known === value);
}
