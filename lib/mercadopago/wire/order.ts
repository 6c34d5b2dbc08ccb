import { z } from 'zod';
import type { ObservedMerchantOrder, ObservedPayment } from '@/lib/domain/merchant-order';
import { sumMinor } from '@/lib/domain/money';
import { sites } from '@/lib/domain/sites';
import { paymentStatus } from './merchant-order';
import type { ReadRefund } from './payment';
import { decimal, id, list, minorOf, moment, optionalObject, text } from './values';

/** An order of the Orders API. A status that we do not know is `unknown` and means "look again", never paid. */
export type ReadOrder = {
  readonly providerOrderId: string;
  readonly status: (typeof orderStatuses)[number];
  readonly statusDetail: string | null;
  readonly externalReference: string | null;
  readonly externalPosId: string | null;
  /** Text of the QR; only in the modes that have one of their own. */
  readonly qrData: string | null;
  readonly totalMinor: number | null;
  readonly currencyId: string | null;
  readonly refunds: readonly ReadRefund[];
  /** The same facts as one observation, under the order's own id: in this generation nothing else holds the money. */
  readonly observed: ObservedMerchantOrder;
};

const orderStatuses = [
  'created',
  'processing',
  'action_required',
  'processed',
  'refunded',
  'canceled',
  'expired',
  'failed',
  'unknown',
] as const;

const payment = z.object({
  id,
  amount: decimal,
  paid_amount: decimal,
  status: text,
  status_detail: text,
  payment_method: optionalObject({ id: text }),
  date_approved: moment,
  last_updated_date: moment,
});

const refund = z.object({ id, transaction_id: id, amount: decimal, status: text, date_created: moment });

const transactions = { payments: list(payment), refunds: list(refund) };

const order = z.object({
  id,
  status: text,
  status_detail: text,
  external_reference: text,
  total_amount: decimal,
  currency: text,
  currency_id: text,
  country_code: text,
  user_id: id,
  created_date: moment,
  last_updated_date: moment,
  transactions: z.object(transactions).nullish(),
  config: optionalObject({ qr: optionalObject({ external_pos_id: text }) }),
  type_response: optionalObject({ qr_data: text }),
});

type WireOrder = z.infer<typeof order>;

/**
 * An order as created, read, canceled or refunded; null when it or one of its payments has no id.
 * Source: mercadopago.com developers `in-person-payments/qr-code/orders/create-order/post` and
 * `qr-code/resources/status-order-transaction`, read 2026-11-21.
 */
export function readOrder(body: unknown): ReadOrder | null {
  const parsed = order.safeParse(body);
  if (!parsed.success || parsed.data.id === null) return null;
  const wire = parsed.data;
  const providerOrderId = parsed.data.id;
  const currencyId = currencyOf(wire);
  const refunds = readRefunds(wire.transactions?.refunds ?? [], currencyId);
  const payments = readPayments(wire, { merchantOrderId: providerOrderId, currencyId, refunds: refunds ?? [] });
  if (refunds === null || payments === null) return null;
  const status = orderStatus(wire.status);
  const totalMinor = minorOf(wire.total_amount, currencyId);
  return {
    providerOrderId,
    status,
    statusDetail: wire.status_detail,
    externalReference: wire.external_reference,
    externalPosId: wire.config?.qr?.external_pos_id ?? null,
    qrData: wire.type_response?.qr_data ?? null,
    totalMinor,
    currencyId,
    refunds,
    observed: {
      merchantOrderId: providerOrderId,
      status: observedStatus(status),
      externalReference: wire.external_reference,
      collectorId: wire.user_id,
      totalMinor,
      createdAt: wire.created_date,
      lastUpdatedAt: wire.last_updated_date,
      payments,
    },
  };
}

/** The refunds that a refund's answer names; null when there is none, because then nothing says what was done. */
export function readOrderRefunds(body: unknown, currencyId: string): readonly ReadRefund[] | null {
  const parsed = z.object({ transactions: z.object(transactions) }).safeParse(body);
  if (!parsed.success) return null;
  const refunds = readRefunds(parsed.data.transactions.refunds, currencyId);
  return refunds && refunds.length > 0 ? refunds : null;
}

