'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BigMoney } from '@/app/_ui/big-money';
import { formatMoney } from '@/lib/i18n/format-money';
import type { OrderActions } from '../state/use-order-actions';
import type { TillOrder } from '../till-order';
import { OrderKeys } from './order-keys';
import { Stage, StageHead } from './stage';
import { StillWaiting } from './still-waiting';

type Unsettled = 'unconfirmed' | 'partial' | 'canceling' | 'last_look';

type UnsettledStageProps = { view: Unsettled; order: TillOrder; actions: OrderActions };

/** An order of which nobody may say yet how it ends: not paid, not over, and nothing to charge again. */
export function UnsettledStage({ view, order, actions }: UnsettledStageProps) {
  const t = useTranslations('charge');
  const isCountedDown = view === 'unconfirmed' || view === 'partial';
  return (
    <Stage label={t('stage')} tone="warn">
      <StageHead {...looks[view]} title={t(`${words[view]}.title`)} detail={useDetail(view, order)} />
      <BigMoney
        minor={order.totalMinor}
        currencyId={order.currencyId}
        cap="typed"
        className="mt-6 max-w-[480px] text-ink"
      />
      {isCountedDown ? <StillWaiting order={order} /> : null}
      <OrderKeys actions={actions} canCancel={isCountedDown} />
    </Stage>
  );
}

function useDetail(view: Unsettled, order: TillOrder): ReactNode {
  const t = useTranslations('charge');
  const money = (minor: number) => formatMoney(minor, order.currencyId);
  if (view !== 'partial') return t(`${words[view]}.detail`);
  return t.rich('partial.detail', {
    paid: money(order.paidMinor),
    total: money(order.totalMinor),
    missing: money(order.totalMinor - order.paidMinor),
    b: (inside) => <b>{inside}</b>,
  });
}

const words = {
  unconfirmed: 'unsure',
  partial: 'partial',
  canceling: 'canceling',
  last_look: 'lastLook',
} as const satisfies Record<Unsettled, string>;

const looks = {
  unconfirmed: { shape: 'dashed-ring-question', mark: 'text-warn-mark' },
  partial: { shape: 'half-disc', mark: 'text-warn-mark' },
  canceling: { shape: 'ring-slash', mark: 'text-warn-mark' },
  last_look: { shape: 'ring-clock', mark: 'text-warn-mark' },
} as const;
