import { writeRefund } from '../endpoints/payments';
import type { Driver } from './driver';

/**
 * Where the money of the in-store generations is: a merchant order per scan, found by the reference of the sale, and
 * refunds under each payment.
 */
export const merchantOrderMoney: Pick<Driver, 'waysToLook' | 'writeRefund' | 'refund' | 'listRefunds'> = {
  waysToLook: ({ externalReference, merchantOrderIds }) => [
    { name: 'search', read: (client) => client.searchMerchantOrders({ externalReference }) },
    ...merchantOrderIds.map((id) => ({
      name: 'merchant_order' as const,
      read: async (client: Parameters<Driver['refund']>[0]) => [await client.getMerchantOrder(id)],
    })),
  ],
  writeRefund,
  refund: (client, request) => client.createRefund(request),
  listRefunds: (client, of) => client.listRefunds(of),
};
