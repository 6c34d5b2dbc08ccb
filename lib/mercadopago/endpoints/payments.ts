import { formatDecimal } from '@/lib/domain/money';
import type { CurrencyId } from '@/lib/domain/sites';
import { jsonNumber, writeExactJson } from '../exact-json';
import type { Transport } from '../transport';
import { type Page, readPage } from '../wire/paging';
import { type ReadPayment, type ReadRefund, readPayment, readRefund, readRefunds } from '../wire/payment';
import { everyPage, idempotencyHeader, pageQuery, path, sameId } from './request';

/** Which payments to search. The last 12 months only. */
export type PaymentQuery = {
  readonly externalReference?: string;
  readonly status?: string;
  readonly storeId?: string;
  readonly posId?: string;
  /** Both ends included. */
  readonly range?: {
    readonly field: 'date_created' | 'date_last_updated' | 'money_release_date';
    readonly from: Date;
    readonly to: Date;
  };
  readonly offset?: number;
};

/** What holds more than this is to be divided. */
const MAX_LISTED_PAGES = 40;

/** Source: devsite-docs `reference/payments/`, mercadopago/openapi `spec3.json`, read 2026-11-21. */
export function paymentEndpoints({ send }: Transport) {
  return {
    getPayment: async (paymentId: string): Promise<ReadPayment> =>
      send({ method: 'GET', path: path`/v1/payments/${paymentId}` }, (body) =>
        sameId(readPayment(body), 'paymentId', paymentId),
      ),
    /** One page, oldest first; the next one begins at `offset` + the rows of this one. */
    searchPayments: async (query: PaymentQuery): Promise<Page<ReadPayment>> => searchPage(query),
    /** Every payment that a search gives. Throws `unreadable` with `too_many_pages` when there are more than 2,000: ask for less. */
    listPayments: async (query: Omit<PaymentQuery, 'offset'>): Promise<ReadPayment[]> =>
      everyPage((offset) => searchPage({ ...query, offset }), {
        keyOf: (payment) => payment.paymentId,
        maxPages: MAX_LISTED_PAGES,
      }),
  };

  function searchPage(query: PaymentQuery): Promise<Page<ReadPayment>> {
    return send({ method: 'GET', path: '/v1/payments/search', query: paymentQuery(query) }, (body) =>
      readPage(body, readPayment),
    );
  }
}

/** Source: devsite-docs `reference/api-json/refunds.json`, guides on cancellations and refunds, read 2026-11-21. */
export function refundEndpoints({ send }: Transport) {
  const refundsOf = (paymentId: string) => path`/v1/payments/${paymentId}/refunds`;
  return {
    /**
     * Gives back `amountMinor`, or all that is left when it is null. `body` is what `writeRefund` gave before, if it was
     * kept. The same key never refunds twice; its status says whether the money is back.
     */
    createRefund: async (refund: {
      paymentId: string;
      amountMinor: number | null;
      body?: string;
      currencyId: CurrencyId;
      idempotencyKey: string;
    }): Promise<ReadRefund> =>
      send(
        {
          method: 'POST',
          path: refundsOf(refund.paymentId),
          headers: idempotencyHeader(refund.idempotencyKey),
          text: refund.body ?? writeRefund(refund),
        },
        (body) => readRefund(body, refund.currencyId),
      ),
    listRefunds: async (of: { paymentId: string; currencyId: CurrencyId }): Promise<readonly ReadRefund[]> =>
      send({ method: 'GET', path: refundsOf(of.paymentId) }, (body) => readRefunds(body, of.currencyId)),
    getRefund: async (of: { paymentId: string; refundId: string; currencyId: CurrencyId }): Promise<ReadRefund> =>
      send({ method: 'GET', path: refundsOf(of.paymentId) + path`/${of.refundId}` }, (body) =>
        sameId(readRefund(body, of.currencyId), 'refundId', of.refundId),
      ),
  };
}

/** The body of a refund. */
export function writeRefund({
  amountMinor,
  currencyId,
}: {
  readonly amountMinor: number | null;
  readonly currencyId: CurrencyId;
}): string {
  return writeExactJson(amountMinor === null ? {} : { amount: jsonNumber(formatDecimal(amountMinor, currencyId)) });
}

function paymentQuery(query: PaymentQuery): Record<string, string | undefined> {
  return {
    sort: query.range?.field ?? 'date_created',
    criteria: 'asc',
    external_reference: query.externalReference,
    status: query.status,
    store_id: query.storeId,
    pos_id: query.posId,
    range: query.range?.field,
    begin_date: query.range?.from.toISOString(),
    end_date: query.range?.to.toISOString(),
    ...pageQuery(query.offset ?? 0),
  };
}
