/** A day of the calendar without a zone: `2026-11-20`. */
export type CalendarDay = `${string}-${string}-${string}`;

/** A half-open stretch of time. */
export type Period = { readonly from: Date; readonly to: Date };

const DAY_MS = 86_400_000;

/** Reads a day of the calendar, or null when there is no such day (`2026-02-30`). */
export function parseDay(text: string): CalendarDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 2000) return null;
  const written = dayOfUtc(new Date(Date.UTC(year, month - 1, day)));
  return written === text ? written : null;
}

/** The day that a moment belongs to in a zone. */
export function dayAt(at: Date, timeZone: string): CalendarDay {
  return dayOfUtc(new Date(at.getTime() + offsetMs(at, timeZone)));
}

/** The day `count` days later, earlier when it is negative. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return dayOfUtc(new Date(utcOf(day) + count * DAY_MS));
}

/** Days of the week, which starts on Monday. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export function weekdayOf(day: CalendarDay): Weekday {
  return weekdays[daysSinceMonday(day)] ?? 'monday';
}

/** The Monday of a day's week. */
export function weekStart(day: CalendarDay): CalendarDay {
  return addDays(day, -daysSinceMonday(day));
}

/** The first day of a day's month, or of one that is `months` later. */
export function monthStart(day: CalendarDay, months = 0): CalendarDay {
  const date = new Date(utcOf(day));
  return dayOfUtc(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)));
}

/**
 * The first moment of a day in a zone. Where clocks go forward at midnight that is one o'clock; where they go back at
 * midnight, the second midnight.
 */
export function startOfDay(day: CalendarDay, timeZone: string): Date {
  const midnight = utcOf(day);
  const offsets = [-DAY_MS, DAY_MS].map((step) => offsetMs(new Date(midnight + step), timeZone));
  const starts = offsets.map((offset) => midnight - offset).sort((a, b) => a - b);
  const first = starts.find((start) => dayAt(new Date(start), timeZone) === day);
  return new Date(first ?? midnight);
}

/** All of the days from the first to the last, both included, in a zone. */
export function periodOfDays(first: CalendarDay, last: CalendarDay, timeZone: string): Period {
  return { from: startOfDay(first, timeZone), to: startOfDay(addDays(last, 1), timeZone) };
}

/** Hour of the day in a zone, 0–23. */
export function hourAt(at: Date, timeZone: string): number {
  return new Date(at.getTime() + offsetMs(at, timeZone)).getUTCHours();
}

function daysSinceMonday(day: CalendarDay): number {
  return (new Date(utcOf(day)).getUTCDay() + 6) % 7;
}

function utcOf(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayOfUtc(date: Date): CalendarDay {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at a moment. */
function offsetMs(at: Date, timeZone: string): number {
  const format = formats.get(timeZone) ?? newFormat(timeZone);
  formats.set(timeZone, format);
  const parts = format.formatToParts(at);
  const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
