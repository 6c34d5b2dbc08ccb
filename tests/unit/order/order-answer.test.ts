import { describe, expect, test } from 'vitest';
import { cancelUnknown, checkUnknown, readCancel, readCheck } from '@/app/(dashboard)/orders/[orderId]/order-answer';

describe('the answer to looking now', () => {
  const line = { way: 'search', finding: 'nothing', code: null, at: '2026-11-20T17:21:00.000Z' };

  test('is what the server found, with its evidence, and holds for that version of the order', () => {
    const body = { verdict: 'not_seen', evidence: [line], order: { version: 3 } };
    expect(readCheck({ status: 200, body })).toEqual({
      answer: { kind: 'check', verdict: 'not_seen', evidence: [line] },
      until: 3,
    });
  });

  test.each([
    { status: 500, body: { error: { code: 'internal' } } },
    { status: 200, body: null },
    { status: 200, body: { verdict: 'surely', evidence: [] } },
    { status: 502, body: '<html>' },
  ])('is that we do not know when it cannot be read: $status', (answer) => {
    expect(readCheck(answer)).toEqual(checkUnknown);
  });

  test('leaves out evidence that it does not understand', () => {
    const body = { verdict: 'paid', evidence: [{ way: 'rumour', finding: 'found', at: line.at }, line], order: {} };
    expect(readCheck({ status: 200, body }).answer).toEqual({ kind: 'check', verdict: 'paid', evidence: [line] });
  });
});

describe('the answer to a cancellation', () => {
  test.each([
    ['canceled', 'canceled', 5],
    ['closed', 'closed', 5],
    ['expired', 'ended', 5],
    ['failed', 'ended', 5],
    // The page says it by itself once it shows this version.
    ['opened', 'requested', 4],
    ['draft', 'requested', 4],
  ] as const)('says how the order stands afterwards: %s is %s', (status, outcome, until) => {
    expect(readCancel({ status: 200, body: { status, version: 5 } })).toEqual({
      answer: { kind: 'cancel', outcome },
      until,
    });
  });

  test('is that it was paid when the server refuses to cancel a closed order', () => {
    expect(readCancel({ status: 409, body: null }).answer).toEqual({ kind: 'cancel', outcome: 'closed' });
  });

  test('is that nobody knows when it cannot be read', () => {
    expect(readCancel({ status: 503, body: null })).toEqual(cancelUnknown);
  });

  test('is that the session ended when it did', () => {
    expect(readCancel({ status: 401, body: null }).answer).toEqual({ kind: 'signed_out' });
  });
});
