import { expect, test } from 'vitest';
import {
  type CaseFacts,
  caseOfComparison,
  isDifferenceSettled,
  isSameCase,
  needsNote,
} from '@/lib/domain/exception-case';
import type { Comparison, TheirFigures } from '@/lib/domain/reconcile';

const theirs: TheirFigures = {
  merchantOrderIds: ['1'],
  paymentIds: ['2'],
  paidMinor: 500,
  refundedMinor: 0,
  totalMinor: 500,
  methodIds: [],
  posIds: [],
  paidAt: null,
  undecided: 0,
};
const ours = { status: 'opened', exception: 'none', paidMinor: 0, refundedMinor: 0, totalMinor: 500 } as const;

function compared(change: Partial<Comparison>): Comparison {
  return { verdict: 'status_differs', reasons: ['paid_there_only'], theirs, after: null, ...change };
}

test('sides that agree ask nobody', () => {
  expect(caseOfComparison(compared({ verdict: 'matched', reasons: [] }), ours)).toBeNull();
  expect(caseOfComparison(compared({ verdict: 'no_money', reasons: [] }), null)).toBeNull();
});

test('what is at stake is the difference, and all of it without an order', () => {
  expect(caseOfComparison(compared({}), ours)).toMatchObject({ reason: 'status_differs', amountMinor: 500 });
  expect(caseOfComparison(compared({ verdict: 'missing_here' }), null)).toMatchObject({ amountMinor: 500 });
  const refunded = compared({ verdict: 'refund_not_in_books', theirs: { ...theirs, refundedMinor: 120 } });
  expect(caseOfComparison(refunded, { ...ours, paidMinor: 500 })).toMatchObject({ amountMinor: 120 });
});

test('a case is the same while what it was decided on is: a method or an attempt more is nothing new', () => {
  const facts: CaseFacts = { reasons: ['b', 'a'], ours, theirs };
  const before = { reason: 'status_differs', facts } as const;
  const same = { ...facts, reasons: ['a', 'b'], theirs: { ...theirs, paymentIds: ['2', '3'], methodIds: ['visa'] } };
  expect(isSameCase(before, { ...before, facts: same })).toBe(true);
  expect(isSameCase(before, { ...before, facts: { ...facts, theirs: { ...theirs, paidMinor: 501 } } })).toBe(false);
  expect(isSameCase(before, { ...before, reason: 'amount_differs' })).toBe(false);
});

test('a difference is settled once our books say what Mercado Pago said, and the order closed if it was paid', () => {
  const facts: CaseFacts = { reasons: ['paid_there_only'], ours, theirs };
  const closed = { status: 'closed', exception: 'none', paidMinor: 500, refundedMinor: 0 } as const;
  expect(isDifferenceSettled(facts, closed)).toBe(true);
  expect(isDifferenceSettled(facts, { ...closed, status: 'opened' })).toBe(false);
  expect(isDifferenceSettled(facts, { ...closed, paidMinor: 400 })).toBe(false);
  // Only looking again can bring back money that is gone.
  const gone: CaseFacts = { ...facts, reasons: ['nothing_there'], theirs: { ...theirs, paidMinor: 500 } };
  expect(isDifferenceSettled(gone, closed)).toBe(false);
});

test('only a decision that explains itself may go without a note', () => {
  expect((['kept', 'refunded', 'explained', 'other_channel'] as const).filter(needsNote)).toEqual([
    'explained',
    'other_channel',
  ]);
});
