import { expect, test } from 'vitest';
import { cancelProblemOf } from '@/app/(till)/till/[pos]/cancel-problem';

test('a cashier whose request to cancel was refused is told so, and not when it was heard or the order is over', () => {
  expect([200, 201, 409].map(cancelProblemOf)).toEqual([null, null, null]);
  expect([401, 403, 404, 429, 500, 503].map(cancelProblemOf)).toEqual([
    'signedOut',
    'notAllowed',
    'notAsked',
    'notAsked',
    'notAsked',
    'notAsked',
  ]);
});
