import type { World } from './world';
import { accountKey, appendToIndex } from './world';

/** Money given back from a payment. */
export type Refund = {
  id: number;
  paymentId: number;
  amountMinor: number;
  status: 'approved' | 'in_process' | 'rejected';
  createdAt: number;
  /** When a refund in process gets its verdict. */
  settlesAt: number | null;
  origin: 'api' | 'panel';
};

/** What a payment's `status` can be. */
export type PaymentStatus =
  | 'approved'
  | 'rejected'
  | 'in_process'
  | 'cancelled'
  | 'refunded'
  | 'in_mediation'
  | 'charged_back';

/** One attempt of a buyer to pay. `transactionAmountMinor` is the goods; fees are the collector's. */
export type Payment = {
  id: number;
  userId: number;
  merchantOrderId: number;
  posId: number;
  storeId: number;
  externalReference: string;
  description: string;
  notificationUrl: string | null;
  sponsorId: number | null;
  amountMinor: number;
  feeMinor: number;
  /** What of the amount is tax, where the country has it told. */
  taxMinor?: number | null;
  methodId: string;
  typeId: string;
  lastFourDigits: string | null;
  status: PaymentStatus;
  statusDetail: string;
  createdAt: number;
  approvedAt: number | null;
  updatedAt: number;
  moneyReleaseAt: number | null;
  refunds: Refund[];
};

/** Puts a payment into the world and its index. */
export function addPayment(world: World, payment: Payment): void {
  world.payments.set(payment.id, payment);
  appendToIndex(world.paymentIdsByReference, accountKey(payment.userId, payment.externalReference), payment.id);
}

/** What has been given back for certain. */
export function refundedMinor(payment: Payment): number {
  return payment.refunds
    .filter((refund) => refund.status === 'approved')
    .reduce((sum, refund) => sum + refund.amountMinor, 0);
}

/** What could still be given back: refunds in process count as given. */
export function refundableMinor(payment: Payment): number {
  const taken = payment.refunds
    .filter((refund) => refund.status !== 'rejected')
    .reduce((sum, refund) => sum + refund.amountMinor, 0);
  return payment.amountMinor - taken;
}
