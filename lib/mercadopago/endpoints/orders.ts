import { type WritableJson, writeExactJson } from '../exact-json';
import type { Transport } from '../transport';
import { type ReadOrder, readOrder, readOrderRefunds } from '../wire/order';
import { readPage } from '../wire/paging';
import type { ReadRefund } from '../wire/payment';
import { idempotencyHeader, path, sameId } from './request';

type Write = { readonly idempotencyKey: string };
type OrderRefundPart = { readonly paymentId: string; readonly amount: string };

/** The Orders API. Source: mercadopago.com developers `in-person-payments/qr-code/orders/`, read 2026-11-21. */
export function orderEndpoints({ send }: Transport) {
  return {
    /** Creates the order. The same key and body answer the order that the first call made. */
    createOrder: async ({ body, idempotencyKey }: Write & { body: WritableJson }): Promise<ReadOrder> =>
      send({ method: 'POST', path: '/v1/orders', headers: idempotencyHeader(idempotencyKey), body }, readOrder),
    /** One order of the last three months. */
    getOrder: async (orderId: string): Promise<ReadOrder> =>
      send({ method: 'GET', path: path`/v1/orders/${orderId}` }, (body) =>
        sameId(readOrder(body), 'providerOrderId', orderId),
      ),
    /**
     * The first page of the orders of a reference. Whether accounts that sell by QR may search at all is not certain, so
     * nothing may depend on it.
     */
    searchOrders: async (query: { externalReference: string; from: Date; to: Date }): Promise<readonly ReadOrder[]> => {
      const page = await send(
        {
          method: 'GET',
          path: '/v1/orders',
          query: {
            begin_date: query.from.toISOString(),
            end_date: query.to.toISOString(),
            external_reference: query.externalReference,
          },
        },
        (body) => readPage(body, readOrder),
      );
      return page.rows;
    },
    /** Asks for the order to be canceled. It is a request: the answer says whether a payment was faster. */
    cancelOrder: async ({ orderId, idempotencyKey }: Write & { orderId: string }): Promise<ReadOrder> =>
      send(
        { method: 'POST', path: path`/v1/orders/${orderId}/cancel`, headers: idempotencyHeader(idempotencyKey) },
        (body) => sameId(readOrder(body), 'providerOrderId', orderId),
      ),
    /**
     * Gives back a part of one payment, or the whole order when `part` is null. `body` is what `writeOrderRefund` gave
     * before, if it was kept. Answers every refund that it names.
     */
    refundOrder: async (
      refund: Write & { orderId: string; part: OrderRefundPart | null; body?: string; currencyId: string },
    ): Promise<readonly ReadRefund[]> =>
      send(
        {
          method: 'POST',
          path: path`/v1/orders/${refund.orderId}/refund`,
          headers: idempotencyHeader(refund.idempotencyKey),
          text: refund.body ?? writeOrderRefund(refund.part),
        },
        (body) => readOrderRefunds(body, refund.currencyId),
      ),
  };
}

/** The body of a refund; for the whole order there is none. */
export function writeOrderRefund(part: OrderRefundPart | null): string {
  return part ? writeExactJson({ transactions: [{ id: part.paymentId, amount: part.amount }] }) : '';
}
