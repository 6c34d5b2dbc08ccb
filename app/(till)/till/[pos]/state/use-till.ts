'use client';

import { useCallback, useEffect, useState } from 'react';
import { type LiveConnection, type LiveOrder, useLiveOrders } from '@/lib/web/use-live-orders';
import { saleOfOrder } from '../sale-of-order';
import type { TillPlace } from '../till-context';
import type { TillOrder } from '../till-order';
import { type OrderView, viewOf } from '../till-view';
import type { TillOwner } from './session-value';
import { type Charging, useCharge } from './use-charge';
import { useElsewhere } from './use-elsewhere';
import { useHasPassed } from './use-has-passed';
import { type OrderActions, useOrderActions } from './use-order-actions';
import { awaitTicket } from './use-own-ticket';
import { useRememberSeen } from './use-remember-seen';
import { type BuiltSale, useSale } from './use-sale';
import { type ShownOrder, useTillOrder } from './use-till-order';

/** Everything that a till's screen is made of. */
export type TillState = {
  readonly built: BuiltSale;
  readonly charging: Charging;
  /** True from the moment there is an order, also before it was first read. */
  readonly hasOrder: boolean;
  readonly order: TillOrder | null;
  readonly view: OrderView | null;
  readonly actions: OrderActions;
  /** The order in the way of this till's charge. */
  readonly occupant: ShownOrder;
  /** An order that another screen has put on this till while nothing is charged here. */
  readonly elsewhere: TillOrder | null;
  readonly connection: LiveConnection;
  /** Shows an order of this till, or goes back to building a sale. */
  readonly show: (orderId: string | null) => void;
  /** Back to the things of an order that ended without money. */
  readonly sellAgain: (order: TillOrder) => void;
};

/** Puts a till together: the sale, its way to being an order, and the order as it is known. */
export function useTill(
  owner: TillOwner,
  offer: Pick<TillPlace, 'terms' | 'items'>,
  initialOrder: TillOrder | null,
): TillState {
  const { externalPosId } = owner;
  const { terms, items } = offer;
  const [orderId, setOrderId] = useState(initialOrder?.id ?? null);
  const built = useSale(owner);
  const show = useCallback((id: string | null) => {
    setOrderId(id);
    keepInAddress(id);
  }, []);
  const { change, markCharged } = built;
  const [chargedId, setChargedId] = useState<string | null>(null);
  const charging = useCharge(owner, (id) => {
    markCharged();
    awaitTicket(owner, id);
    setChargedId(id);
    show(id);
  });
  const { order, reread } = useTillOrder(externalPosId, orderId, initialOrder);
  const hasExpired = useHasPassed(order?.expiresAt ?? null, order?.readAt ?? '');
  useRememberSeen(owner, order);
  const actions = useOrderActions(order, reread);
  const occupantId = charging.charge.kind === 'busy' ? charging.charge.occupant.orderId : null;
  const occupant = useTillOrder(externalPosId, occupantId, null);
  const elsewhere = useElsewhere(externalPosId);
  const isIdle = orderId === null && charging.charge.kind === 'none';

  const connection = useLiveOrders({
    onOrder: (changed) => {
      if (changed.id === orderId) rereadIfNewer(changed, { order, reread });
      else if (changed.id === occupantId) rereadIfNewer(changed, occupant);
      else if (isIdle) elsewhere.rereadSoon();
    },
    reread: () => Promise.all([reread(), occupant.reread(), ...(isIdle ? [elsewhere.reread()] : [])]),
  });

  // The sale stays on the screen until the order that it became has been read, so that nothing flickers.
  const isChargedOrderRead = order !== null && order.id === chargedId;
  useEffect(() => {
    if (!isChargedOrderRead) return;
    change({ type: 'emptied' });
    setChargedId(null);
  }, [isChargedOrderRead, change]);

  return {
    built,
    charging,
    hasOrder: orderId !== null,
    order,
    view: order && viewOf(order, hasExpired),
    actions,
    occupant,
    elsewhere: isIdle ? elsewhere.order : null,
    connection,
    show,
    sellAgain: useCallback(
      (ended: TillOrder) => {
        change({ type: 'replaced', sale: saleOfOrder(ended, { terms, items }) });
        show(null);
      },
      [change, show, terms, items],
    ),
  };
}

/** An event only says that there is something newer; what is shown is always read. */
function rereadIfNewer(changed: LiveOrder, { order, reread }: ShownOrder): void {
  if (order && order.version >= changed.version) return;
  // When it fails, the connection's own reading notices and says so.
  void reread().catch(() => undefined);
}

/** The order stands in the address, so that a reload draws it on the server as it is by then. */
function keepInAddress(orderId: string | null): void {
  const { pathname } = window.location;
  window.history.replaceState(null, '', orderId === null ? pathname : `${pathname}?order=${orderId}`);
}
