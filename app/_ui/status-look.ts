import type { PaymentStatus } from '@/lib/domain/merchant-order';
import type { OrderException, OrderStatus, RefundStatus } from '@/lib/domain/order';
import type { ScanVerdict, StickerState } from '@/lib/domain/sticker';
import type { Shape } from './status-shape';

/** What a state means for somebody who looks: money arrived, still live, decide, refused, or over and done. */
export type StatusTone = 'paid' | 'live' | 'warn' | 'stop' | 'idle';

/** Shape and role of a state; the word comes from the `status` messages. */
export type StatusLook = { readonly shape: Shape; readonly tone: StatusTone };

export const orderStatusLooks: Readonly<Record<OrderStatus, StatusLook>> = {
  draft: { shape: 'dashed-ring', tone: 'idle' },
  opened: { shape: 'live-ring', tone: 'live' },
  closed: { shape: 'disc-check', tone: 'paid' },
  canceled: { shape: 'ring-slash', tone: 'idle' },
  expired: { shape: 'ring-clock', tone: 'idle' },
  failed: { shape: 'octagon-cross', tone: 'stop' },
};

export const orderExceptionLooks: Readonly<Record<Exclude<OrderException, 'none'>, StatusLook>> = {
  needs_review: { shape: 'flag', tone: 'warn' },
  refunded: { shape: 'disc-return', tone: 'idle' },
  partially_refunded: { shape: 'return-arrow', tone: 'idle' },
  paid_late: { shape: 'disc-clock', tone: 'warn' },
  paid_over: { shape: 'ring-plus', tone: 'warn' },
  paid_partial: { shape: 'half-disc', tone: 'warn' },
};

export const paymentStatusLooks: Readonly<Record<PaymentStatus, StatusLook>> = {
  pending: { shape: 'hourglass', tone: 'warn' },
  in_process: { shape: 'hourglass', tone: 'warn' },
  authorized: { shape: 'hourglass', tone: 'warn' },
  approved: { shape: 'disc-check', tone: 'paid' },
  rejected: { shape: 'ring-cross', tone: 'stop' },
  cancelled: { shape: 'ring-slash', tone: 'idle' },
  refunded: { shape: 'disc-return', tone: 'idle' },
  in_mediation: { shape: 'flag', tone: 'warn' },
  charged_back: { shape: 'octagon-cross', tone: 'stop' },
  unknown: { shape: 'dashed-ring-question', tone: 'warn' },
};

export const refundStatusLooks: Readonly<Record<RefundStatus, StatusLook>> = {
  requested: { shape: 'dashed-ring', tone: 'live' },
  in_process: { shape: 'hourglass', tone: 'warn' },
  approved: { shape: 'disc-return', tone: 'idle' },
  rejected: { shape: 'ring-cross', tone: 'stop' },
  unknown: { shape: 'dashed-ring-question', tone: 'warn' },
};

/** What a printed code is that somebody held before a camera. */
export const scanLooks: Readonly<Record<ScanVerdict, StatusLook>> = {
  current: { shape: 'disc-check', tone: 'paid' },
  names_changed: { shape: 'flag', tone: 'warn' },
  outdated: { shape: 'octagon-cross', tone: 'stop' },
  voided: { shape: 'octagon-cross', tone: 'stop' },
  till_closed: { shape: 'ring-cross', tone: 'stop' },
  not_ours: { shape: 'octagon-cross', tone: 'stop' },
  not_a_payment_code: { shape: 'dashed-ring-question', tone: 'warn' },
};

export const stickerStateLooks: Readonly<Record<StickerState, StatusLook>> = {
  current: { shape: 'disc-check', tone: 'paid' },
  names_changed: { shape: 'flag', tone: 'warn' },
  replaced: { shape: 'ring-slash', tone: 'idle' },
  voided: { shape: 'octagon-cross', tone: 'stop' },
  till_closed: { shape: 'ring-cross', tone: 'stop' },
};
