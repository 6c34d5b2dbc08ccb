import { presentOrder } from '@/lib/services/order-presentation';
import { checkOrder } from '@/lib/services/orders';
import { apiRoute, json } from '@/lib/web/api';

export const POST = apiRoute<{ orderId: string }>('orders:write', async ({ caller, parameters }) => {
  const { verdict, evidence, order } = await checkOrder(caller, parameters.orderId);
  return json({ verdict, evidence, order: presentOrder(order) });
});
