import { getOrder } from '@/db/orders';
import * as operations from '@/lib/api/orders';
import { AppError } from '@/lib/errors';
import { presentOrder } from '@/lib/services/order-presentation';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.getOrder, async ({ caller, parameters }) => {
  const order = await getOrder(caller.merchant, parameters.orderId);
  if (!order) throw new AppError('not_found', 'no such order');
  return json(presentOrder(order));
});
