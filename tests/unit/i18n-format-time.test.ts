import { describe, expect, test } from 'vitest';
import {
  dayKey,
  formatClock,
  formatCountdown,
  formatDayHead,
  formatExact,
  formatTicketTime,
  tellTime,
  zoneName,
} from '@/lib/i18n/format-time';

const buenosAires = { locale: 'es', timeZone: 'America/Argentina/Buenos_Aires' } as const;
const now = new Date('2026-11-20T17:32:00Z');

function secondsBefore(seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000);
}

describe('a moment is told in as few words as it deserves', () => {
  test.each([
    [secondsBefore(0), 'ahora'],
    [secondsBefore(-3), 'ahora'],
    [secondsBefore(12), 'hace 12 s'],
    [secondsBefore(59), 'hace 59 s'],
    [secondsBefore(60), 'hace 1 min'],
    [secondsBefore(4 * 60 + 59), 'hace 4 min'],
    [secondsBefore(3600), '13:32'],
    [new Date('2026-11-20T17:40:00Z'), '14:40'],
    [new Date('2026-11-19T17:28:00Z'), '19 nov, 14:28'],
    [new Date('2025-11-20T17:28:00Z'), '20 nov 2025'],
  ])('%s is %s', (at, text) => {
    expect(tellTime(at, now, buenosAires).text).toBe(text);
  });

  test('in Portuguese and English too', () => {
    const at = new Date('2026-09-09T17:28:00Z');
    expect(tellTime(secondsBefore(12), now, { ...buenosAires, locale: 'pt' }).text).toBe('há 12 s');
    expect(tellTime(secondsBefore(240), now, { ...buenosAires, locale: 'en' }).text).toBe('4 min ago');
    expect(tellTime(at, now, { ...buenosAires, locale: 'pt' }).text).toBe('9 set, 14:28');
    expect(tellTime(at, now, { ...buenosAires, locale: 'en' }).text).toBe('9 Sep, 14:28');
  });

  test('the exact form names the zone', () => {
    expect(tellTime(secondsBefore(12), now, buenosAires).exact).toBe('20 nov 2026, 14:31:48 ART');
  });
});

test('the day is the one of the zone, not of UTC', () => {
  const lateEvening = new Date('2026-11-21T01:30:00Z');
  expect(dayKey(lateEvening, 'America/Argentina/Buenos_Aires')).toBe('2026-11-20');
  expect(dayKey(lateEvening, 'UTC')).toBe('2026-11-21');
});

test('midnight is 00:00 on the 24-hour clock', () => {
  expect(formatClock(new Date('2026-11-20T03:00:05Z'), 'America/Argentina/Buenos_Aires')).toBe('00:00');
  expect(formatClock(new Date('2026-11-20T03:00:05Z'), 'America/Argentina/Buenos_Aires', { seconds: true })).toBe(
    '00:00:05',
  );
});

test('summer time of Chile shows in the clock and in the name of the zone', () => {
  const summer = new Date('2026-01-15T12:00:00Z');
  const winter = new Date('2026-07-15T12:00:00Z');
  expect([formatClock(summer, 'America/Santiago'), zoneName(summer, 'America/Santiago')]).toEqual(['09:00', 'CLST']);
  expect([formatClock(winter, 'America/Santiago'), zoneName(winter, 'America/Santiago')]).toEqual(['08:00', 'CLT']);
});

test('groups of a day say today and yesterday', () => {
  const head = (at: Date, locale: 'es' | 'pt' | 'en') => formatDayHead(at, now, { ...buenosAires, locale });
  expect(head(now, 'es')).toBe('Hoy, viernes 20 de noviembre');
  expect(head(now, 'pt')).toBe('Hoje, sexta-feira, 20 de novembro');
  expect(head(secondsBefore(86_400), 'en')).toBe('Yesterday, Thursday 19 November');
  expect(head(new Date('2026-11-03T12:00:00Z'), 'es')).toBe('Martes 3 de noviembre');
  expect(head(new Date('2025-11-03T12:00:00Z'), 'es')).toBe('Lunes 3 de noviembre 2025');
});

test('tickets print day, month, year and the minute', () => {
  expect(formatTicketTime(now, 'America/Argentina/Buenos_Aires')).toBe('20/11/2026 14:32');
});

test('a countdown never goes below zero and shows the second that has begun', () => {
  expect(formatCountdown(600_000)).toBe('10:00');
  expect(formatCountdown(57_400)).toBe('0:58');
  expect(formatCountdown(1)).toBe('0:01');
  expect(formatCountdown(-5)).toBe('0:00');
});

test('an exact time needs no zone that has an abbreviation', () => {
  expect(formatExact(now, { locale: 'en', timeZone: 'America/Mexico_City' })).toBe('20 Nov 2026, 11:32:00 GMT−6');
});
