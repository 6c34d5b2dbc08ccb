import * as operations from '@/lib/api/orders';
import { presentCheck } from '@/lib/services/order-presentation';
import { checkOrder } from '@/lib/services/orders';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const POST = operationRoute(operations.checkOrder, async ({ caller, parameters }) =>
  json(presentCheck(await checkOrder(caller, parameters.orderId))),
);
