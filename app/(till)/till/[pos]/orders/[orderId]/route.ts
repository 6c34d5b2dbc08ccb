import { getPos } from '@/db/pos';
import { AppError } from '@/lib/errors';
import { apiRoute, json } from '@/lib/web/api';
import { readTillOrder } from '../../read-till-order';

/** What this till shows of one of its orders, as it is known now. */
export const GET = apiRoute<{ pos: string; orderId: string }>('orders:read', async ({ caller, parameters }) => {
  const pos = await getPos(caller.merchant, parameters.pos);
  const order = pos && (await readTillOrder(caller.merchant, { orderId: parameters.orderId, posId: pos.id }));
  if (!order) throw new AppError('not_found', 'no such order on this till');
  return json(order);
});
