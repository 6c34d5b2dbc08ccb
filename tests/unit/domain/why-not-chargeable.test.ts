import { expect, test } from 'vitest';
import { whyNotChargeable } from '@/lib/domain/why-not-chargeable';

test.each([
  ['active', 'S001P01', true, null],
  ['active', 'S001P01', false, 'openAmount'],
  ['active', null, true, 'noCode'],
  ['active', null, false, 'noCode'],
  ['retired', 'S001P01', true, 'retired'],
  ['retired', null, false, 'retired'],
  ['missing', 'S001P01', false, 'missing'],
  ['missing', null, true, 'missing'],
] as const)(
  'a POS that is %s with the external id %s and a fixed amount (%s) cannot be charged on because: %s',
  (status, externalPosId, isFixedAmount, why) => {
    expect(whyNotChargeable({ status, externalPosId, isFixedAmount })).toBe(why);
  },
);
