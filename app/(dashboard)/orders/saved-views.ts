import { exceptionsToDecide } from '@/lib/domain/order';
import { emptyOrderQuery, type OrderQuery, ordersHref } from './order-query';

/** Views that everybody begins with; each is only a query with a name. */
export const savedViews = {
  all: {},
  today: { created: 'today' },
  open: { status: ['draft', 'opened'] },
  decide: { exception: exceptionsToDecide },
  paid_today: { paid: 'today' },
  unnoticed: { paid: 'today', found: 'sweep' },
} as const satisfies Record<string, Partial<OrderQuery>>;

export type SavedView = keyof typeof savedViews;

export const savedViewNames: readonly SavedView[] = ['all', 'today', 'open', 'decide', 'paid_today', 'unnoticed'];

/** The view that a query is, whatever is searched in it; null when its filters are no view's. */
export function currentView(query: OrderQuery): SavedView | null {
  const wanted = comparable({ ...query, q: '' });
  return savedViewNames.find((name) => comparable(viewQuery(name)) === wanted) ?? null;
}

export function viewQuery(name: SavedView): OrderQuery {
  return { ...emptyOrderQuery, ...savedViews[name] };
}

/** Filters are the same in any order. */
function comparable(query: OrderQuery): string {
  return ordersHref({ ...query, status: [...query.status].sort(), exception: [...query.exception].sort() });
}
