import { describe, expect, test } from 'vitest';
import { type OrderForScreen, PAID_SHOWN_MS, screenState } from '@/lib/domain/customer-screen';
import { orderExceptions, orderStatuses } from '@/lib/domain/order';

const now = new Date('2026-11-21T18:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

const opened: OrderForScreen = {
  status: 'opened',
  exception: 'none',
  currencyId: 'ARS',
  totalMinor: 432_000,
  isCancelRequested: false,
  expiresAt: later(600_000),
  createdAt: now,
  closedAt: null,
  lastPaymentStatus: null,
};
const kind = (change: Partial<OrderForScreen>, at = now) => screenState({ ...opened, ...change }, at).kind;

describe('a screen for customers', () => {
  test('says paid of a closed order alone, and for a minute', () => {
    for (const status of orderStatuses)
      for (const exception of orderExceptions)
        for (const lastPaymentStatus of [null, 'approved', 'rejected']) {
          const shown = kind({ status, exception, lastPaymentStatus, closedAt: now });
          const isPlain = exception === 'none' || exception === 'paid_over';
          expect(shown === 'paid').toBe(status === 'closed' && isPlain);
        }
    const closed = { status: 'closed', closedAt: now } as const;
    expect(kind(closed, later(PAID_SHOWN_MS - 1))).toBe('paid');
    expect(kind(closed, later(PAID_SHOWN_MS))).toBe('idle');
  });

  test('asks to scan only what can be paid', () => {
    expect(kind({})).toBe('waiting');
    expect(kind({ lastPaymentStatus: 'rejected' })).toBe('rejected');
    expect(kind({ lastPaymentStatus: 'in_process' })).toBe('in_process');
    expect(kind({ status: 'draft' })).toBe('preparing');
    expect(kind({ isCancelRequested: true })).toBe('asking');
    expect(kind({ exception: 'paid_partial' })).toBe('asking');
    expect(kind({}, opened.expiresAt)).toBe('asking');
  });

  test('keeps what ended without money, or was given back, to the shop', () => {
    for (const status of ['canceled', 'expired', 'failed'] as const) expect(kind({ status })).toBe('idle');
    expect(kind({ status: 'closed', closedAt: now, exception: 'refunded' })).toBe('idle');
    expect(screenState(null, now)).toEqual({ kind: 'idle' });
    expect(screenState({ ...opened, status: 'canceled' }, now)).toEqual({ kind: 'idle' });
  });
});
