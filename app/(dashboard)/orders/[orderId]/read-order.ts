import 'server-only';
import { cache } from 'react';
import { getOrder, listOrderEvents, type OrderDetail, type OrderEventRow } from '@/db/orders';
import type { Merchant } from '@/lib/domain/scope';

/** One order and its history, oldest first. */
export type OrderWithHistory = { readonly order: OrderDetail; readonly events: readonly OrderEventRow[] };

/** What the page shows; null when this merchant has no such order. Read once per request: the title needs it too. */
export const readOrder = cache(async (merchant: Merchant, orderId: string): Promise<OrderWithHistory | null> => {
  const [order, events] = await Promise.all([getOrder(merchant, orderId), listOrderEvents(merchant, orderId)]);
  return order && { order, events };
});
