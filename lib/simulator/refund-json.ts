import { type Account, siteOf } from './accounts';
import { writeAmount } from './amount';
import { writeOffsetInstant } from './instant';
import type { Payment, Refund } from './payment';

/** A refund as the API shows it. Source: mercadopago/sdk-nodejs src/clients/paymentRefund/commonTypes.ts. */
export function writeRefund(account: Account, payment: Payment, refund: Refund): Record<string, unknown> {
  const amount = writeAmount(refund.amountMinor, siteOf(account).decimals);
  return {
    id: refund.id,
    payment_id: payment.id,
    amount,
    metadata: {},
    source: { id: String(account.userId), name: account.businessName, type: 'collector' },
    date_created: writeOffsetInstant(refund.createdAt),
    unique_sequence_number: null,
    refund_mode: 'standard',
    adjustment_amount: 0,
    status: refund.status,
    reason: null,
    label: [],
    partition_details: [],
    amount_refunded_to_payer: amount,
  };
}
