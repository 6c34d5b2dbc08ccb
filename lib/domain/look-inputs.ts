import type { ObservedMerchantOrder } from './merchant-order';
import type { LookSource } from './order';
import { isOnItsWay, type OrderInput, type OrderState, type SlotFinding } from './order-state';

/** What one look at Mercado Pago found. */
export type LookFindings = {
  readonly source: LookSource;
  readonly startedAt: Date;
  /** The order as it was when the look began. */
  readonly order: OrderState;
  readonly merchantOrders: readonly ObservedMerchantOrder[];
  readonly slot: SlotFinding;
  /** Every way that can hold money answered. */
  readonly isComplete: boolean;
  /** The look made or found the order's place on the POS free, because somebody had asked for its cancellation. */
  readonly isWithdrawn: boolean;
};

/** What the findings of a look say to the state machine. An incomplete one may add money, and never ends an order. */
export function inputsOfLook(findings: LookFindings): OrderInput[] {
  const { source, startedAt, order, merchantOrders, isComplete, isWithdrawn } = findings;
  // What had not arrived when the look began can have arrived since, however late the look is decided on.
  const provesAbsence = isComplete && !isOnItsWay(order, startedAt);
  // A slot that we emptied ourselves says nothing about whether the order had been in it.
  const isSlotTelling = findings.slot === 'ours' ? isComplete : provesAbsence && !isWithdrawn;
  const inputs: OrderInput[] = [
    { type: 'observed', source, merchantOrders, slot: isSlotTelling ? findings.slot : 'unread' },
  ];
  if (provesAbsence && isWithdrawn && order.cancelRequestedAt) inputs.push({ type: 'cancel_confirmed' });
  inputs.push({ type: 'time_passed', lookedAt: isComplete ? startedAt : null });
  return inputs;
}
