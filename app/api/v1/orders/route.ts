import { isOrderCursor, listOrderDetails } from '@/db/orders';
import * as operations from '@/lib/api/orders';
import { AppError } from '@/lib/errors';
import { presentOrder } from '@/lib/services/order-presentation';
import { json } from '@/lib/web/api';
import { chargeOrder } from '@/lib/web/charge-api';
import { operationRoute } from '@/lib/web/operation-route';

/** In a file of its own, because it has two doors. */
export const POST = chargeOrder;

export const GET = operationRoute(operations.listOrders, async ({ caller, query: { limit, cursor, ...query } }) => {
  if (cursor !== undefined && !isOrderCursor(cursor))
    throw new AppError('invalid_input', 'not a cursor of ours', { fields: { cursor: 'invalid' } });
  const filter = {
    ...(query.external_reference ? { externalReference: query.external_reference } : {}),
    ...(query.status ? { statuses: [query.status] } : {}),
    ...(query.exception ? { exceptions: [query.exception] } : {}),
    ...(query.external_pos_id ? { externalPosId: query.external_pos_id } : {}),
    ...(query.external_store_id ? { externalStoreId: query.external_store_id } : {}),
    ...(query.from ? { createdFrom: query.from } : {}),
    ...(query.to ? { createdTo: query.to } : {}),
  };
  const page = await listOrderDetails(caller.merchant, { filter, limit, cursor: cursor ?? null });
  return json({ results: page.orders.map(presentOrder), next_cursor: page.nextCursor });
});
