'use client';

import { useCallback, useEffect, useState } from 'react';
import { type CheckAnswer, dontKnow, readCheckAnswer } from '@/app/_ui/check-answer';
import { FetchError, postJson } from '@/lib/web/fetcher';
import { type CancelProblem, cancelProblemOf } from '../cancel-problem';
import type { TillOrder } from '../till-order';
import { isOpen } from '../till-view';

/** Looking at Mercado Pago on demand: nothing yet, asking, or what came of it and at which version of the order. */
export type Check =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly answer: CheckAnswer };

export type OrderActions = {
  readonly check: Check;
  readonly isCanceling: boolean;
  /** Why it was not canceled, or may not be, when somebody asked for it last. */
  readonly cancelProblem: CancelProblem | null;
  readonly askNow: () => void;
  readonly dismissAnswer: () => void;
  readonly cancel: () => void;
};

const WATCH_MS = 10_000;

/** What a cashier can do with an order that is on the screen. Each does nothing while it is already under way. */
export function useOrderActions(order: TillOrder | null, reread: () => Promise<void>): OrderActions {
  const [state, setState] = useState(idle(order?.id ?? null));
  // Another order begins with nothing asked; answers that are still on their way belong to the one before.
  const current = state.orderId === (order?.id ?? null) ? state : idle(order?.id ?? null);
  const orderId = order?.id ?? null;

  const askNow = useCallback(async () => {
    if (orderId === null) return;
    setState({ ...idle(orderId), check: { kind: 'asking' } });
    const answer = await ask(orderId);
    await reread().catch(ignoreUnread);
    setState((now) => (now.orderId === orderId ? { ...now, check: { kind: 'answered', answer } } : now));
  }, [orderId, reread]);

  const cancel = useCallback(async () => {
    if (orderId === null) return;
    setState({ ...idle(orderId), isCanceling: true });
    const cancelProblem = await requestCancel(orderId);
    await reread().catch(ignoreUnread);
    setState((now) => (now.orderId === orderId ? { ...now, isCanceling: false, cancelProblem } : now));
  }, [orderId, reread]);

  useWatch(order);
  return {
    check: current.check,
    isCanceling: current.isCanceling,
    cancelProblem: current.cancelProblem,
    askNow: () => {
      if (current.check.kind !== 'asking') void askNow();
    },
    dismissAnswer: () => setState(idle(orderId)),
    cancel: () => {
      if (!current.isCanceling) void cancel();
    },
  };
}

/** Asks for an order to be taken off its QR. It is a request: how it went is read from the order afterwards. */
export async function requestCancel(orderId: string): Promise<CancelProblem | null> {
  const answer = await postJson(`/api/v1/orders/${orderId}/cancel`).catch(ignoreUnreached);
  return cancelProblemOf(answer?.status ?? 0);
}

type State = Pick<OrderActions, 'check' | 'isCanceling' | 'cancelProblem'> & { readonly orderId: string | null };

function idle(orderId: string | null): State {
  return { orderId, check: { kind: 'none' }, isCanceling: false, cancelProblem: null };
}

async function ask(orderId: string): Promise<CheckAnswer> {
  try {
    const { status, body } = await postJson(`/api/v1/orders/${orderId}/check`);
    return status === 200 ? readCheckAnswer(body) : dontKnow;
  } catch (error) {
    if (error instanceof FetchError) return dontKnow;
    throw error;
  }
}

/** While an unfinished order is on the screen the server looks at it every three seconds. */
function useWatch(order: TillOrder | null): void {
  const watchedId = order && isOpen(order) ? order.id : null;
  useEffect(() => {
    if (watchedId === null) return;
    const watch = () => {
      if (document.visibilityState === 'visible')
        void postJson(`/api/v1/orders/${watchedId}/watch`).catch(ignoreUnreached);
    };
    watch();
    const timer = setInterval(watch, WATCH_MS);
    return () => clearInterval(timer);
  }, [watchedId]);
}

/** The connection's own state tells that nobody was reached; the sweep looks all the same. */
function ignoreUnreached(error: unknown): void {
  if (!(error instanceof FetchError)) throw error;
}

/** As above: what is shown stays, and says how old it is. */
function ignoreUnread(error: unknown): void {
  ignoreUnreached(error);
}
