import { watchOrderFromTill } from '@/lib/services/orders';
import { apiRoute } from '@/lib/web/api';

/** A till shows this order: it is looked at more often for the next seconds. */
export const POST = apiRoute<{ orderId: string }>('orders:write', async ({ caller, parameters }) => {
  await watchOrderFromTill(caller.merchant, parameters.orderId);
  return new Response(null, { status: 204 });
});
