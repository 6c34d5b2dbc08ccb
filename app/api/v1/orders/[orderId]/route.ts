import { getOrder } from '@/db/orders';
import { AppError } from '@/lib/errors';
import { presentOrder } from '@/lib/services/order-presentation';
import { apiRoute, emptyQuerySchema, json, readQuery } from '@/lib/web/api';

export const GET = apiRoute<{ orderId: string }>('orders:read', async ({ caller, request, parameters }) => {
  readQuery(request, emptyQuerySchema);
  const order = await getOrder(caller.merchant, parameters.orderId);
  if (!order) throw new AppError('not_found', 'no such order');
  return json(presentOrder(order));
});
