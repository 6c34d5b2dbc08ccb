import { describe, expect, test } from 'vitest';
import { newerOrder, type TillOrder, type TillPayment } from '@/app/(till)/till/[pos]/till-order';
import { isPaid, viewOf } from '@/app/(till)/till/[pos]/till-view';
import { orderExceptions, orderStatuses } from '@/lib/domain/order';

const opened: TillOrder = {
  id: 'a',
  externalReference: 'V7KQ2-000482',
  posName: 'Caja 3',
  externalPosId: 'S001P03',
  status: 'opened',
  exception: 'none',
  reviewReasons: [],
  mode: 'static',
  version: 2,
  currencyId: 'ARS',
  totalMinor: 2_345_000,
  paidMinor: 0,
  refundedMinor: 0,
  taxMinor: 0,
  discountMinor: 0,
  note: null,
  items: [],
  payments: [],
  isCancelRequested: false,
  createdBy: null,
  createdAt: '2026-11-20T17:21:00.000Z',
  expiresAt: '2026-11-20T17:31:00.000Z',
  endedAt: null,
  closedAt: null,
  failure: null,
  qr: null,
  readAt: '2026-11-20T17:21:00.000Z',
};

function payment(status: TillPayment['status']): TillPayment {
  return { id: '1', status, statusDetail: null, amountMinor: 2_345_000, methodId: 'visa', at: null };
}

describe('what a till shows', () => {
  test('is paid for a closed order and for no other, whatever else is said of it', () => {
    for (const status of orderStatuses)
      for (const exception of orderExceptions)
        for (const hasExpired of [false, true])
          for (const payments of [[], [payment('approved')], [payment('rejected')]]) {
            const order = { ...opened, status, exception, payments, paidMinor: 2_345_000 };
            const view = viewOf(order, hasExpired);
            const saysPaid = view === 'paid' || view === 'paid_odd' || view === 'returned';
            expect({ status, view, saysPaid }).toEqual({ status, view, saysPaid: isPaid(order) });
          }
  });

  test('is a refused attempt only until something better follows it', () => {
    expect(viewOf({ ...opened, payments: [payment('rejected')] }, false)).toBe('rejected');
    expect(viewOf({ ...opened, payments: [payment('rejected'), payment('in_process')] }, false)).toBe('in_process');
  });

  test('is a last look when the time is over, until a read says that it expired', () => {
    expect(viewOf(opened, true)).toBe('last_look');
    expect(viewOf({ ...opened, status: 'expired' }, true)).toBe('expired');
  });

  test('is a request while a cancellation is not certain', () => {
    expect(viewOf({ ...opened, isCancelRequested: true }, false)).toBe('canceling');
  });

  test('is unconfirmed while nobody knows whether the order reached its QR', () => {
    expect(viewOf({ ...opened, status: 'draft' }, false)).toBe('unconfirmed');
  });

  test('is a part while less than the total came, and something to review once the order ended like that', () => {
    const partial = { ...opened, paidMinor: 5, exception: 'paid_partial' as const, payments: [payment('approved')] };
    expect(viewOf(partial, false)).toBe('partial');
    expect(viewOf({ ...partial, status: 'expired' }, false)).toBe('review');
  });

  test('is paid, with a word about it, when too much came', () => {
    expect(viewOf({ ...opened, status: 'closed', exception: 'paid_over' }, false)).toBe('paid');
  });

  test('asks for a decision when the money came late', () => {
    expect(viewOf({ ...opened, status: 'closed', exception: 'paid_late' }, false)).toBe('paid_odd');
  });
});

describe('of two reads of one order', () => {
  test('the one with the higher version is shown, in whichever order they arrive', () => {
    const closed: TillOrder = { ...opened, status: 'closed', version: 5 };
    expect(newerOrder(opened, closed)).toBe(closed);
    expect(newerOrder(closed, opened)).toBe(closed);
  });

  test('the later one is shown when nothing changed between them', () => {
    const later = { ...opened, readAt: '2026-11-20T17:22:00.000Z' };
    expect(newerOrder(opened, later)).toBe(later);
  });
});
