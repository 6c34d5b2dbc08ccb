import { getOrder, listOrderEvents } from '@/db/orders';
import { AppError } from '@/lib/errors';
import { apiRoute, json, listQuerySchema, pageOf, readQuery } from '@/lib/web/api';

export const GET = apiRoute<{ orderId: string }>('orders:read', async ({ caller, request, parameters }) => {
  const query = readQuery(request, listQuerySchema);
  if (!(await getOrder(caller.merchant, parameters.orderId))) throw new AppError('not_found', 'no such order');
  const events = await listOrderEvents(caller.merchant, parameters.orderId);
  const { page, nextCursor } = pageOf(events, query, (event) => String(event.sequence).padStart(9, '0'));
  const results = page.map(({ sequence, event, source, at }) => {
    const { type, ...data } = event;
    return { sequence, type, source, at: at.toISOString(), data };
  });
  return json({ results, next_cursor: nextCursor });
});
