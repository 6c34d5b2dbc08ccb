import type { ReactNode } from 'react';
import type { OrderException, OrderStatus } from '@/lib/domain/order';
import { StatusLabel } from './status-label';
import { orderExceptionLooks, orderStatusLooks } from './status-look';

type OrderStatusWordProps = {
  status: OrderStatus;
  /** Takes the place of the status, so that a row has one shape. Heads show two labels instead. */
  exception?: OrderException;
  /** The word of whichever of the two is shown. */
  word: string;
  /** `list`: a pill only where somebody has to decide. `head`: always a pill. `plain`: never. */
  place?: 'list' | 'head' | 'plain';
  children?: ReactNode;
};

/** State of an order, its word given. */
export function OrderStatusWord({ status, exception = 'none', word, place = 'list', children }: OrderStatusWordProps) {
  const look = exception === 'none' ? orderStatusLooks[status] : orderExceptionLooks[exception];
  const asksForDecision = look.tone === 'warn' || look.tone === 'stop';
  return (
    <StatusLabel look={look} word={word} isPill={place === 'head' || (place === 'list' && asksForDecision)}>
      {children}
    </StatusLabel>
  );
}
