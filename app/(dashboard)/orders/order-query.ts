import type { OrderFilter } from '@/db/orders';
import { addDays, type CalendarDay, dayAt, monthStart, parseDay, periodOfDays, weekStart } from '@/lib/domain/calendar';
import { isExternalReference } from '@/lib/domain/external-reference';
import {
  type LookSource,
  lookSources,
  type OrderException,
  type OrderStatus,
  orderExceptions,
  orderStatuses,
} from '@/lib/domain/order';

/** Stretches of days that have a name; `days` is any other, with its own ends. */
export const createdChoices = ['today', 'yesterday', 'week', 'month', 'last_month', 'days'] as const;
export type CreatedChoice = (typeof createdChoices)[number];
export const paidChoices = ['today', 'yesterday'] as const;
export type PaidChoice = (typeof paidChoices)[number];
export type ToldException = Exclude<OrderException, 'none'>;
export const toldExceptions: readonly ToldException[] = orderExceptions.filter((exception) => exception !== 'none');

/** What the address of the list asks for. Empty lists, empty texts and null ask for nothing. */
export type OrderQuery = {
  readonly q: string;
  readonly status: readonly OrderStatus[];
  readonly exception: readonly ToldException[];
  /** The POS's own code, or our id where it has none. */
  readonly till: string | null;
  readonly store: string | null;
  readonly created: CreatedChoice | null;
  /** Ends of `days`, both included; null is open. */
  readonly from: CalendarDay | null;
  readonly to: CalendarDay | null;
  readonly paid: PaidChoice | null;
  readonly found: LookSource | null;
};

export const emptyOrderQuery: OrderQuery = {
  q: '',
  status: [],
  exception: [],
  till: null,
  store: null,
  created: null,
  from: null,
  to: null,
  paid: null,
  found: null,
};

/** Where in the list the page stands; at most one of them. */
export type OrderPlace = { readonly older: string | null; readonly newer: string | null };

/** Parts of an address that can be beyond understanding. */
export type IgnoredPart = 'search' | 'status' | 'exception' | 'till' | 'store' | 'created' | 'paid' | 'found' | 'page';

export type SearchParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads an address. What cannot be understood asks for nothing and is named in `ignored`. Never throws. */
export function parseOrderQuery(parameters: SearchParameters): {
  query: OrderQuery;
  place: OrderPlace;
  ignored: readonly IgnoredPart[];
} {
  const ignored = new Set<IgnoredPart>();
  const all = (name: string) => [parameters[name] ?? []].flat().filter((value) => value !== '');
  const last = (name: string) => all(name).at(-1)?.trim() ?? '';

  function known<Value extends string>(part: IgnoredPart, values: readonly Value[]): Value[] {
    const asked = all(part);
    const found = values.filter((value) => asked.includes(value));
    if (new Set(asked).size > found.length) ignored.add(part);
    return found;
  }
  function day(name: string): CalendarDay | null {
    const text = last(name);
    const parsed = parseDay(text);
    if (text !== '' && parsed === null) ignored.add('created');
    return parsed;
  }
  const key = (name: 'till' | 'store') => (isKey(last(name)) ? last(name) : null);

  const q = last('q');
  if (q !== '' && !isExternalReference(q)) ignored.add('search');
  const [created = null] = known('created', createdChoices);
  const ends = { from: day('from'), to: day('to') };
  const isBackwards = ends.from !== null && ends.to !== null && ends.from > ends.to;
  if (isBackwards) ignored.add('created');
  // Dates say what they say even when the list of named stretches was left alone.
  const usesDays = !isBackwards && (created === null || created === 'days') && (ends.from ?? ends.to) !== null;
  for (const name of ['till', 'store'] as const) if (last(name) !== '' && key(name) === null) ignored.add(name);
  return {
    query: {
      q,
      status: known('status', orderStatuses),
      exception: known('exception', toldExceptions),
      till: key('till'),
      store: key('store'),
      created: usesDays ? 'days' : created === 'days' ? null : created,
      from: usesDays ? ends.from : null,
      to: usesDays ? ends.to : null,
      paid: known('paid', paidChoices)[0] ?? null,
      found: known('found', lookSources)[0] ?? null,
    },
    place: { older: last('older') || null, newer: last('newer') || null },
    ignored: [...ignored],
  };
}

/** The address that asks for this, in one spelling. */
export function ordersHref(query: Partial<OrderQuery>, place: Partial<OrderPlace> = {}): string {
  const pairs = Object.entries({ ...query, ...place }).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => (one === '' ? [] : [[name, one]])),
  );
  const search = new URLSearchParams(pairs).toString();
  return search === '' ? '/orders' : `/orders?${search}`;
}

/** What the database is asked, once the till and the store of the query are known by our ids. */
export function toOrderFilter(
  query: OrderQuery,
  known: { posId: string | null; storeId: string | null; now: Date; timeZone: string },
): OrderFilter {
  const today = dayAt(known.now, known.timeZone);
  const created = query.created && createdDays(query, today);
  const paidDay = query.paid && (query.paid === 'today' ? today : addDays(today, -1));
  const paid = paidDay && periodOfDays(paidDay, paidDay, known.timeZone);
  return {
    ...(query.status.length > 0 && { statuses: query.status }),
    ...(query.exception.length > 0 && { exceptions: query.exception }),
    ...(known.posId !== null && { posId: known.posId }),
    ...(known.storeId !== null && { storeId: known.storeId }),
    ...(created?.from && { createdFrom: periodOfDays(created.from, created.from, known.timeZone).from }),
    ...(created?.to && { createdTo: periodOfDays(created.to, created.to, known.timeZone).to }),
    ...(paid && { closedFrom: paid.from, closedTo: paid.to }),
    ...(query.found !== null && { closedBy: [query.found] }),
  };
}

/**
 * Beginnings of references to look for, best first: as typed, in capitals, and for a bare number the reference that we
 * made for the sale of that number.
 */
export function searchPrefixes(q: string, made: (saleNumber: number) => string): string[] {
  if (!isExternalReference(q)) return [];
  const number = /^\d{1,6}$/.test(q) ? [made(Number(q))] : [];
  return [...new Set([q, q.toUpperCase(), ...number])];
}

/** Days that a choice of `created` covers, both ends included; null is an open end. */
function createdDays(query: OrderQuery, today: CalendarDay): { from: CalendarDay | null; to: CalendarDay | null } {
  switch (query.created) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: weekStart(today), to: today };
    case 'month':
      return { from: monthStart(today), to: today };
    case 'last_month':
      return { from: monthStart(today, -1), to: addDays(monthStart(today), -1) };
    case 'days':
    case null:
      return { from: query.from, to: query.to };
    default:
      return query.created satisfies never;
  }
}

/** What can be a code of a till or a store, or our id of one. */
function isKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text);
}
