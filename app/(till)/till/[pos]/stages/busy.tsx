'use client';

import { useCallback } from 'react';
import { orderRequestOf } from '../order-request';
import type { TillState } from '../state/use-till';
import { useTillPlace } from '../till-context';
import { BusyStage } from './busy-stage';

/** The busy stage with what it can do: look at the other order, take its place, or go back to the sale. */
export function Busy({ till, totalMinor }: { till: TillState; totalMinor: number }) {
  const { terms } = useTillPlace();
  const { charging, show } = till;
  const { sale } = till.built;
  const charge = useCallback(() => {
    const request = orderRequestOf(sale, terms);
    if ('body' in request) charging.start(request.body);
  }, [sale, terms, charging.start]);
  if (charging.charge.kind !== 'busy') return null;
  const { occupant } = charging.charge;
  return (
    <BusyStage
      occupant={occupant}
      order={till.occupant.order}
      reread={till.occupant.reread}
      totalMinor={totalMinor}
      onCharge={charge}
      onWatch={() => {
        charging.leave();
        show(occupant.orderId);
      }}
      onBack={charging.leave}
    />
  );
}
