import { createRefund } from '@/lib/api/refunds';
import { askForRefund } from '@/lib/services/refunds';
import { answered, operationRoute } from '@/lib/web/operation-route';

export const POST = operationRoute(createRefund, async ({ caller, parameters, body, idempotencyKey }) =>
  answered(await askForRefund(caller, parameters.orderId, body, idempotencyKey)),
);
