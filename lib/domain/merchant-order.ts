/**
 * What one read of Mercado Pago says about money, already parsed: ids are strings, amounts integers of minor units.
 * These are observations, not our books; `order-state.ts` decides what they mean.
 */
export type ObservedMerchantOrder = {
  readonly merchantOrderId: string;
  readonly status: 'opened' | 'closed' | 'expired' | 'unknown';
  readonly externalReference: string | null;
  readonly collectorId: string | null;
  /** Null when the amount or the currency could not be read exactly. */
  readonly totalMinor: number | null;
  /** When the buyer scanned. One far older than our order belongs to an earlier use of the same reference. */
  readonly createdAt: Date | null;
  readonly lastUpdatedAt: Date | null;
  readonly payments: readonly ObservedPayment[];
};

export type ObservedPayment = {
  readonly paymentId: string;
  readonly merchantOrderId: string | null;
  readonly status: PaymentStatus;
  /** Open set, for display only. */
  readonly statusDetail: string | null;
  readonly currencyId: string | null;
  /** What the sale receives (`transaction_amount`). Null when it could not be read exactly in its currency. */
  readonly amountMinor: number | null;
  readonly refundedMinor: number;
  readonly methodId: string | null;
  readonly approvedAt: Date | null;
  readonly lastModifiedAt: Date | null;
};

/** Statuses of a payment; one that we do not know is `unknown` and means "look again", never paid. */
export const paymentStatuses = [
  'pending',
  'in_process',
  'authorized',
  'approved',
  'rejected',
  'cancelled',
  'refunded',
  'in_mediation',
  'charged_back',
  'unknown',
] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];
