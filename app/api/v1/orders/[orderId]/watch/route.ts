import * as operations from '@/lib/api/orders';
import { watchOrderFromTill } from '@/lib/services/orders';
import { operationRoute } from '@/lib/web/operation-route';

export const POST = operationRoute(operations.watchOrder, async ({ caller, parameters }) => {
  await watchOrderFromTill(caller.merchant, parameters.orderId);
  return new Response(null, { status: 204 });
});
