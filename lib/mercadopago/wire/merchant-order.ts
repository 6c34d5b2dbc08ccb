import { z } from 'zod';
import { type ObservedMerchantOrder, type ObservedPayment, paymentStatuses } from '@/lib/domain/merchant-order';
import { currencyOfSite, decimal, id, list, minorOf, moment, optionalObject, text } from './values';

const payment = z.object({
  id,
  status: text,
  status_detail: text,
  status_details: text,
  currency_id: text,
  transaction_amount: decimal,
  amount_refunded: decimal,
  payment_method_id: text,
  date_approved: moment,
  last_modified: moment,
});

const merchantOrder = z.object({
  id,
  status: text,
  external_reference: text,
  collector: optionalObject({ id }),
  collector_id: id,
  site_id: text,
  total_amount: decimal,
  date_created: moment,
  last_updated: moment,
  items: list(z.object({ currency_id: text })).catch([]),
  payments: list(payment),
});

type WireMerchantOrder = z.infer<typeof merchantOrder>;

/**
 * A merchant order as read or as a row of a search, or null when it or one of its payments has no id. Its currency is
 * nowhere in it: the items say theirs, else the site does. A payment that names no currency is in that one.
 * Source: devsite-docs `reference/merchant_orders/resource.yaml`, `reference/api-json/merchant_orders.json`, read 2026-11-21.
 */
export function readMerchantOrder(body: unknown): ObservedMerchantOrder | null {
  const parsed = merchantOrder.safeParse(body);
  if (!parsed.success || parsed.data.id === null) return null;
  const wire = parsed.data;
  const merchantOrderId = parsed.data.id;
  const currencyId = currencyOf(wire);
  const payments: ObservedPayment[] = [];
  for (const entry of wire.payments) {
    if (entry.id === null) return null;
    payments.push(toObservedPayment(entry, { paymentId: entry.id, merchantOrderId, currencyId }));
  }
  return {
    merchantOrderId,
    status: merchantOrderStatus(wire.status),
    externalReference: wire.external_reference,
    collectorId: wire.collector?.id ?? wire.collector_id,
    totalMinor: minorOf(wire.total_amount, currencyId),
    createdAt: wire.date_created,
    lastUpdatedAt: wire.last_updated,
    payments,
  };
}

function toObservedPayment(
  wire: z.infer<typeof payment>,
  known: { paymentId: string; merchantOrderId: string; currencyId: string | null },
): ObservedPayment {
  const currencyId = wire.currency_id ?? known.currencyId;
  return {
    paymentId: known.paymentId,
    merchantOrderId: known.merchantOrderId,
    status: paymentStatus(wire.status),
    statusDetail: wire.status_detail ?? wire.status_details,
    currencyId,
    amountMinor: minorOf(wire.transaction_amount, currencyId),
    refundedMinor: minorOf(wire.amount_refunded, currencyId) ?? 0,
    methodId: wire.payment_method_id,
    approvedAt: wire.date_approved,
    lastModifiedAt: wire.last_modified,
  };
}

/** Items that disagree leave no currency: guessing one would misread the total. */
function currencyOf(wire: WireMerchantOrder): string | null {
  const named = new Set(wire.items.map((item) => item.currency_id).filter((currencyId) => currencyId !== null));
  if (named.size > 1) return null;
  const [currencyId] = named;
  return currencyId ?? currencyOfSite(wire.site_id);
}

function merchantOrderStatus(status: string | null): ObservedMerchantOrder['status'] {
  const known = (['opened', 'closed', 'expired'] as const).find((candidate) => candidate === status?.toLowerCase());
  return known ?? 'unknown';
}

/** The status of a payment; both spellings of `cancelled`, and `unknown` for one that we do not know. */
export function paymentStatus(status: string | null): ObservedPayment['status'] {
  const spelled = status?.toLowerCase() === 'canceled' ? 'cancelled' : status?.toLowerCase();
  return paymentStatuses.find((candidate) => candidate === spelled) ?? 'unknown';
}
