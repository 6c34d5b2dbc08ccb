import type { OrderException, OrderStatus } from './order';
import type { CurrencyId } from './sites';

/** What a till's newest order is to its customer's screen. */
export type OrderForScreen = {
  readonly status: OrderStatus;
  readonly exception: OrderException;
  readonly currencyId: CurrencyId;
  readonly totalMinor: number;
  readonly isCancelRequested: boolean;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly lastPaymentStatus: string | null;
};

/**
 * What the customer may see: nothing of anybody else, nothing that is only the shop's.
 *
 * - `preparing`: not yet confirmed at Mercado Pago, so there is nothing to scan
 * - `asking`: something did not go as usual; the person at the till says what
 */
export type ScreenState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'preparing' | 'waiting' | 'in_process' | 'rejected' | 'paid' | 'asking';
      readonly totalMinor: number;
      readonly currencyId: CurrencyId;
    };

/** How long a paid sale stays on the screen when no other follows. */
export const PAID_SHOWN_MS = 60_000;

/** What a till's screen shows its customer now. `paid` comes from an order that is closed, and from nothing else. */
export function screenState(order: OrderForScreen | null, now: Date): ScreenState {
  const kind = order ? kindOf(order, now) : 'idle';
  if (!order || kind === 'idle') return { kind: 'idle' };
  return { kind, totalMinor: order.totalMinor, currencyId: order.currencyId };
}

function kindOf(order: OrderForScreen, now: Date): ScreenState['kind'] {
  switch (order.status) {
    case 'closed':
      return paidKind(order, now);
    case 'failed':
    case 'canceled':
    case 'expired':
      return 'idle';
    case 'draft':
    case 'opened':
      return openKind(order, now);
  }
}

function paidKind({ exception, closedAt }: OrderForScreen, now: Date): ScreenState['kind'] {
  const isFresh = closedAt !== null && now.getTime() - closedAt.getTime() < PAID_SHOWN_MS;
  if (!isFresh) return 'idle';
  if (exception === 'none' || exception === 'paid_over') return 'paid';
  return exception === 'needs_review' || exception === 'paid_late' ? 'asking' : 'idle';
}

function openKind(order: OrderForScreen, now: Date): ScreenState['kind'] {
  if (order.exception !== 'none' || order.isCancelRequested || order.expiresAt <= now) return 'asking';
  if (order.status === 'draft') return 'preparing';
  if (order.lastPaymentStatus === null) return 'waiting';
  return order.lastPaymentStatus === 'rejected' || order.lastPaymentStatus === 'cancelled' ? 'rejected' : 'in_process';
}
