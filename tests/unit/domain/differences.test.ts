import { expect, test } from 'vitest';
import { differingDays, parseHours, writeHours } from '@/lib/domain/business-hours';
import { differencesOfPos, differencesOfStore, type OurStore } from '@/lib/domain/differences';

const same: OurStore = {
  name: 'Centro',
  addressLine: 'Lavalle 742',
  latitude: '-34.602211',
  longitude: '-58.376921',
  businessHours: { monday: [{ open: '09:00', close: '18:00' }] },
  theirs: {
    name: 'Centro',
    addressLine: 'Lavalle 742',
    reference: null,
    latitude: -34.6022114,
    longitude: -58.3769212,
    businessHours: { monday: [{ open: '09:00', close: '18:00' }] },
  },
  ignored: {},
};

test('the same to a metre, in whatever order hours are, or not said at all, is no difference', () => {
  expect(differencesOfStore(same)).toEqual([]);
  expect(differencesOfStore({ ...same, theirs: null, name: 'Otro' })).toEqual([]);
  const silent = { name: null, addressLine: null, reference: null, latitude: null, longitude: null };
  expect(
    differencesOfStore({ ...same, theirs: { ...silent, businessHours: { ...same.theirs?.businessHours } } }),
  ).toEqual([]);
});

test('what was left is no difference until they say something else', () => {
  const theirs = { name: 'Uno', category: 5611, isFixedAmount: false, storeId: '9' };
  const ours = { name: 'Caja 1', category: null, isFixedAmount: true, mercadopagoStoreId: '8', ignored: {}, theirs };
  expect(differencesOfPos(ours).map(({ field }) => field)).toEqual(['name', 'category', 'fixed_amount', 'store']);
  const left = { ...ours, ignored: { name: 'Uno', store: '9' } };
  expect(differencesOfPos(left).map(({ field }) => field)).toEqual(['category', 'fixed_amount']);
  expect(differencesOfPos({ ...left, theirs: { ...theirs, name: 'Dos' } })[0]).toEqual({
    field: 'name',
    ours: 'Caja 1',
    theirs: 'Dos',
  });
});

test('hours that are compared as text come back from it, and only the days that differ are told', () => {
  const two = [
    { open: '08:00', close: '12:00' },
    { open: '16:00', close: '02:00' },
  ];
  const hours = { monday: two, sunday: [{ open: '09:00', close: '13:00' }] };
  expect(parseHours(writeHours(hours))).toEqual(hours);
  expect(differingDays(writeHours(hours), writeHours({ monday: two, friday: two }))).toEqual(['friday', 'sunday']);
  expect(differingDays('', '')).toEqual([]);
});
