import { expect, test } from 'vitest';
import { whyNotChargeable } from '@/lib/domain/why-not-chargeable';

test.each([
  ['active', 'S001P01', null],
  ['active', null, 'noCode'],
  ['retired', 'S001P01', 'retired'],
  ['retired', null, 'retired'],
  ['missing', 'S001P01', 'missing'],
  ['missing', null, 'missing'],
] as const)(
  'a POS that is %s with the external id %s cannot be charged on because: %s',
  (status, externalPosId, why) => {
    expect(whyNotChargeable({ status, externalPosId })).toBe(why);
  },
);
