import { getOrder, listOrderEventsAfter } from '@/db/orders';
import * as operations from '@/lib/api/orders';
import { AppError } from '@/lib/errors';
import { presentOrderEvent } from '@/lib/services/order-presentation';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.listOrderEvents, async ({ caller, parameters, query }) => {
  const order = await getOrder(caller.merchant, parameters.orderId);
  if (!order) throw new AppError('not_found', 'no such order');
  const { limit, cursor: after = 0 } = query;
  const { events, hasMore } = await listOrderEventsAfter(caller.merchant, order.id, { after, limit });
  const last = events.at(-1);
  return json({
    results: events.map((event) => presentOrderEvent(event, order.currencyId)),
    next_cursor: hasMore && last ? String(last.sequence) : null,
  });
});
