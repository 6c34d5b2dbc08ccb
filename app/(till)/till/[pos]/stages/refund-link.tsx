'use client';

import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { refundIcon } from '@/app/_ui/icons';
import { surplusOf } from '@/lib/domain/refund';
import { formatMoney } from '@/lib/i18n/format-money';
import type { TillOrder } from '../till-order';

/** Leads to giving back what came too much or too late, on the order's own page; nothing when there is none. */
export function RefundLink({ order }: { order: TillOrder }) {
  const t = useTranslations('charge.key');
  const surplusMinor = surplusOf(order);
  if (surplusMinor <= 0) return null;
  return (
    <ButtonLink href={`/orders/${order.id}?refund=surplus`} size="till" tone="quiet">
      <Icon shape={refundIcon} size={20} />
      {t('refund', { amount: formatMoney(surplusMinor, order.currencyId) })}
    </ButtonLink>
  );
}
