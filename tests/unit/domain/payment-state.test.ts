import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type ObservedPayment, paymentStatuses } from '@/lib/domain/merchant-order';
import { isSamePayment, joinPayment, type KnownPayment, knowPayment, refundedOf } from '@/lib/domain/payment-state';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

const ours = { currencyId: 'ARS', isOurCollector: true };

const seen: ObservedPayment = {
  paymentId: '1',
  merchantOrderId: '7',
  status: 'approved',
  statusDetail: 'accredited',
  currencyId: 'ARS',
  amountMinor: 10_000,
  refundedMinor: 0,
  methodId: 'account_money',
  approvedAt: new Date('2026-03-01T12:01:00Z'),
  lastModifiedAt: new Date('2026-03-01T12:01:00Z'),
};

/** Any read of one payment, however little it agrees with any other. */
const anyRead: fc.Arbitrary<KnownPayment> = fc
  .record({
    status: fc.constantFrom(...paymentStatuses),
    merchantOrderId: fc.constantFrom('7', '8', null),
    statusDetail: fc.constantFrom('a', 'b', null),
    currencyId: fc.constantFrom('ARS', 'USD', null),
    amountMinor: fc.constantFrom(null, -5, 0, 100, 200),
    refundedMinor: fc.constantFrom(-5, 0, 50, 300),
    methodId: fc.constantFrom('card', 'pix', null),
    approvedAt: fc.constantFrom(new Date(1_000), new Date(2_000), null),
    lastModifiedAt: fc.constantFrom(new Date(1_000), new Date(2_000), new Date(3_000), null),
    isOurCollector: fc.boolean(),
  })
  .map(({ isOurCollector, ...read }) => knowPayment({ ...seen, ...read }, { currencyId: 'ARS', isOurCollector }));

describe('what two reads of a payment say together', () => {
  test('does not depend on which came first', () => {
    fc.assert(
      fc.property(anyRead, anyRead, (a, b) => {
        expect(joinPayment(a, b)).toEqual(joinPayment(b, a));
      }),
      { numRuns: 1_500 },
    );
  });

  test('does not depend on how they are grouped', () => {
    fc.assert(
      fc.property(anyRead, anyRead, anyRead, (a, b, c) => {
        expect(joinPayment(joinPayment(a, b), c)).toEqual(joinPayment(a, joinPayment(b, c)));
      }),
      { numRuns: 1_500 },
    );
  });

  test('is the same when one is repeated', () => {
    fc.assert(
      fc.property(anyRead, anyRead, (a, b) => {
        const joined = joinPayment(a, b);
        expect(isSamePayment(joined, joinPayment(joined, a))).toBe(true);
        expect(isSamePayment(joined, joinPayment(joined, b))).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  test('never forgets money, and is always something that the database keeps', () => {
    fc.assert(
      fc.property(fc.array(anyRead, { minLength: 1, maxLength: 5 }), (reads) => {
        const known = reads.reduce(joinPayment);
        expect(known.countedMinor).toBe(Math.max(...reads.map((read) => read.countedMinor)));
        expect(known.refundedMinor).toBeGreaterThanOrEqual(0);
        expect(refundedOf(known)).toBeGreaterThanOrEqual(0);
        expect(refundedOf(known)).toBeLessThanOrEqual(known.countedMinor);
        const isKept =
          known.countedMinor === 0 || (known.amountMinor === known.countedMinor && known.currencyId === 'ARS');
        expect(isKept).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('one read', () => {
  test.each(['approved', 'refunded', 'in_mediation', 'charged_back'] as const)('%s counts', (status) => {
    expect(knowPayment({ ...seen, status }, ours)).toMatchObject({ countedMinor: 10_000, mismatch: null });
  });

  test.each(['pending', 'in_process', 'authorized', 'rejected', 'cancelled', 'unknown'] as const)(
    '%s does not count, and is no reason for a person to look',
    (status) => {
      expect(knowPayment({ ...seen, status, currencyId: 'USD' }, { ...ours, isOurCollector: false })).toMatchObject({
        countedMinor: 0,
        mismatch: null,
      });
    },
  );

  test('money for somebody else, in another currency or of unknown amount is kept, does not count and is named', () => {
    const other = { currencyId: 'ARS', isOurCollector: false };
    expect(knowPayment(seen, other)).toMatchObject({ countedMinor: 0, mismatch: 'other_collector' });
    expect(knowPayment({ ...seen, currencyId: 'USD' }, ours)).toMatchObject({
      countedMinor: 0,
      mismatch: 'other_currency',
      amountMinor: 10_000,
    });
    expect(knowPayment({ ...seen, currencyId: null }, ours).mismatch).toBe('other_currency');
    expect(knowPayment({ ...seen, amountMinor: null }, ours)).toMatchObject({
      countedMinor: 0,
      mismatch: 'unreadable_amount',
    });
  });

  test('approved money of less than nothing does not count and is named', () => {
    expect(knowPayment({ ...seen, amountMinor: -1 }, ours)).toMatchObject({
      countedMinor: 0,
      mismatch: 'unreadable_amount',
    });
  });
});

describe('a payment seen twice', () => {
  test('rejected and then approved is approved, in either order of arrival', () => {
    const rejected = knowPayment(
      { ...seen, status: 'rejected', approvedAt: null, lastModifiedAt: new Date('2026-03-01T12:00:30Z') },
      ours,
    );
    const approved = knowPayment(seen, ours);
    for (const known of [joinPayment(rejected, approved), joinPayment(approved, rejected)])
      expect(known).toMatchObject({ status: 'approved', countedMinor: 10_000 });
  });

  test('of the same moment is what is further in a payment’s life', () => {
    const approved = knowPayment(seen, ours);
    const refunded = knowPayment({ ...seen, status: 'refunded' }, ours);
    expect(joinPayment(refunded, approved).status).toBe('refunded');
    expect(joinPayment(approved, refunded).status).toBe('refunded');
  });

  test('keeps the greatest figure that was given back, which an older read does not lower', () => {
    const half = knowPayment({ ...seen, refundedMinor: 5_000, lastModifiedAt: new Date('2026-03-02T12:00:00Z') }, ours);
    const older = knowPayment(seen, ours);
    expect(refundedOf(joinPayment(half, older))).toBe(5_000);
    expect(joinPayment(half, older).lastModifiedAt).toBe('2026-03-02T12:00:00.000Z');
  });

  test('refunded means all of it, whatever the figure says', () => {
    expect(refundedOf(knowPayment({ ...seen, status: 'refunded', refundedMinor: 0 }, ours))).toBe(10_000);
  });
});