function readRefunds(wires: readonly z.infer<typeof refund>[], currencyId: string | null): ReadRefund[] | null {
  const refunds: ReadRefund[] = [];
  for (const wire of wires) {
    if (wire.id === null) return null;
    refunds.push({
      refundId: wire.id,
      paymentId: wire.transaction_id,
      amountMinor: minorOf(wire.amount, currencyId),
      status: refundStatus(wire.status),
      createdAt: wire.date_created,
      reason: null,
    });
  }
  return refunds;
}

function readPayments(
  order: WireOrder,
  known: { merchantOrderId: string; currencyId: string | null; refunds: readonly ReadRefund[] },
): ObservedPayment[] | null {
  const payments: ObservedPayment[] = [];
  for (const wire of order.transactions?.payments ?? []) {
    if (wire.id === null) return null;
    const refunded = known.refunds.filter((entry) => entry.paymentId === wire.id && entry.status === 'approved');
    payments.push({
      paymentId: wire.id,
      merchantOrderId: known.merchantOrderId,
      status: observedPaymentStatus(wire.status),
      statusDetail: wire.status_detail,
      currencyId: known.currencyId,
      amountMinor: receivedMinor(wire, known.currencyId),
      refundedMinor: sumMinor(refunded.map((entry) => entry.amountMinor ?? 0)),
      methodId: wire.payment_method?.id ?? null,
      approvedAt: wire.date_approved,
      // A payment carries no time of its own here, so it is as new as the order that it was read with.
      lastModifiedAt: wire.last_updated_date ?? order.last_updated_date,
    });
  }
  return payments;
}

/** The lesser of what was asked and what was paid: a tip is not the sale's, and a discount did not arrive. */
function receivedMinor(wire: z.infer<typeof payment>, currencyId: string | null): number | null {
  const asked = minorOf(wire.amount, currencyId);
  const paid = minorOf(wire.paid_amount, currencyId);
  return asked === null || paid === null ? (asked ?? paid) : Math.min(asked, paid);
}

/** The currency is missing from some answers; the country stands there in two letters or in three. */
function currencyOf(wire: WireOrder): string | null {
  const named = wire.currency ?? wire.currency_id;
  if (named !== null) return named;
  const country = wire.country_code?.toUpperCase() ?? '';
  const site = Object.values(sites).find(
    ({ countryCode }) => country === countryCode || country === threeLetters[countryCode],
  );
  return site?.currencyId ?? null;
}

const threeLetters: Readonly<Record<string, string>> = {
  AR: 'ARG',
  BR: 'BRA',
  CL: 'CHL',
  CO: 'COL',
  MX: 'MEX',
  PE: 'PER',
  UY: 'URY',
};

function orderStatus(status: string | null): ReadOrder['status'] {
  const spelled = status === 'cancelled' ? 'canceled' : status;
  return orderStatuses.find((candidate) => candidate === spelled) ?? 'unknown';
}

function observedStatus(status: ReadOrder['status']): ObservedMerchantOrder['status'] {
  switch (status) {
    case 'processed':
    case 'refunded':
      return 'closed';
    case 'canceled':
    case 'expired':
    case 'failed':
      return 'expired';
    case 'created':
    case 'processing':
    case 'action_required':
      return 'opened';
    case 'unknown':
      return 'unknown';
  }
}

/** This generation's words for what payments go through; words that both share mean the same. */
function observedPaymentStatus(status: string | null): ObservedPayment['status'] {
  switch (status) {
    case 'processed':
      return 'approved';
    case 'created':
    case 'action_required':
      return 'pending';
    case 'processing':
    case 'in_review':
      return 'in_process';
    case 'failed':
      return 'rejected';
    case 'expired':
      return 'cancelled';
    default:
      return paymentStatus(status);
  }
}

function refundStatus(status: string | null): ReadRefund['status'] {
  switch (status) {
    case 'processed':
      return 'approved';
    case 'processing':
      return 'in_process';
    case 'failed':
      return 'rejected';
    default:
      return 'unknown';
  }
}
