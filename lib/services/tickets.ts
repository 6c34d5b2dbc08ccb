import 'server-only';
import { countTicketPrint } from '@/db/order-records';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';

/**
 * Notes that an order's ticket is printed once more and answers how many prints there are, this one included: from the
 * second on the paper says so. Throws `conflict` for an order that is not closed: it has no ticket.
 */
export async function recordTicketPrint(merchant: Merchant, orderId: string): Promise<number> {
  const prints = await countTicketPrint(merchant, orderId);
  if (prints === null) throw new AppError('conflict', 'only a closed order has a ticket');
  return prints;
}
