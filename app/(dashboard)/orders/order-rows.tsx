'use client';

import { OrderStatusWord } from '@/app/_ui/order-status-word';
import { Cell, Row, RowLink } from '@/app/_ui/table';
import { TillName } from '@/app/_ui/till-name';
import { TimeLeft } from '@/app/_ui/time-left';
import type { OrderException, OrderStatus } from '@/lib/domain/order';

/** One order of the list, in the words and figures that its row shows. */
export type OrderLine = {
  readonly id: string;
  readonly reference: string;
  readonly status: OrderStatus;
  readonly exception: OrderException;
  /** The state in the reader's language. */
  readonly word: string;
  readonly till: string;
  readonly store: string;
  readonly title: string;
  /** When it was made, in ISO 8601, as the list tells it, and exactly. */
  readonly at: string;
  readonly told: string;
  readonly exact: string;
  readonly amount: string;
  /** Until when it can be paid, in ISO 8601; null when it no longer can. */
  readonly expiresAt: string | null;
};

type OrderRowsProps = {
  orders: readonly OrderLine[];
  serverNow: string;
  /** What a live order says when its time is over. */
  overLabel: string;
};

/**
 * The rows of the list. They are drawn from these few values on either side: as elements of a server component the same
 * fifty rows would be sent twice, and cost the server three times as much.
 */
export function OrderRows({ orders, serverNow, overLabel }: OrderRowsProps) {
  return orders.map((order) => <OrderRow key={order.id} order={order} serverNow={serverNow} overLabel={overLabel} />);
}

type OrderRowProps = Omit<OrderRowsProps, 'orders'> & { order: OrderLine };

function OrderRow({ order, serverNow, overLabel }: OrderRowProps) {
  const { reference, word, amount, till, store, expiresAt } = order;
  return (
    <Row isLive={expiresAt !== null}>
      <Cell className="max-tablet:col-span-2">
        <OrderStatusWord status={order.status} exception={order.exception} word={word}>
          {expiresAt !== null && order.exception === 'none' ? (
            <TimeLeft expiresAt={expiresAt} serverNow={serverNow} overLabel={overLabel} />
          ) : null}
        </OrderStatusWord>
      </Cell>
      <Cell className="max-tablet:row-start-2">
        <RowLink href={`/orders/${order.id}`} aria-label={`${reference}: ${word}, ${amount}, ${till} ${store}`}>
          <span className="code block max-w-56 truncate max-tablet:max-w-40 max-tablet:text-ink-3">{reference}</span>
        </RowLink>
      </Cell>
      <Cell className="max-tablet:row-start-2 max-tablet:truncate max-tablet:text-ink-3 max-tablet:before:content-['·_']">
        <TillName till={till} store={store} />
      </Cell>
      <Cell from="desktop" className="w-full max-w-0 truncate text-ink-2">
        {order.title}
      </Cell>
      <Cell className="text-ink-2 max-tablet:row-start-2 max-tablet:text-right max-tablet:text-ink-3">
        <time dateTime={order.at} title={order.exact} className="num">
          {order.told}
        </time>
      </Cell>
      <Cell
        kind="number"
        className="font-medium max-tablet:col-start-3 max-tablet:row-start-1 max-tablet:text-md max-tablet:font-semibold"
      >
        {amount}
      </Cell>
    </Row>
  );
}
