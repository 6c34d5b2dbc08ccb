import { accountEndpoints } from './endpoints/accounts';
import { attendedV1Endpoints, dynamicQrEndpoints, inStoreOrderEndpoints } from './endpoints/in-store-orders';
import { merchantOrderEndpoints } from './endpoints/merchant-orders';
import { orderEndpoints } from './endpoints/orders';
import { paymentEndpoints, refundEndpoints } from './endpoints/payments';
import { posEndpoints } from './endpoints/pos';
import { reportEndpoints } from './endpoints/reports';
import { storeEndpoints } from './endpoints/stores';
import { type Exchange, exchangeOverHttp } from './http-exchange';
import { createTransport, type Picture } from './transport';

/**
 * Everything we ask of Mercado Pago for one account. Every function throws `MercadoPagoError` and nothing else for what
 * the world does; none retries, because only the caller knows what was committed before.
 */
export type MercadoPagoClient = ReturnType<typeof createMercadoPagoClient>;

/** The client of one account. No endpoint is known outside this file and `endpoints/`. `exchange` is for tests. */
export function createMercadoPagoClient({
  baseUrl,
  accessToken,
  timeoutMs = 8_000,
  exchange = exchangeOverHttp,
}: {
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly timeoutMs?: number;
  readonly exchange?: Exchange;
}) {
  const transport = createTransport({ baseUrl, accessToken, timeoutMs, exchange });
  return {
    ...accountEndpoints(transport),
    ...storeEndpoints(transport),
    ...posEndpoints(transport),
    ...inStoreOrderEndpoints(transport),
    ...dynamicQrEndpoints(transport),
    ...attendedV1Endpoints(transport),
    ...orderEndpoints(transport),
    ...merchantOrderEndpoints(transport),
    ...paymentEndpoints(transport),
    ...refundEndpoints(transport),
    ...reportEndpoints(transport),
    /** A picture at a POS's `qr` addresses, at most 2 MB. The token is not sent; other hosts are refused. */
    fetchPicture: async (url: string): Promise<Picture> => transport.fetchPicture(url),
  };
}
