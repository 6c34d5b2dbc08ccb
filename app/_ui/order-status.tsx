import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { OrderException } from '@/lib/domain/order';
import { OrderStatusWord } from './order-status-word';
import { StatusLabel } from './status-label';
import { orderExceptionLooks } from './status-look';

/** State of an order. In the browser it needs the `status` messages. */
export function OrderStatusLabel(props: Omit<ComponentProps<typeof OrderStatusWord>, 'word'>) {
  const t = useTranslations('status');
  const { status, exception = 'none' } = props;
  const word = exception === 'none' ? t(`order.${status}`) : t(`exception.${exception}`);
  return <OrderStatusWord {...props} word={word} />;
}

/** What is odd about an order's money, beside its status on a head; nothing when nothing is. */
export function OrderExceptionLabel({ exception }: { exception: OrderException }) {
  const t = useTranslations('status');
  if (exception === 'none') return null;
  return <StatusLabel look={orderExceptionLooks[exception]} word={t(`exception.${exception}`)} isPill />;
}
