import 'server-only';
import * as operations from '@/lib/api/orders';
import { createOrder } from '@/lib/services/orders';
import { answered, operationRoute } from './operation-route';

/**
 * `POST /api/v1/orders`. Here and not in the folder of its route, because it has two doors: a charge has a buyer waiting,
 * and Next's door costs a fifth of all the processor time that it takes.
 */
export const chargeOrder = operationRoute(operations.createOrder, async ({ caller, body, idempotencyKey }) =>
  answered(await createOrder(caller, operations.toOrderRequest(body), idempotencyKey)),
);
