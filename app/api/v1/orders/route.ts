import { chargeOrder, listOrders } from '@/lib/web/orders-api';

export const POST = chargeOrder;
export const GET = listOrders;
