import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyOrderQuery,
  type OrderQuery,
  ordersHref,
  parseOrderQuery,
  type SearchParameters,
  searchPrefixes,
  toOrderFilter,
} from '@/app/(dashboard)/orders/order-query';
import { currentView, savedViewNames, viewQuery } from '@/app/(dashboard)/orders/saved-views';
import { makeExternalReference } from '@/lib/domain/external-reference';

const buenosAires = 'America/Argentina/Buenos_Aires';
/** Friday 20 November 2026, half past two in the afternoon in Buenos Aires. */
const now = new Date('2026-11-20T17:30:00Z');

describe('reading the address of the list', () => {
  test('an address without a query asks for everything and complains of nothing', () => {
    expect(parseOrderQuery({})).toEqual({
      query: emptyOrderQuery,
      place: { older: null, newer: null },
      ignored: [],
    });
  });

  test('the empty fields of a sent form ask for nothing', () => {
    const form = { q: '', till: '', store: '', created: '', from: '', to: '', paid: '', found: '' };
    expect(parseOrderQuery(form)).toMatchObject({ query: emptyOrderQuery, ignored: [] });
  });

  test('what cannot be understood is left aside and named, and the rest still counts', () => {
    const { query, ignored } = parseOrderQuery({
      status: ['closed', 'sold'],
      exception: 'none',
      created: 'tomorrow',
      paid: 'week',
      found: 'luck',
      till: 'S001 P01',
      store: '../etc',
      q: 'ñandú',
    });
    expect(query).toMatchObject({ status: ['closed'], exception: [], created: null, till: null, store: null });
    expect([...ignored].sort()).toEqual(['created', 'exception', 'found', 'paid', 'search', 'status', 'store', 'till']);
  });

  test('two dates make a stretch of days even when no named stretch was chosen', () => {
    expect(parseOrderQuery({ from: '2026-11-01', to: '2026-11-15' }).query).toMatchObject({
      created: 'days',
      from: '2026-11-01',
      to: '2026-11-15',
    });
  });

  test('dates in the wrong order, and days that do not exist, are left aside', () => {
    for (const dates of [
      { from: '2026-11-15', to: '2026-11-01' },
      { from: '2026-02-30' },
      { created: 'days', to: 'yesterday' },
    ]) {
      const { query, ignored } = parseOrderQuery(dates);
      expect({ dates, created: query.created, ignored }).toEqual({ dates, created: null, ignored: ['created'] });
    }
  });

  test('a parameter that is given twice counts once, the last time', () => {
    expect(parseOrderQuery({ q: ['A-1', 'B-2'], till: ['S001P01', 'S001P02'] }).query).toMatchObject({
      q: 'B-2',
      till: 'S001P02',
    });
  });

  test('no address makes it throw, and what it understood is understood again from its own spelling', () => {
    const names = ['q', 'status', 'exception', 'till', 'store', 'created', 'from', 'to', 'paid', 'found', 'older'];
    const values = fc.oneof(
      fc.string(),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.constantFrom('closed', 'opened', 'paid_late', 'today', 'days', 'sweep', '2026-11-20', '2026-11-31', 'S001P01'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), values), (parameters: SearchParameters) => {
        const { query } = parseOrderQuery(parameters);
        expect(readBack(ordersHref(query))).toEqual(query);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what the database is asked', () => {
  const filterOf = (query: Partial<OrderQuery>) =>
    toOrderFilter({ ...emptyOrderQuery, ...query }, { posId: null, storeId: null, now, timeZone: buenosAires });

  test('nothing, when nothing is asked', () => {
    expect(filterOf({})).toEqual({});
  });

  test('days are those of the zone, half-open at the end', () => {
    expect(filterOf({ created: 'today' })).toEqual({
      createdFrom: new Date('2026-11-20T03:00:00Z'),
      createdTo: new Date('2026-11-21T03:00:00Z'),
    });
    expect(filterOf({ paid: 'yesterday' })).toEqual({
      closedFrom: new Date('2026-11-19T03:00:00Z'),
      closedTo: new Date('2026-11-20T03:00:00Z'),
    });
  });

  test('a week starts on Monday, last month ends with its last day', () => {
    expect(filterOf({ created: 'week' }).createdFrom).toEqual(new Date('2026-11-16T03:00:00Z'));
    expect(filterOf({ created: 'last_month' })).toEqual({
      createdFrom: new Date('2026-10-01T03:00:00Z'),
      createdTo: new Date('2026-11-01T03:00:00Z'),
    });
  });

  test('an open end stays open', () => {
    expect(filterOf({ created: 'days', from: '2026-11-01' })).toEqual({
      createdFrom: new Date('2026-11-01T03:00:00Z'),
    });
    expect(filterOf({ created: 'days', to: '2026-11-01' })).toEqual({ createdTo: new Date('2026-11-02T03:00:00Z') });
  });
});

describe('saved views', () => {
  test.each(savedViewNames)('%s is recognised by its address, and by no other view’s', (name) => {
    expect(currentView(readBack(ordersHref(viewQuery(name))))).toBe(name);
  });

  test('are recognised while something is searched in them, and not once a filter was added', () => {
    expect(currentView({ ...viewQuery('open'), q: 'V-0004' })).toBe('open');
    expect(currentView({ ...viewQuery('open'), till: 'S001P01' })).toBeNull();
  });

  test('do not depend on the order of the values in an address', () => {
    expect(currentView(readBack('/orders?status=opened&status=draft'))).toBe('open');
  });
});

describe('searching', () => {
  const made = (saleNumber: number) => makeExternalReference('V7KQ2', saleNumber);

  test('looks for what was typed, then for the same in capitals', () => {
    expect(searchPrefixes('v7kq2-0004', made)).toEqual(['v7kq2-0004', 'V7KQ2-0004']);
    expect(searchPrefixes('MESA-4', made)).toEqual(['MESA-4']);
  });

  test('finds a sale by its bare number, after references that begin with those digits', () => {
    expect(searchPrefixes('482', made)).toEqual(['482', 'V7KQ2-000482']);
  });

  test('asks the database nothing for what cannot be a reference', () => {
    expect(searchPrefixes('ñ%_', made)).toEqual([]);
    expect(searchPrefixes('', made)).toEqual([]);
  });
});

function readBack(href: string): OrderQuery {
  const parameters = new URL(href, 'http://desk').searchParams;
  const names = new Set(parameters.keys());
  return parseOrderQuery(Object.fromEntries([...names].map((name) => [name, parameters.getAll(name)]))).query;
}
