'use client';

import { useEffect, useState } from 'react';
import type { TillOrder } from '../till-order';
import { isPaid } from '../till-view';
import { keepSessionValue, readSessionValue, type TillOwner, tillValueName } from './session-value';

/** Remembers in this tab, across a reload too, that the ticket of an order is wanted here once it is paid. */
export function awaitTicket(owner: TillOwner, orderId: string): void {
  keepSessionValue(tillValueName(owner, 'ticket'), orderId);
}

/**
 * The order whose ticket prints by itself, where this device does that: one that was charged or shown here before it was
 * paid. Each is printed once, whatever is reloaded; what the till was opened with as paid is somebody else's ticket.
 */
export function useOwnTicket(owner: TillOwner, order: TillOrder | null, isOn: boolean): string | null {
  const [orderId, setOrderId] = useState<string | null>(null);
  const { personId, externalPosId } = owner;
  useEffect(() => {
    if (!order) return;
    if (!isPaid(order)) return awaitTicket({ personId, externalPosId }, order.id);
    const name = tillValueName({ personId, externalPosId }, 'ticket');
    if (readSessionValue(name) !== order.id) return;
    keepSessionValue(name, null);
    if (isOn) setOrderId(order.id);
  }, [personId, externalPosId, order, isOn]);
  return orderId;
}
