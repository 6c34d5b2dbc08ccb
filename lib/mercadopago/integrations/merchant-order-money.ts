import type { ObservedMerchantOrder } from '@/lib/domain/merchant-order';
import type { MercadoPagoClient } from '../client';
import { writeRefund } from '../endpoints/payments';
import type { ReadPayment } from '../wire/payment';
import type { Driver, WayToLook } from './driver';

/**
 * Where the money of the in-store generations is: a merchant order per scan, found by the reference of the sale,
 * payments that carry the same reference, and refunds under each payment.
 */
export const merchantOrderMoney: Pick<Driver, 'waysToLook' | 'writeRefund' | 'refund' | 'listRefunds'> = {
  waysToLook: ({ externalReference, merchantOrderIds, isThorough }) => [
    { name: 'search', read: (client) => client.searchMerchantOrders({ externalReference }) },
    ...merchantOrderIds.map(
      (id): WayToLook => ({ name: 'merchant_order', read: async (client) => [await client.getMerchantOrder(id)] }),
    ),
    ...(isThorough ? [searchByPayments(externalReference)] : []),
  ],
  writeRefund,
  refund: (client, request) => client.createRefund(request),
  listRefunds: (client, of) => client.listRefunds(of),
};

/** The payments themselves, from an index of their own: it can have what the search of merchant orders leaves out. */
function searchByPayments(externalReference: string): WayToLook {
  return { name: 'payments', read: async (client) => byMerchantOrder(await everyPayment(client, externalReference)) };
}

/** One page: a sale has a few payments, and a search that answers more has ignored its filter. */
async function everyPayment(client: MercadoPagoClient, externalReference: string): Promise<readonly ReadPayment[]> {
  const { rows } = await client.searchPayments({ externalReference });
  return rows.filter((payment) => payment.externalReference === externalReference);
}

/**
 * Payments as merchant orders of which nothing else is known. One that names no merchant order was not made by scanning,
 * and one that does not say whose money it is says nothing.
 */
function byMerchantOrder(payments: readonly ReadPayment[]): ObservedMerchantOrder[] {
  const found = new Map<string, ObservedMerchantOrder>();
  for (const payment of payments) {
    const { merchantOrderId, collectorId, externalReference, createdAt } = payment;
    if (merchantOrderId === null || collectorId === null) continue;
    const key = `${merchantOrderId} ${collectorId}`;
    const before = found.get(key);
    found.set(key, {
      merchantOrderId,
      status: 'unknown',
      externalReference,
      collectorId,
      totalMinor: null,
      createdAt: before?.createdAt ?? createdAt,
      lastUpdatedAt: null,
      payments: [...(before?.payments ?? []), payment],
    });
  }
  return [...found.values()];
}
