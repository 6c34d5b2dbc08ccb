import type { ObservedMerchantOrder } from '@/lib/domain/merchant-order';
import type { Transport } from '../transport';
import { readMerchantOrder } from '../wire/merchant-order';
import { readPage } from '../wire/paging';
import { everyPage, pageQuery, path, sameId } from './request';

/** A sale is scanned a few times. A search that goes on and on has ignored its filter. */
const MAX_PAGES = 20;
/** A stretch of time that holds more than this is to be divided. */
const MAX_LISTED_PAGES = 40;

/** Source: devsite-docs `reference/api-json/merchant_orders.json`, read 2026-11-21. */
export function merchantOrderEndpoints({ send }: Transport) {
  return {
    getMerchantOrder: async (merchantOrderId: string): Promise<ObservedMerchantOrder> =>
      send({ method: 'GET', path: path`/merchant_orders/${merchantOrderId}` }, (body) =>
        sameId(readMerchantOrder(body), 'merchantOrderId', merchantOrderId),
      ),
    /** Every merchant order that the search gives, of the last 90 days. Searches were seen to answer too little and too much: check each row. */
    searchMerchantOrders: async ({
      externalReference,
    }: {
      externalReference: string;
    }): Promise<ObservedMerchantOrder[]> =>
      everyPage(
        (offset) =>
          send(
            {
              method: 'GET',
              path: '/merchant_orders/search',
              query: { external_reference: externalReference, ...pageQuery(offset) },
            },
            (body) => readPage(body, readMerchantOrder),
          ),
        { keyOf: (merchantOrder) => merchantOrder.merchantOrderId, maxPages: MAX_PAGES },
      ),
    /**
     * Every merchant order made in a stretch of time, both ends included, of the last 90 days. Throws `unreadable` with
     * `too_many_pages` when there are more than 2,000: ask for less.
     */
    listMerchantOrders: async ({ from, to }: { from: Date; to: Date }): Promise<ObservedMerchantOrder[]> =>
      everyPage(
        (offset) =>
          send(
            {
              method: 'GET',
              path: '/merchant_orders/search',
              query: {
                date_created_from: from.toISOString(),
                date_created_to: to.toISOString(),
                ...pageQuery(offset),
              },
            },
            (body) => readPage(body, readMerchantOrder),
          ),
        { keyOf: (merchantOrder) => merchantOrder.merchantOrderId, maxPages: MAX_LISTED_PAGES },
      ),
  };
}
