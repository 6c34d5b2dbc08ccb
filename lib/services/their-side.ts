import 'server-only';
import type { OrderRecord } from '@/db/order-records';
import type { Theirs } from '@/lib/domain/reconcile';
import { paymentOfSubject } from '@/lib/domain/reconciliation-run';
import type { MercadoPagoClient } from '@/lib/mercadopago/client';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { driverOf } from '@/lib/mercadopago/integrations/driver-of';
import type { ReadPayment } from '@/lib/mercadopago/wire/payment';

/*
 * Everything that Mercado Pago shows of one sale, by every search and by every id that is known of it. These functions
 * answer completely or throw `MercadoPagoError`: half an answer would pass for money that is missing.
 */

/** What Mercado Pago shows of an order of ours. */
export async function readTheirsOfOrder(client: MercadoPagoClient, { row, state }: OrderRecord): Promise<Theirs> {
  const { externalReference, providerOrderId } = state;
  if (row.integration === 'orders_api' && providerOrderId !== null) {
    // Its payments have ids of their own there, which the searches do not know: together they would count twice.
    const sought = { externalReference, providerOrderId, merchantOrderIds: [], isThorough: false };
    const ways = driverOf(row.integration).waysToLook(sought);
    const reads = await Promise.all(ways.map((way) => way.read(client)));
    return { merchantOrders: reads.flat(), payments: [] };
  }
  const found = await readTheirsOfReference(client, externalReference);
  const shownOrders = new Set(found.merchantOrders.map((one) => one.merchantOrderId));
  const shownPayments = new Set([
    ...found.merchantOrders.flatMap((one) => one.payments.map((payment) => payment.paymentId)),
    ...found.payments.map((payment) => payment.paymentId),
  ]);
  // Searches forget and lag; what was seen once is asked for by its id before anybody says that it is gone.
  const orderIds = state.merchantOrders.map((one) => one.merchantOrderId).filter((id) => !shownOrders.has(id));
  const paymentIds = state.payments.map((payment) => payment.paymentId).filter((id) => !shownPayments.has(id));
  const [orders, payments] = await Promise.all([
    Promise.all(orderIds.map((id) => orNothing(client.getMerchantOrder(id)))),
    Promise.all(paymentIds.map((id) => orNothing(client.getPayment(id)))),
  ]);
  return {
    merchantOrders: [...found.merchantOrders, ...orders.flat()],
    payments: [...found.payments, ...payments.flat()],
  };
}

/** What Mercado Pago shows under a subject that no order of ours has: a reference, or one payment. */
export async function readTheirsOfSubject(client: MercadoPagoClient, subject: string): Promise<TheirsWithPlace> {
  const paymentId = paymentOfSubject(subject);
  if (paymentId === null) return readTheirsOfReference(client, subject);
  return { merchantOrders: [], payments: await orNothing(client.getPayment(paymentId)) };
}

/** What Mercado Pago shows, with where each payment was made. */
export type TheirsWithPlace = Omit<Theirs, 'payments'> & { readonly payments: readonly ReadPayment[] };

/** The reference that somebody means who typed the id of a payment or of a merchant order; null when it is neither. */
export async function referenceOfId(client: MercadoPagoClient, id: string): Promise<string | null> {
  if (!/^\d{5,20}$/.test(id)) return null;
  const [payment] = await orNothing(client.getPayment(id));
  if (payment) return payment.externalReference;
  const [merchantOrder] = await orNothing(client.getMerchantOrder(id));
  return merchantOrder?.externalReference ?? null;
}

async function readTheirsOfReference(client: MercadoPagoClient, externalReference: string): Promise<TheirsWithPlace> {
  const [merchantOrders, payments] = await Promise.all([
    client.searchMerchantOrders({ externalReference }),
    client.listPayments({ externalReference }),
  ]);
  // Searches were seen to answer too much.
  return {
    merchantOrders: merchantOrders.filter((one) => one.externalReference === externalReference),
    payments: payments.filter((payment) => payment.externalReference === externalReference),
  };
}

async function orNothing<Read>(reading: Promise<Read>): Promise<Read[]> {
  try {
    return [await reading];
  } catch (error) {
    if (error instanceof MercadoPagoError && error.status === 404) return [];
    throw error;
  }
}
