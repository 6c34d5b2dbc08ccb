import 'server-only';
import type { OrderRecord } from '@/db/order-records';
import { listRefunds, saveRefundsElsewhere } from '@/db/refunds';
import { sumMinor } from '@/lib/domain/money';
import { refundedOf } from '@/lib/domain/payment-state';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { driverOf } from '@/lib/mercadopago/integrations/driver-of';
import type { ConnectedMerchant } from './accounts';

/**
 * Finds the refunds behind money that went back and that our books do not explain: somebody made them in Mercado Pago's
 * own panel. Says whether there was news. An answer that does not come is asked for again by the next look.
 */
export async function noteRefundsElsewhere(connection: ConnectedMerchant, record: OrderRecord): Promise<boolean> {
  const { merchant } = connection.profile;
  const { row, state } = record;
  const givenBack = state.payments.filter((payment) => refundedOf(payment) > 0);
  if (givenBack.length === 0) return false;
  const booked = await listRefunds(merchant, row.id);
  let hasNews = false;
  for (const payment of givenBack) {
    const own = booked.filter(({ paymentId, status }) => paymentId === payment.paymentId && status === 'approved');
    if (refundedOf(payment) <= sumMinor(own.map((refund) => refund.amountMinor))) continue;
    const of = { paymentId: payment.paymentId, currencyId: row.currencyId };
    try {
      const { client } = connection;
      const seen = await driverOf(row.integration).listRefunds(client, { providerOrderId: row.providerOrderId, ...of });
      const isNews = await saveRefundsElsewhere(merchant, { orderId: row.id, ...of }, seen, new Date());
      hasNews = isNews || hasNews;
    } catch (error) {
      if (!(error instanceof MercadoPagoError)) throw error;
      log.debug({ kind: error.kind, code: error.code }, 'refunds could not be listed');
    }
  }
  return hasNews;
}
