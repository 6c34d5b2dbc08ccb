import 'server-only';
import { cache } from 'react';
import { getCaseOfOrder } from '@/db/exceptions';
import { getOrder, listOrderEvents, type OrderDetail, type OrderEventRow } from '@/db/orders';
import { listRefundRequests, type RefundDetail } from '@/db/refunds';
import type { Merchant } from '@/lib/domain/scope';

/** One order, its history, oldest first, and the refunds that were asked for here, newest first. */
export type OrderWithHistory = {
  readonly order: OrderDetail;
  readonly events: readonly OrderEventRow[];
  readonly refundRequests: readonly RefundDetail[];
  /** What is to be decided about odd money; null when there never was any. */
  readonly oddCase: OddCase | null;
};
export type OddCase = NonNullable<Awaited<ReturnType<typeof getCaseOfOrder>>>;

/** What the page shows; null when this merchant has no such order. Read once per request: the title needs it too. */
export const readOrder = cache(async (merchant: Merchant, orderId: string): Promise<OrderWithHistory | null> => {
  const [order, events, refundRequests, oddCase] = await Promise.all([
    getOrder(merchant, orderId),
    listOrderEvents(merchant, orderId),
    listRefundRequests(merchant, orderId),
    getCaseOfOrder(merchant, orderId),
  ]);
  return order && { order, events, refundRequests, oddCase };
});
