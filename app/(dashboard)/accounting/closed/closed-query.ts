import { addDays, type CalendarDay, dayAt, monthStart, parseDay, weekStart } from '@/lib/domain/calendar';

/** Stretches of days that have a name; `days` is any other, with its own ends. */
export const periodChoices = ['today', 'yesterday', 'week', 'last_week', 'month', 'last_month', 'days'] as const;
export type PeriodChoice = (typeof periodChoices)[number];

/** What the address of the page asks for. */
export type ClosedQuery = {
  readonly period: PeriodChoice;
  /** Ends of `days`, both included. */
  readonly from: CalendarDay | null;
  readonly to: CalendarDay | null;
  /** Their codes, or our ids where they have none. */
  readonly store: string | null;
  readonly till: string | null;
};

export type ClosedPlace = { readonly older: string | null; readonly newer: string | null };

export type SearchParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Longest stretch of own days: a year and a day, so that nobody asks for everything by a slip of a digit. */
const MOST_DAYS = 367;

/** Reads an address; what cannot be understood asks for today. Never throws. */
export function parseClosedQuery(parameters: SearchParameters): { query: ClosedQuery; place: ClosedPlace } {
  const last = (name: string) => [parameters[name] ?? ''].flat().at(-1)?.trim() ?? '';
  const key = (name: string) => (/^[A-Za-z0-9_-]{1,64}$/.test(last(name)) ? last(name) : null);
  const cursor = (name: string) => (/^[A-Za-z0-9_-]{1,120}$/.test(last(name)) ? last(name) : null);
  const named = periodChoices.find((choice) => choice === last('period')) ?? null;
  const [from, to] = [parseDay(last('from')), parseDay(last('to'))];
  const ends = from && to && from <= to && to < addDays(from, MOST_DAYS) ? { from, to } : null;
  // Dates say what they say even when the list of named periods was left alone.
  const usesDays = ends !== null && (named === null || named === 'days');
  const older = cursor('older');
  return {
    query: {
      period: usesDays ? 'days' : named === null || named === 'days' ? 'today' : named,
      from: usesDays ? ends.from : null,
      to: usesDays ? ends.to : null,
      store: key('store'),
      till: key('till'),
    },
    place: { older, newer: older === null ? cursor('newer') : null },
  };
}

/** The days that a query covers in a zone, both ends included. */
export function daysOf(
  { period, from, to }: Pick<ClosedQuery, 'period' | 'from' | 'to'>,
  now: Date,
  timeZone: string,
): { first: CalendarDay; last: CalendarDay } {
  const today = dayAt(now, timeZone);
  switch (period) {
    case 'today':
      return { first: today, last: today };
    case 'yesterday':
      return { first: addDays(today, -1), last: addDays(today, -1) };
    case 'week':
      return { first: weekStart(today), last: today };
    case 'last_week':
      return { first: addDays(weekStart(today), -7), last: addDays(weekStart(today), -1) };
    case 'month':
      return { first: monthStart(today), last: today };
    case 'last_month':
      return { first: monthStart(today, -1), last: addDays(monthStart(today), -1) };
    case 'days':
      return { first: from ?? today, last: to ?? today };
    default:
      return period satisfies never;
  }
}

/** The address that asks for this, in one spelling; `/export` below it is the same as a file. */
export function closedHref(
  query: Partial<ClosedQuery>,
  more: Partial<ClosedPlace> & { readonly format?: string } = {},
  path = '/accounting/closed',
): string {
  const pairs = Object.entries({ ...query, ...more }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}
