import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  addDays,
  dayAt,
  hourAt,
  monthStart,
  parseDay,
  periodOfDays,
  startOfDay,
  weekStart,
} from '@/lib/domain/calendar';
import { sites } from '@/lib/domain/sites';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

/** Zones of the seven sites, and some whose clocks change at midnight, by half hours, or skipped a whole day. */
const zones = [
  ...Object.values(sites).map((site) => site.timeZone),
  'UTC',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Asuncion',
  'America/Havana',
  'America/New_York',
] as const;

const days = fc
  .integer({ min: Date.parse('2010-01-01T00:00:00Z'), max: Date.parse('2035-01-01T00:00:00Z') })
  .map((time) => dayAt(new Date(time), 'UTC'));

describe('a day of the calendar', () => {
  test.each(['2026-11-20', '2024-02-29', '2000-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '1999-12-31',
    '',
    '2026-11-20T00',
    ' 2026-11-20',
    '２０２６-11-20',
  ])('%j does not', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  test('is the one that a moment has in the zone', () => {
    const evening = new Date('2026-11-21T02:30:00Z');
    expect(dayAt(evening, 'America/Argentina/Buenos_Aires')).toBe('2026-11-20');
    expect(dayAt(evening, 'UTC')).toBe('2026-11-21');
    expect(hourAt(evening, 'America/Argentina/Buenos_Aires')).toBe(23);
    expect(hourAt(new Date('2026-11-21T03:00:00Z'), 'America/Argentina/Buenos_Aires')).toBe(0);
  });

  test('later and earlier ones are whole days away, across months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        expect(addDays(addDays(day, count), -count)).toBe(day);
      }),
      { numRuns: 300 },
    );
  });

  test('belongs to a week that begins on Monday and a month that begins on the first', () => {
    expect(weekStart('2026-11-22')).toBe('2026-11-16');
    expect(weekStart('2026-11-16')).toBe('2026-11-16');
    expect(monthStart('2026-11-22')).toBe('2026-11-01');
    expect(monthStart('2026-11-22', 2)).toBe('2027-01-01');
    expect(monthStart('2026-01-31', -1)).toBe('2025-12-01');
  });
});

describe('the beginning of a day', () => {
  test.each(zones)('in %s is the first moment that belongs to it', (zone) => {
    fc.assert(
      fc.property(days, (day) => {
        const start = startOfDay(day, zone);
        expect(dayAt(start, zone)).toBe(day);
        expect(dayAt(new Date(start.getTime() - 1), zone)).toBe(addDays(day, -1));
      }),
      { numRuns: 150 },
    );
  });

  test('is one o’clock where clocks go forward at midnight, and the second midnight where they go back', () => {
    expect(startOfDay('2026-09-06', 'America/Santiago').toISOString()).toBe('2026-09-06T04:00:00.000Z');
    expect(startOfDay('2026-04-05', 'America/Santiago').toISOString()).toBe('2026-04-05T04:00:00.000Z');
  });

  test('meets the end of the day before: days of a year leave no gap and do not overlap', () => {
    for (const zone of zones) {
      let day = parseDay('2026-01-01') ?? '2026-01-01';
      for (let count = 0; count < 365; count++) {
        const next = addDays(day, 1);
        expect(periodOfDays(day, day, zone).to).toEqual(startOfDay(next, zone));
        day = next;
      }
    }
    expect(periodOfDays('2026-01-01', '2026-12-31', 'America/Santiago')).toEqual({
      from: startOfDay('2026-01-01', 'America/Santiago'),
      to: startOfDay('2027-01-01', 'America/Santiago'),
    });
  });
});
