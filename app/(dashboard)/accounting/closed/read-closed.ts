import 'server-only';
import { type ClosedFilter, closedCursorAt, listClosedOrders, sumClosedOrders } from '@/db/closed-orders';
import { listPos } from '@/db/pos';
import { listStores } from '@/db/stores';
import { periodOfDays } from '@/lib/domain/calendar';
import type { Merchant } from '@/lib/domain/scope';
import { type ClosedQuery, daysOf, parseClosedQuery, type SearchParameters } from './closed-query';

const PAGE_SIZE = 50;

type Moment = { readonly now: Date; readonly timeZone: string };

/**
 * What an address asks for, in the zone of the store that it names or in the merchant's. The page and its file are read
 * through this, so that they cannot differ.
 */
export async function readScope(merchant: Merchant, parameters: SearchParameters, moment: Moment) {
  const { query: asked, place } = parseClosedQuery(parameters);
  const [tills, stores] = await Promise.all([listPos(merchant), listStores(merchant)]);
  const till = tills.find((one) => isNamed(asked.till, one.externalPosId, one.id)) ?? null;
  const store = stores.find((one) => isNamed(asked.store, one.externalStoreId, one.id)) ?? null;
  const query: ClosedQuery = { ...asked, till: till && asked.till, store: store && asked.store };
  const timeZone = till?.timeZone ?? store?.timeZone ?? moment.timeZone;
  const days = daysOf(query, moment.now, timeZone);
  const filter: ClosedFilter = {
    ...periodOfDays(days.first, days.last, timeZone),
    storeId: store?.id ?? null,
    posId: till?.id ?? null,
  };
  return { query, place, tills, stores, till, store, timeZone, days, filter };
}

/** One page of the period's closed orders, and the sums of the whole period. */
export async function readClosedOrders(merchant: Merchant, parameters: SearchParameters, moment: Moment) {
  const scope = await readScope(merchant, parameters, moment);
  const { filter, place } = scope;
  const [sums, page] = await Promise.all([sumClosedOrders(merchant, filter), readPage(merchant, filter, place)]);
  return { ...scope, sums, ...page };
}

export type ClosedOrdersPage = Awaited<ReturnType<typeof readClosedOrders>>;

async function readPage(
  merchant: Merchant,
  filter: ClosedFilter,
  { older, newer }: { older: string | null; newer: string | null },
) {
  if (newer) {
    const page = await listClosedOrders(merchant, { filter, limit: PAGE_SIZE, newer });
    const [first, last] = [page.orders.at(0), page.orders.at(-1)];
    // The way back ends on the first page, which is always full.
    if (page.hasMore && first && last)
      return { orders: page.orders, newer: closedCursorAt(first), older: closedCursorAt(last) };
  }
  const page = await listClosedOrders(merchant, { filter, limit: PAGE_SIZE, older });
  const [first, last] = [page.orders.at(0), page.orders.at(-1)];
  return {
    orders: page.orders,
    newer: older && first ? closedCursorAt(first) : null,
    older: page.hasMore && last ? closedCursorAt(last) : null,
  };
}

function isNamed(key: string | null, externalId: string | null, id: string): boolean {
  return key !== null && (externalId?.toLowerCase() === key.toLowerCase() || id === key);
}
