'use client';

import type { OrderActions } from '../state/use-order-actions';
import type { TillOrder } from '../till-order';
import { isOpen, isPaid, type OrderView } from '../till-view';
import { AnswerStage } from './answer-stage';
import { EndedStage } from './ended-stage';
import { OddStage } from './odd-stage';
import { RejectedStage } from './rejected-stage';
import { UnsettledStage } from './unsettled-stage';
import { WaitingStage } from './waiting-stage';

type OrderStageProps = {
  order: TillOrder;
  view: OrderView;
  actions: OrderActions;
  onAgain: () => void;
  onNext: () => void;
};

/** The stage of an order, whatever became of it; a plain paid one covers the whole screen instead. */
export function OrderStage({ order, view, actions, onAgain, onNext }: OrderStageProps) {
  if (actions.check.kind === 'answered' && !isPaid(order))
    return <AnswerStage answer={actions.check.answer} order={order} onDismiss={actions.dismissAnswer} />;
  const shown = actions.isCanceling && isOpen(order) ? 'canceling' : view;
  switch (shown) {
    case 'waiting':
    case 'in_process':
      return <WaitingStage order={order} actions={actions} isInProcess={shown === 'in_process'} />;
    case 'rejected':
      return <RejectedStage order={order} actions={actions} />;
    case 'unconfirmed':
    case 'partial':
    case 'canceling':
    case 'last_look':
      return <UnsettledStage view={shown} order={order} actions={actions} />;
    case 'canceled':
    case 'expired':
    case 'failed':
    case 'review':
      return <EndedStage view={shown} order={order} actions={actions} onAgain={onAgain} onNext={onNext} />;
    case 'paid':
    case 'paid_odd':
    case 'returned':
      return <OddStage order={order} onNext={onNext} />;
  }
}
