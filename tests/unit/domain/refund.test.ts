import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paymentStatuses } from '@/lib/domain/merchant-order';
import {
  leftOfPayment,
  leftToRefund,
  needsSecondPerson,
  planRefund,
  type RefundablePayment,
  type RefundPart,
  refundAskers,
  refundStatusOf,
  refundWarnings,
  surplusOf,
  usualRefundLimit,
} from '@/lib/domain/refund';
import { type BookedRefund, findOurRefund, type ListedRefund } from '@/lib/domain/refund-matching';
import { decimalsByCurrency } from '@/lib/domain/sites';

const now = new Date('2026-11-21T15:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const paid = (paymentId: string, change: Partial<RefundablePayment> = {}): RefundablePayment => ({
  paymentId,
  status: 'approved',
  countedMinor: 10_000,
  refundedMinor: 0,
  approvedAt: now,
  ...change,
});
const refundStatuses = ['requested', 'in_process', 'approved', 'rejected', 'unknown'] as const;

describe('what is left', () => {
  test('is without what went back, here or elsewhere, and without what is asked for and not settled', () => {
    const refunds: RefundPart[] = [
      { paymentId: '1', amountMinor: 1_000, status: 'approved' },
      { paymentId: '1', amountMinor: 2_000, status: 'unknown' },
      { paymentId: '1', amountMinor: 4_000, status: 'rejected' },
      { paymentId: '2', amountMinor: 9_000, status: 'approved' },
    ];
    expect(leftOfPayment(paid('1'), refunds)).toBe(7_000);
    expect(leftOfPayment(paid('1', { refundedMinor: 3_500 }), refunds)).toBe(4_500);
  });

  test.each(paymentStatuses.filter((status) => status !== 'approved'))(
    'is nothing of a payment that is %s',
    (status) => {
      expect(leftOfPayment(paid('1', { status }), [])).toBe(0);
    },
  );
});

