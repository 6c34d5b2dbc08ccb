import { z } from 'zod';
import type { ObservedPayment } from '@/lib/domain/merchant-order';
import { paymentStatus } from './merchant-order';
import { decimal, flag, id, list, minorOf, moment, optionalObject, text } from './values';

/**
 * A payment read by itself: what a merchant order says about it, and what the books need besides. Amounts are in
 * `currencyId`; null where Mercado Pago did not say or could not be read exactly.
 */
export type ReadPayment = ObservedPayment & {
  readonly externalReference: string | null;
  readonly collectorId: string | null;
  readonly typeId: string | null;
  /** What the buyer paid, financing included. */
  readonly totalPaidMinor: number | null;
  /** Mercado Pago's own figure; fees, taxes, coupons and financing all move it, so it is never computed. */
  readonly netReceivedMinor: number | null;
  /** Σ of the fees that the collector bears; null when one cannot be read. */
  readonly collectorFeeMinor: number | null;
  readonly moneyReleaseAt: Date | null;
  readonly moneyReleaseStatus: string | null;
  readonly createdAt: Date | null;
  readonly storeId: string | null;
  readonly posId: string | null;
  readonly isLive: boolean | null;
  readonly refunds: readonly ReadRefund[];
};

/** One refund of one payment. `in_process` settles later; a status that we do not know means "look again". */
export type ReadRefund = {
  readonly refundId: string;
  readonly paymentId: string | null;
  readonly amountMinor: number | null;
  readonly status: 'approved' | 'in_process' | 'rejected' | 'unknown';
  readonly createdAt: Date | null;
  readonly reason: string | null;
};

const refund = z.object({
  id,
  payment_id: id,
  amount: decimal,
  status: text,
  date_created: moment,
  reason: text,
});

const payment = z.object({
  id,
  status: text,
  status_detail: text,
  currency_id: text,
  transaction_amount: decimal,
  transaction_amount_refunded: decimal,
  payment_method_id: text,
  payment_type_id: text,
  date_created: moment,
  date_approved: moment,
  date_last_updated: moment,
  last_modified: moment,
  external_reference: text,
  collector_id: id,
  collector: optionalObject({ id }),
  order: optionalObject({ id }),
  transaction_details: optionalObject({ net_received_amount: decimal, total_paid_amount: decimal }),
  fee_details: list(z.object({ amount: decimal, fee_payer: text })).catch([]),
  money_release_date: moment,
  money_release_status: text,
  store_id: id,
  pos_id: id,
  live_mode: flag,
  refunds: list(refund).catch([]),
});

/**
 * A payment as read or as a row of a search; null when it has no id. Source: devsite-docs `reference/payments/`,
 * mercadopago/sdk-nodejs `src/clients/payment/commonTypes.ts`, read 2026-11-21.
 */
export function readPayment(body: unknown): ReadPayment | null {
  const parsed = payment.safeParse(body);
  if (!parsed.success || parsed.data.id === null) return null;
  const wire = parsed.data;
  const currencyId = wire.currency_id;
  return {
    paymentId: parsed.data.id,
    merchantOrderId: wire.order?.id ?? null,
    status: paymentStatus(wire.status),
    statusDetail: wire.status_detail,
    currencyId,
    amountMinor: minorOf(wire.transaction_amount, currencyId),
    refundedMinor: minorOf(wire.transaction_amount_refunded, currencyId) ?? 0,
    methodId: wire.payment_method_id,
    approvedAt: wire.date_approved,
    lastModifiedAt: wire.date_last_updated ?? wire.last_modified,
    externalReference: wire.external_reference,
    collectorId: wire.collector_id ?? wire.collector?.id ?? null,
    typeId: wire.payment_type_id,
    totalPaidMinor: minorOf(wire.transaction_details?.total_paid_amount ?? null, currencyId),
    netReceivedMinor: minorOf(wire.transaction_details?.net_received_amount ?? null, currencyId),
    collectorFeeMinor: collectorFee(wire.fee_details, currencyId),
    moneyReleaseAt: wire.money_release_date,
    moneyReleaseStatus: wire.money_release_status,
    createdAt: wire.date_created,
    storeId: wire.store_id,
    posId: wire.pos_id,
    isLive: wire.live_mode,
    refunds: wire.refunds.flatMap((entry) => toRefund(entry, currencyId) ?? []),
  };
}

/** One refund; null when it has no id. Its currency is the payment's, which the body does not repeat. */
export function readRefund(body: unknown, currencyId: string): ReadRefund | null {
  const parsed = refund.safeParse(body);
  return parsed.success ? toRefund(parsed.data, currencyId) : null;
}

/** A list of refunds, or the single one that the published schema shows; null when one of them cannot be read. */
export function readRefunds(body: unknown, currencyId: string): readonly ReadRefund[] | null {
  const refunds: ReadRefund[] = [];
  for (const entry of Array.isArray(body) ? body : [body]) {
    const read = readRefund(entry, currencyId);
    if (read === null) return null;
    refunds.push(read);
  }
  return refunds;
}

function toRefund(wire: z.infer<typeof refund>, currencyId: string | null): ReadRefund | null {
  if (wire.id === null) return null;
  const known = (['approved', 'in_process', 'rejected'] as const).find((status) => status === wire.status);
  return {
    refundId: wire.id,
    paymentId: wire.payment_id,
    amountMinor: minorOf(wire.amount, currencyId),
    status: known ?? 'unknown',
    createdAt: wire.date_created,
    reason: wire.reason,
  };
}

function collectorFee(
  fees: readonly { amount: string | null; fee_payer: string | null }[],
  currencyId: string | null,
): number | null {
  let total = 0;
  for (const fee of fees) {
    if (fee.fee_payer !== 'collector') continue;
    const minor = minorOf(fee.amount, currencyId);
    if (minor === null) return null;
    total += minor;
  }
  return total;
}
