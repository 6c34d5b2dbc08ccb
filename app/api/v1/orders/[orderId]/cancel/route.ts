import { presentOrder } from '@/lib/services/order-presentation';
import { cancelOrder } from '@/lib/services/orders';
import { apiRoute, json } from '@/lib/web/api';

export const POST = apiRoute<{ orderId: string }>('orders:write', async ({ caller, parameters }) =>
  json(presentOrder(await cancelOrder(caller, parameters.orderId))),
);