test('a plan is exact, stays within every payment, and takes the newest first', () => {
  const payment = fc.record({
    countedMinor: fc.integer({ min: 0, max: 500 }),
    refundedMinor: fc.integer({ min: 0, max: 600 }),
    minute: fc.nat(5),
    status: fc.constantFrom('approved' as const, 'refunded' as const, 'in_mediation' as const),
  });
  const part = fc.record({
    of: fc.nat(4),
    amountMinor: fc.integer({ min: 1, max: 300 }),
    status: fc.constantFrom(...refundStatuses),
  });
  fc.assert(
    fc.property(
      fc.array(payment, { maxLength: 5 }),
      fc.array(part, { maxLength: 6 }),
      fc.option(fc.integer({ min: 1, max: 1_500 }), { nil: null }),
      (payments, parts, amountMinor) => {
        const known = payments.map(({ minute, ...rest }, index) =>
          paid(String(100 + index), { ...rest, approvedAt: new Date(now.getTime() + minute * 60_000) }),
        );
        const refunds = parts.map(({ of, ...rest }) => ({ paymentId: String(100 + of), ...rest }));
        const left = leftToRefund(known, refunds);
        const plan = planRefund(known, refunds, amountMinor);
        const refusal = left === 0 ? 'nothing_left' : amountMinor !== null && amountMinor > left ? 'too_large' : null;
        if (typeof plan === 'string' || refusal !== null) {
          expect(plan).toBe(refusal);
          return;
        }
        expect(plan.reduce((sum, one) => sum + one.amountMinor, 0)).toBe(amountMinor ?? left);
        const times = plan.map((one) => {
          const of = known.find(({ paymentId }) => paymentId === one.paymentId);
          expect(one.amountMinor).toBeGreaterThan(0);
          expect(one.amountMinor).toBeLessThanOrEqual(of ? leftOfPayment(of, refunds) : 0);
          return of?.approvedAt?.getTime() ?? 0;
        });
        expect([...times].sort((a, b) => b - a)).toEqual(times);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a refund stands as the least certain of its parts, and is done only when all of it is', () => {
  const of = (...statuses: RefundPart['status'][]) => refundStatusOf(statuses.map((status) => ({ status })));
  expect(of('approved', 'approved')).toBe('approved');
  expect(of('approved', 'rejected')).toBe('rejected');
  expect(of('rejected', 'in_process', 'approved')).toBe('in_process');
  expect(of('in_process', 'requested')).toBe('requested');
  expect(of('requested', 'unknown', 'approved')).toBe('unknown');
});

test.each([
  ['closed', 'paid_over', 1_000, 2_000, 0, 1_000],
  ['closed', 'partially_refunded', 1_000, 2_000, 400, 600],
  ['closed', 'paid_late', 1_000, 1_000, 0, 1_000],
  ['closed', 'none', 1_000, 1_000, 0, 0],
  ['expired', 'paid_partial', 1_000, 300, 0, 300],
  ['closed', 'refunded', 1_000, 1_000, 1_000, 0],
])(
  'what is too much of an order that is %s and %s',
  (status, exception, totalMinor, paidMinor, refundedMinor, surplus) => {
    expect(surplusOf({ status, exception, totalMinor, paidMinor, refundedMinor })).toBe(surplus);
  },
);

describe('what Mercado Pago will probably refuse', () => {
  test('a refund past the window of the country, and in Peru a part of a payment', () => {
    const codes = (siteId: 'MLA' | 'MPE', days: number, amountMinor: number | null) =>
      refundWarnings(siteId, [paid('1', { approvedAt: daysAgo(days) })], [], amountMinor, now).map(({ code }) => code);
    expect(codes('MLA', 179, 100)).toEqual([]);
    expect(codes('MLA', 181, 100)).toEqual(['window_over']);
    expect(codes('MPE', 89, null)).toEqual([]);
    expect(codes('MPE', 91, 100)).toEqual(['window_over', 'total_only']);
  });
});

describe('a limit', () => {
  test('is per refund and per day, and null is none', () => {
    const limit = { perRefundMinor: 100, perDayMinor: 250 };
    expect(needsSecondPerson(limit, 100, 150)).toBe(false);
    expect(needsSecondPerson(limit, 101, 0)).toBe(true);
    expect(needsSecondPerson(limit, 100, 151)).toBe(true);
    expect(needsSecondPerson({ perRefundMinor: null, perDayMinor: null }, 1e13, 1e13)).toBe(false);
  });

  test('is by default none for an owner, something for a manager and never alone for a cashier, in every currency', () => {
    for (const currencyId of Object.keys(decimalsByCurrency) as (keyof typeof decimalsByCurrency)[]) {
      const alone = refundAskers.filter((asker) => !needsSecondPerson(usualRefundLimit(asker, currencyId), 1, 0));
      expect(alone).toEqual(['owner', 'manager', 'api']);
      expect(needsSecondPerson(usualRefundLimit('manager', currencyId), 1e11, 0)).toBe(true);
    }
  });
});

describe('finding ours in the list of Mercado Pago', () => {
  const listed = (refundId: string, change: Partial<ListedRefund> = {}): ListedRefund => ({
    refundId,
    amountMinor: 500,
    status: 'approved',
    createdAt: now,
    ...change,
  });
  const booked = (id: string, change: Partial<BookedRefund> = {}): BookedRefund => ({
    id,
    mercadopagoRefundId: null,
    origin: 'here',
    amountMinor: 500,
    status: 'unknown',
    uncertainSince: now,
    ...change,
  });

  test('goes by its id once it is known, else by amount and time, and takes nobody else’s', () => {
    const ours = booked('a');
    const theirs = booked('b', { mercadopagoRefundId: '1', status: 'approved' });
    const list = [listed('1'), listed('2', { amountMinor: 400 }), listed('3', { createdAt: daysAgo(1) }), listed('4')];
    expect(findOurRefund(ours, [ours, theirs], list)).toMatchObject({ refundId: '4' });
    expect(findOurRefund(ours, [ours, theirs], list.slice(0, 3))).toBe('nothing');
    expect(findOurRefund(booked('a', { mercadopagoRefundId: '9' }), [], list)).toBe('nothing');
  });

  test('is not a guess when another of ours could be meant', () => {
    const ours = booked('a');
    expect(findOurRefund(ours, [ours, booked('b')], [listed('1')])).toBe('ambiguous');
    expect(findOurRefund(ours, [ours, booked('b', { uncertainSince: null })], [listed('1')])).not.toBe('ambiguous');
    expect(findOurRefund(ours, [ours, booked('b')], [])).toBe('nothing');
  });
});
