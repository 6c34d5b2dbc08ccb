import { type Weekday, weekdays } from './calendar';

/** Opening times on a 24-hour clock ("08:00"); a day left out is closed. */
export type BusinessHours = {
  readonly [day in Weekday]?: readonly Interval[];
};

export type Interval = { readonly open: string; readonly close: string };

/** Mercado Pago takes up to four intervals a day; its older reference says two. Source: devsite-docs `reference/api-json/stores.json`, read 2026-11-21. */
export const MAX_INTERVALS = 4;

export type HoursProblem = 'invalid' | 'too_many' | 'not_a_time' | 'overlaps';

/**
 * Hours as Mercado Pago takes them, in the order of the clock, or what is wrong with which day. An interval may end after
 * midnight ("20:00" to "02:00") when it is the last one of its day, and has to before the next day begins.
 */
export function acceptHours(
  given: Readonly<Record<string, readonly Interval[]>>,
): { readonly hours: BusinessHours } | { readonly problems: Readonly<Record<string, HoursProblem>> } {
  const problems: Record<string, HoursProblem> = {};
  const days: [Weekday, readonly Interval[]][] = [];
  for (const [name, intervals] of Object.entries(given)) {
    const day = weekdays.find((known) => known === name);
    const problem = day ? problemOf(intervals) : 'invalid';
    if (problem) problems[name] = problem;
    else if (day && intervals.length > 0) days.push([day, sorted(intervals)]);
  }
  if (Object.keys(problems).length > 0) return { problems };
  days.sort(([a], [b]) => weekdays.indexOf(a) - weekdays.indexOf(b));
  const hours: BusinessHours = Object.fromEntries(days);
  const late = weekdays.filter((day) => runsIntoNextDay(hours, day));
  return late.length > 0 ? { problems: Object.fromEntries(late.map((day) => [day, 'overlaps'])) } : { hours };
}

function runsIntoNextDay(hours: BusinessHours, day: Weekday): boolean {
  const last = hours[day]?.at(-1);
  const next = weekdays[(weekdays.indexOf(day) + 1) % weekdays.length];
  const [first] = (next && hours[next]) ?? [];
  return last !== undefined && first !== undefined && last.close < last.open && first.open < last.close;
}

/** The same hours always as the same text: two sides are compared by it. */
export function writeHours(hours: BusinessHours): string {
  return weekdays
    .flatMap((day) => {
      const intervals = hours[day] ?? [];
      const times = sorted(intervals).map(({ open, close }) => `${open}-${close}`);
      return intervals.length > 0 ? [`${day} ${times.join(' ')}`] : [];
    })
    .join('; ');
}

/** Hours out of text as `writeHours` writes it; days and times are as they stand there, and nothing is checked. */
export function parseHours(text: string): Record<string, readonly Interval[]> {
  const days = text.split(';').flatMap((part) => {
    const [day, ...times] = part.trim().split(/\s+/);
    if (!day) return [];
    const intervals = times.map((time) => {
      const [open = '', close = ''] = time.split('-');
      return { open, close };
    });
    return [[day, intervals] as const];
  });
  return Object.fromEntries(days);
}

/** Days on which two texts of hours differ, in the order of the week. */
export function differingDays(ours: string, theirs: string): Weekday[] {
  const [here, there] = [parseHours(ours), parseHours(theirs)];
  return weekdays.filter((day) => JSON.stringify(here[day] ?? []) !== JSON.stringify(there[day] ?? []));
}

/** Hours out of a value of no known shape; what cannot be read is left out. */
export function readHours(value: unknown): BusinessHours {
  if (typeof value !== 'object' || value === null) return {};
  const days = weekdays.flatMap((day) => {
    const intervals: unknown = Reflect.get(value, day);
    if (!Array.isArray(intervals)) return [];
    const read = intervals.flatMap((interval) => readInterval(interval) ?? []);
    return read.length > 0 ? [[day, read] as const] : [];
  });
  return Object.fromEntries(days);
}

function readInterval(value: unknown): Interval | null {
  if (typeof value !== 'object' || value === null) return null;
  const open: unknown = Reflect.get(value, 'open');
  const close: unknown = Reflect.get(value, 'close');
  return typeof open === 'string' && typeof close === 'string' ? { open, close } : null;
}

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;

function problemOf(intervals: readonly Interval[]): HoursProblem | null {
  if (intervals.length > MAX_INTERVALS) return 'too_many';
  if (!intervals.every(({ open, close }) => clockTime.test(open) && clockTime.test(close))) return 'not_a_time';
  const inOrder = sorted(intervals);
  const isSound = inOrder.every(({ open, close }, place) => {
    const next = inOrder[place + 1];
    return next ? open < close && close <= next.open : open !== close;
  });
  return isSound ? null : 'overlaps';
}

function sorted(intervals: readonly Interval[]): Interval[] {
  return [...intervals].sort((a, b) => (a.open < b.open ? -1 : 1));
}
