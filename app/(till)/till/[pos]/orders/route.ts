import { getUnfinishedOrder } from '@/db/orders';
import { getPos } from '@/db/pos';
import { AppError } from '@/lib/errors';
import { apiRoute, json } from '@/lib/web/api';
import { presentTillOrder } from '../read-till-order';

/** What occupies this till's printed QR right now, whoever put it there. */
export const GET = apiRoute<{ pos: string }>('orders:read', async ({ caller, parameters }) => {
  const pos = await getPos(caller.merchant, parameters.pos);
  if (!pos) throw new AppError('not_found', 'no such till');
  const order = await getUnfinishedOrder(caller.merchant, pos.id);
  return json({ unfinished: order && (await presentTillOrder(caller.merchant, order)) });
});
