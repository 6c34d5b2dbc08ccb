import { expect, test } from 'vitest';
import { cancelProblemOf } from '@/app/(till)/till/[pos]/cancel-problem';

test('a cashier whose request to cancel was refused is told so, and not when it was heard or the order is over', () => {
  expect([200, 201, 409].map(cancelProblemOf)).toEqual([null, null, null]);
  expect([400, 401, 403, 429].map(cancelProblemOf)).toEqual(['notAsked', 'signedOut', 'notAllowed', 'notAsked']);
});

test('nobody is told that a charge still stands when the request may have taken it off', () => {
  for (const status of [0, 404, 500, 502, 503, 504])
    expect([status, cancelProblemOf(status)]).toEqual([status, 'unknown']);
});
