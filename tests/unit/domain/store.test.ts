import { describe, expect, test } from 'vitest';
import { acceptHours, writeHours } from '@/lib/domain/business-hours';
import { weekdays } from '@/lib/domain/calendar';
import { isInCountry, readCoordinates } from '@/lib/domain/coordinates';
import { externalIdProblem, freeIds, proposePosIds, proposeStoreId } from '@/lib/domain/external-id';
import { isSiteId, sites } from '@/lib/domain/sites';
import { findState, states } from '@/lib/domain/states';

describe('where a store is', () => {
  const obelisk = { latitude: -34.603722, longitude: -58.381592 };

  test.each([
    ['-34.603722, -58.381592'],
    ['-34.603722 -58.381592'],
    [' (-34.603722; -58.381592) '],
    ['-34,603722; -58,381592'],
    ['-34,603722, -58,381592'],
    ['-34,603722 -58,381592'],
    ['(-34,603722°, -58,381592°)'],
    ['-34,603722\t-58,381592'],
    ['\u221234.603722, \u221258.381592'],
    ['geo:-34.603722,-58.381592?z=19'],
    ['geo:0,0?q=-34.603722,-58.381592(Obelisco)'],
    ['https://www.google.com/maps/place/Obelisco/@-34.6,-58.4,17z/data=!3m1!4b1!4m6!3m5!8m2!3d-34.603722!4d-58.381592'],
    ['https://www.google.com/maps/@-34.603722,-58.381592,17z'],
    ['https://maps.google.com/?q=-34.603722,-58.381592'],
    ['https://www.google.com/maps/search/?api=1&query=-34.603722%2C-58.381592'],
    ['https://www.google.com/maps/search/-34.603722,+-58.381592'],
    ['https://www.openstreetmap.org/?mlat=-34.603722&mlon=-58.381592#map=19/-34.6/-58.4'],
    ['https://www.openstreetmap.org/#map=19/-34.603722/-58.381592'],
    ['https://maps.apple.com/?ll=-34.603722,-58.381592&q=Obelisco'],
    ['https://waze.com/ul?ll=-34.603722,-58.381592&navigate=yes'],
  ])('is read from %s', (text) => {
    expect(readCoordinates(text)).toEqual(obelisk);
  });

  test.each([
    [''],
    ['Obelisco'],
    ['-34.603722'],
    ['-95.1, -58.3'],
    ['0, 0'],
    // Four numbers, or two: nobody can tell.
    ['-34,603722,-58,381592'],
    ['-34,6, -58.4'],
    ['90.1, 0'],
    ['-34.6, 180.5'],
    ['https://maps.app.goo.gl/abcdef'],
    ['https://example.com/%zz'],
    ['geo:0,0'],
    [`https://www.google.com/maps/${'9,'.repeat(5_000)}`],
  ])('is not made up from %s', (text) => {
    expect(readCoordinates(text)).toBeNull();
  });

  test('may be a pole or where days meet, which is in nobody’s country', () => {
    for (const [text, latitude, longitude] of [
      ['90, 180', 90, 180],
      ['-90,0', -90, 0],
      ['-16.5, -180', -16.5, -180],
      ['geo:-90,-180', -90, -180],
    ] as const) {
      expect(readCoordinates(text)).toEqual({ latitude, longitude });
      for (const site of Object.keys(sites).filter(isSiteId))
        expect(isInCountry({ latitude, longitude }, site)).toBe(false);
    }
  });

  test('has to be in the account’s country', () => {
    expect(isInCountry(obelisk, 'MLA')).toBe(true);
    expect(isInCountry(obelisk, 'MLB')).toBe(false);
  });
});

describe('opening hours', () => {
  test('are put in order, may go past midnight at the end of a day, and closed days are left out', () => {
    const accepted = acceptHours({
      saturday: [
        { open: '20:00', close: '02:00' },
        { open: '09:00', close: '13:00' },
      ],
      monday: [],
    });
    expect(accepted).toEqual({
      hours: {
        saturday: [
          { open: '09:00', close: '13:00' },
          { open: '20:00', close: '02:00' },
        ],
      },
    });
    expect(writeHours('hours' in accepted ? accepted.hours : {})).toBe('saturday 09:00-13:00 20:00-02:00');
  });

  test('that go past midnight end before the next day begins, also from the last day of the week to its first', () => {
    const night = [{ open: '20:00', close: '04:00' }];
    const early = (open: string) => [{ open, close: '12:00' }];
    for (const [day, next] of [
      ['friday', 'saturday'],
      ['sunday', 'monday'],
      ['saturday', 'sunday'],
    ] as const) {
      expect(acceptHours({ [day]: night, [next]: early('04:00') })).toHaveProperty('hours');
      expect(acceptHours({ [day]: night, [next]: early('03:59') })).toEqual({ problems: { [day]: 'overlaps' } });
      expect(acceptHours({ [day]: [{ open: '20:00', close: '00:00' }], [next]: early('00:00') })).toHaveProperty(
        'hours',
      );
    }
    const always = Object.fromEntries(weekdays.map((day) => [day, [{ open: '06:00', close: '02:00' }]]));
    expect(acceptHours(always)).toHaveProperty('hours');
  });

  test.each([
    [[{ open: '24:00', close: '02:00' }], 'not_a_time'],
    [[{ open: '8:00', close: '12:00' }], 'not_a_time'],
    [[{ open: '08:00', close: '08:00' }], 'overlaps'],
    [
      [
        { open: '08:00', close: '12:00' },
        { open: '11:00', close: '14:00' },
      ],
      'overlaps',
    ],
    [
      [
        { open: '08:00', close: '02:00' },
        { open: '11:00', close: '14:00' },
      ],
      'overlaps',
    ],
  ])('%j are refused as %s', (intervals, problem) => {
    expect(acceptHours({ friday: intervals })).toEqual({ problems: { friday: problem } });
  });
});

describe('codes', () => {
  test('are proposed after the highest in use, whatever case it is in, and never given twice', () => {
    expect(proposeStoreId([])).toBe('S001');
    expect(proposeStoreId(['s004', 'S001', 'Sucursal9', 'S0x'])).toBe('S005');
    const taken = new Set(['s002p07']);
    const free = freeIds({ kind: 'pos', externalStoreId: 'S002' }, taken);
    expect(free.next().value).toBe('S002P08');
    taken.add('s002p09');
    expect(free.next().value).toBe('S002P10');
    expect(proposePosIds('S002', ['s002p01', 'S002P07', 'S0021P09'], 2)).toEqual(['S002P08', 'S002P09']);
    expect(proposePosIds(null, [], 1)).toEqual(['P001']);
    for (const id of proposePosIds('x'.repeat(39), [], 3)) expect(externalIdProblem(id)).toBeNull();
  });

  test.each([
    ['', 'required'],
    ['x'.repeat(40), 'too_long'],
    ['S-1', 'not_alphanumeric'],
    ['Ñ1', 'not_alphanumeric'],
    ['S 1', 'not_alphanumeric'],
    ['x'.repeat(39), null],
  ])('%j is %s', (id, problem) => {
    expect(externalIdProblem(id)).toBe(problem);
  });
});

test('every country has its states, each once, found however they are written', () => {
  expect(Object.values(states).map((names) => [names.length, new Set(names).size])).toEqual(
    [24, 27, 16, 33, 33, 25, 19].map((count) => [count, count]),
  );
  expect(findState('MLB', ' sao paulo')).toBe('São Paulo');
  expect(findState('MLB', 'Capital Federal')).toBeNull();
});
