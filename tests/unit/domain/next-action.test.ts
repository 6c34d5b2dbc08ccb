import { describe, expect, test } from 'vitest';
import { nextActionOf } from '@/lib/domain/next-action';

const order = { status: 'closed', exception: 'none', totalMinor: 100, paidMinor: 100, refundedMinor: 0 } as const;

describe('goods are handed over for money that stayed, and for nothing else', () => {
  test.each([
    ['paid as agreed', {}, 'hand_over'],
    ['paid twice', { exception: 'paid_over', paidMinor: 200 }, 'refund_surplus'],
    [
      'paid twice, the surplus is back',
      { exception: 'partially_refunded', paidMinor: 200, refundedMinor: 100 },
      'hand_over',
    ],
    [
      'paid twice, a part of it is back',
      { exception: 'partially_refunded', paidMinor: 200, refundedMinor: 40 },
      'refund_surplus',
    ],
    ['paid, and a part given back', { exception: 'partially_refunded', refundedMinor: 40 }, 'none'],
    ['paid and given back', { exception: 'refunded', refundedMinor: 100 }, 'none'],
    ['paid, and something does not match', { exception: 'needs_review' }, 'review'],
  ] as const)('closed, %s', (_name, change, action) => {
    expect(nextActionOf({ ...order, ...change })).toBe(action);
  });

  test.each(['draft', 'opened'] as const)('%s: nobody knows yet', (status) => {
    expect(nextActionOf({ ...order, status, paidMinor: 0 })).toBe('wait');
    expect(nextActionOf({ ...order, status, exception: 'paid_partial', paidMinor: 60 })).toBe('wait');
    expect(nextActionOf({ ...order, status, exception: 'partially_refunded', paidMinor: 60, refundedMinor: 10 })).toBe(
      'wait',
    );
    expect(nextActionOf({ ...order, status, exception: 'needs_review', paidMinor: 0 })).toBe('review');
  });

  test.each(['canceled', 'expired', 'failed'] as const)('%s: charged again only when no money came', (status) => {
    expect(nextActionOf({ ...order, status, paidMinor: 0 })).toBe('charge_again');
    expect(nextActionOf({ ...order, status, exception: 'paid_partial', paidMinor: 60 })).toBe('keep_or_refund');
    const partly = { ...order, status, exception: 'partially_refunded', paidMinor: 60 } as const;
    expect(nextActionOf({ ...partly, refundedMinor: 10 })).toBe('keep_or_refund');
    expect(nextActionOf({ ...order, status, exception: 'refunded', paidMinor: 60, refundedMinor: 60 })).toBe('none');
  });

  test('late money is kept or given back, however much there was', () => {
    expect(nextActionOf({ ...order, exception: 'paid_late' })).toBe('keep_or_refund');
    expect(nextActionOf({ ...order, exception: 'paid_late', paidMinor: 200 })).toBe('keep_or_refund');
  });
});
