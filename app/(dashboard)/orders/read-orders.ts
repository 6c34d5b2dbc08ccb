import 'server-only';
import {
  countOrders,
  countOrdersOfEach,
  cursorAt,
  listNewerOrders,
  listOrders,
  type OrderFilter,
  type OrderSummary,
} from '@/db/orders';
import { listPos } from '@/db/pos';
import { listStores } from '@/db/stores';
import { makeExternalReference } from '@/lib/domain/external-reference';
import type { Merchant } from '@/lib/domain/scope';
import {
  type IgnoredPart,
  type OrderPlace,
  type OrderQuery,
  parseOrderQuery,
  type SearchParameters,
  searchPrefixes,
  toOrderFilter,
} from './order-query';
import { type SavedView, savedViewNames, viewQuery } from './saved-views';

const PAGE_SIZE = 50;
/** Past this many nobody needs the exact figure. */
export const COUNT_CAP = 10_001;

type Moment = { readonly now: Date; readonly timeZone: string };
type Reader = Moment & { readonly referencePrefix: string };

/** One page of the list, with everything around it that comes from the database. */
export async function readOrders(merchant: Merchant, parameters: SearchParameters, reader: Reader) {
  const { referencePrefix, ...moment } = reader;
  const { query: asked, place, ignored } = parseOrderQuery(parameters);
  const [tills, stores] = await Promise.all([listPos(merchant), listStores(merchant)]);
  const till = asked.till && tills.find((one) => isNamed(asked.till, one.externalPosId, one.id));
  const store = asked.store && stores.find((one) => isNamed(asked.store, one.externalStoreId, one.id));
  const unknown: IgnoredPart[] = [
    ...(asked.till && !till ? (['till'] as const) : []),
    ...(asked.store && !store ? (['store'] as const) : []),
  ];
  const query: OrderQuery = { ...asked, till: till ? asked.till : null, store: store ? asked.store : null };
  const filter = toOrderFilter(query, {
    posId: till ? till.id : null,
    storeId: store ? store.id : null,
    ...moment,
  });
  const prefixes = searchPrefixes(query.q, (saleNumber) => makeExternalReference(referencePrefix, saleNumber));
  const [found, viewCounts] = await Promise.all([
    readFirstMatch(merchant, filter, query.q === '' ? [null] : prefixes, place),
    countViews(merchant, moment),
  ]);
  return {
    query,
    ignored: [...ignored, ...unknown, ...(found.isPlaceUnknown ? (['page'] as const) : [])],
    tills,
    stores,
    till: till || null,
    store: store || null,
    viewCounts,
    ...found,
  };
}

export type OrdersPage = Awaited<ReturnType<typeof readOrders>>;

/** The page of the first beginning that any reference has; without a match, an empty one. */
async function readFirstMatch(
  merchant: Merchant,
  filter: OrderFilter,
  prefixes: readonly (string | null)[],
  place: OrderPlace,
) {
  for (const prefix of prefixes) {
    const narrowed = prefix === null ? filter : { ...filter, referencePrefix: prefix };
    const [page, count] = await Promise.all([
      readPage(merchant, narrowed, place),
      countOrders(merchant, narrowed, COUNT_CAP),
    ]);
    if (page.orders.length > 0 || prefix === prefixes.at(-1)) return { ...page, count, prefix };
  }
  return { ...nothing, count: 0, prefix: null };
}

type Page = {
  readonly orders: readonly OrderSummary[];
  /** Cursors of the neighbours; null where there is none. */
  readonly newer: string | null;
  readonly older: string | null;
  readonly isPlaceUnknown: boolean;
};

const nothing: Page = { orders: [], newer: null, older: null, isPlaceUnknown: false };

async function readPage(merchant: Merchant, filter: OrderFilter, place: OrderPlace): Promise<Page> {
  if (place.newer) {
    const page = await listNewerOrders(merchant, { filter, limit: PAGE_SIZE, cursor: place.newer });
    const [first, last] = [page?.orders.at(0), page?.orders.at(-1)];
    if (page?.hasNewer && first && last)
      return { orders: page.orders, newer: cursorAt(first), older: cursorAt(last), isPlaceUnknown: false };
    // The way back ends on the first page, which is always full.
    return readPageAfter(merchant, filter, null, page === null);
  }
  return readPageAfter(merchant, filter, place.older, false);
}

async function readPageAfter(
  merchant: Merchant,
  filter: OrderFilter,
  cursor: string | null,
  isPlaceUnknown: boolean,
): Promise<Page> {
  const { orders, nextCursor } = await listOrders(merchant, { filter, limit: PAGE_SIZE, cursor });
  const first = orders.at(0);
  return { orders, newer: cursor && first ? cursorAt(first) : null, older: nextCursor, isPlaceUnknown };
}

/** How many are in each view; all of them are not counted, because that figure helps nobody. */
async function countViews(merchant: Merchant, moment: Moment): Promise<ReadonlyMap<SavedView, number>> {
  const counted = savedViewNames.filter((name) => name !== 'all');
  const filters = counted.map((name) => toOrderFilter(viewQuery(name), { posId: null, storeId: null, ...moment }));
  const counts = await countOrdersOfEach(merchant, filters, COUNT_CAP);
  return new Map(counted.map((name, index) => [name, counts[index] ?? 0]));
}

function isNamed(key: string | null, externalId: string | null, id: string): boolean {
  return key !== null && (externalId?.toLowerCase() === key.toLowerCase() || id === key);
}
