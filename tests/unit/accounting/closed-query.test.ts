import { describe, expect, test } from 'vitest';
import {
  closedHref,
  daysOf,
  type PeriodChoice,
  parseClosedQuery,
  periodChoices,
} from '@/app/(dashboard)/accounting/closed/closed-query';

/** A Wednesday, still Tuesday in Buenos Aires. */
const now = new Date('2026-04-01T02:30:00Z');
const zone = 'America/Argentina/Buenos_Aires';

describe('a period', () => {
  test.each([
    ['today', '2026-03-31', '2026-03-31'],
    ['yesterday', '2026-03-30', '2026-03-30'],
    ['week', '2026-03-30', '2026-03-31'],
    ['last_week', '2026-03-23', '2026-03-29'],
    ['month', '2026-03-01', '2026-03-31'],
    ['last_month', '2026-02-01', '2026-02-28'],
  ] as const)('%s is from %s to %s in the store’s zone', (period, first, last) => {
    expect(daysOf({ period, from: null, to: null }, now, zone)).toEqual({ first, last });
  });

  test('of its own days is those days, in any zone', () => {
    const { query } = parseClosedQuery({ period: 'days', from: '2026-02-01', to: '2026-02-03' });
    expect(daysOf(query, now, 'UTC')).toEqual({ first: '2026-02-01', last: '2026-02-03' });
  });
});

describe('an address', () => {
  test.each([
    [{ period: 'bogus' }],
    [{ period: 'days' }],
    [{ period: 'days', from: '2026-02-30', to: '2026-03-01' }],
    [{ from: '2026-03-02', to: '2026-03-01' }],
    [{ from: '2020-01-01', to: '2026-01-01' }],
    [{ store: '\0', till: ['a b', 'ñ'], older: '../', newer: 'x'.repeat(500) }],
  ])('that cannot be understood asks for today: %j', (parameters) => {
    const { query, place } = parseClosedQuery(parameters);
    expect(query).toEqual({ period: 'today', from: null, to: null, store: null, till: null });
    expect(place).toEqual({ older: null, newer: null });
  });

  test('is read back as it was written', () => {
    for (const period of periodChoices.filter((one): one is Exclude<PeriodChoice, 'days'> => one !== 'days')) {
      const query = { period, from: null, to: null, store: 'S001', till: 'S001P01' } as const;
      const url = new URL(closedHref(query), 'http://desk');
      expect(parseClosedQuery(Object.fromEntries(url.searchParams)).query).toEqual(query);
    }
  });
});
