import 'server-only';
import { isOrderCursor, listOrderDetails } from '@/db/orders';
import * as operations from '@/lib/api/orders';
import { AppError } from '@/lib/errors';
import { presentOrder } from '@/lib/services/order-presentation';
import { createOrder } from '@/lib/services/orders';
import { json } from './api';
import { answered, operationRoute } from './operation-route';

/*
 * What POS systems ask for most, here and not in the folder of its route, because it has two doors: a charge has a buyer
 * waiting, and Next's door costs as much again as all the rest of it.
 */

/** `POST /api/v1/orders`. */
export const chargeOrder = operationRoute(operations.createOrder, async ({ caller, body, idempotencyKey }) =>
  answered(await createOrder(caller, operations.toOrderRequest(body), idempotencyKey)),
);

/** `GET /api/v1/orders`. */
export const listOrders = operationRoute(
  operations.listOrders,
  async ({ caller, query: { limit, cursor, ...query } }) => {
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
  },
);
