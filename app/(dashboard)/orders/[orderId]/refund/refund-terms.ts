import type { RefundablePayment, RefundLimit, RefundPart } from '@/lib/domain/refund';
import type { CurrencyId, SiteId } from '@/lib/domain/sites';

/** Everything that the refund dialog has to know of an order and of whoever asks. */
export type RefundTerms = {
  readonly orderId: string;
  readonly reference: string;
  readonly currencyId: CurrencyId;
  readonly siteId: SiteId;
  readonly payments: readonly (RefundablePayment & { readonly methodName: string | null })[];
  readonly refunds: readonly RefundPart[];
  readonly leftMinor: number;
  /** What came too much or too late; 0 for an ordinary sale. Never more than what is left. */
  readonly surplusMinor: number;
  readonly limit: RefundLimit;
  /** What this person gave back alone today. */
  readonly givenTodayMinor: number;
  readonly serverNow: string;
};
