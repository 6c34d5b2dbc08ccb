import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { OrderException, OrderStatus } from '@/lib/domain/order';
import { StatusLabel } from './status-label';
import { orderExceptionLooks, orderStatusLooks } from './status-look';

type OrderStatusLabelProps = {
  status: OrderStatus;
  /** Takes the place of the status, so that a row has one shape. Heads show two labels instead. */
  exception?: OrderException;
  /** `list`: a pill only where somebody has to decide. `head`: always a pill. `plain`: never. */
  place?: 'list' | 'head' | 'plain';
  children?: ReactNode;
};

/** State of an order. In the browser it needs the `status` messages. */
export function OrderStatusLabel({ status, exception = 'none', place = 'list', children }: OrderStatusLabelProps) {
  const t = useTranslations('status');
  const look = exception === 'none' ? orderStatusLooks[status] : orderExceptionLooks[exception];
  const word = exception === 'none' ? t(`order.${status}`) : t(`exception.${exception}`);
  const asksForDecision = look.tone === 'warn' || look.tone === 'stop';
  return (
    <StatusLabel look={look} word={word} isPill={place === 'head' || (place === 'list' && asksForDecision)}>
      {children}
    </StatusLabel>
  );
}

/** What is odd about an order's money, beside its status on a head; nothing when nothing is. */
export function OrderExceptionLabel({ exception }: { exception: OrderException }) {
  const t = useTranslations('status');
  if (exception === 'none') return null;
  return <StatusLabel look={orderExceptionLooks[exception]} word={t(`exception.${exception}`)} isPill />;
}
