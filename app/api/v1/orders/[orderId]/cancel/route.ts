import * as operations from '@/lib/api/orders';
import { presentOrder } from '@/lib/services/order-presentation';
import { cancelOrder } from '@/lib/services/orders';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const POST = operationRoute(operations.cancelOrder, async ({ caller, parameters }) =>
  json(presentOrder(await cancelOrder(caller, parameters.orderId))),
);
