import { type Account, siteOf } from './accounts';
import { writeAmountText } from './amount';
import { writeUtcInstant } from './instant';
import { isRecord } from './json-value';
import type { Order } from './order';
import type { Refund } from './payment';
import type { World } from './world';

const refundStatuses = { approved: 'processed', in_process: 'processing', rejected: 'failed' };

/** An order as the Orders API shows it: amounts are texts, absent fields are absent. */
export function writeOrder(world: World, account: Account, order: Order): Record<string, unknown> {
  const site = siteOf(account);
  const { sent } = order;
  const pos = world.pos.get(order.posId);
  const refunds = writeOrderRefunds(world, account, order);
  return {
    id: order.id,
    type: 'qr',
    processing_mode: 'automatic',
    external_reference: order.externalReference,
    ...(sent.description === undefined ? {} : { description: sent.description }),
    total_amount: writeAmountText(order.amountMinor, site.decimals),
    expiration_time: order.expirationTime,
    country_code: site.countryCode,
    user_id: String(account.userId),
    status: order.status,
    status_detail: order.statusDetail,
    currency: site.currencyId,
    created_date: writeUtcInstant(order.createdAt),
    last_updated_date: writeUtcInstant(order.updatedAt),
    integration_data: {
      application_id: account.applicationId,
      ...(isRecord(sent.integration_data) ? sent.integration_data : {}),
    },
    ...(sent.marketplace_fee === undefined ? {} : { marketplace_fee: sent.marketplace_fee }),
    transactions: {
      payments: [writeTransaction(world, account, order)],
      ...(refunds.length === 0 ? {} : { refunds }),
    },
    config: { qr: { external_pos_id: pos?.externalId ?? null, mode: order.mode } },
    ...(sent.items === undefined ? {} : { items: sent.items }),
    ...(sent.discounts === undefined ? {} : { discounts: sent.discounts }),
    ...(order.qrData === null ? {} : { type_response: { qr_data: order.qrData } }),
  };
}

/** The payment inside an order. Its numeric id is the payment of the Payments API. */
function writeTransaction(world: World, account: Account, order: Order): Record<string, unknown> {
  const amount = writeAmountText(order.amountMinor, siteOf(account).decimals);
  const payment = world.payments.get(order.paymentId ?? 0);
  const [status, statusDetail] = transactionStatus(order);
  return {
    id: order.transactionId,
    amount,
    ...(payment ? { paid_amount: amount, reference_id: String(payment.id) } : {}),
    status,
    status_detail: statusDetail,
    ...(payment ? { payment_method: { id: payment.methodId, type: payment.typeId, installments: 1 } } : {}),
  };
}

function transactionStatus(order: Order): [string, string] {
  if (order.status === 'created') return ['created', 'ready_to_process'];
  if (order.status === 'canceled') return ['canceled', 'canceled_by_api'];
  if (order.status === 'expired') return ['expired', 'expired'];
  if (order.status === 'refunded') return ['refunded', 'refunded'];
  return ['processed', order.statusDetail];
}

/** The refunds of an order, oldest first. */
export function writeOrderRefunds(world: World, account: Account, order: Order): Record<string, unknown>[] {
  const payment = world.payments.get(order.paymentId ?? 0);
  if (!payment) return [];
  return payment.refunds.flatMap((refund) => writeOrderRefund(account, order, refund));
}

function writeOrderRefund(account: Account, order: Order, refund: Refund): Record<string, unknown>[] {
  const id = order.refunds.find(({ refundId }) => refundId === refund.id)?.id;
  if (id === undefined) return [];
  return [
    {
      id,
      transaction_id: order.transactionId,
      reference_id: String(refund.id),
      amount: writeAmountText(refund.amountMinor, siteOf(account).decimals),
      status: refundStatuses[refund.status],
    },
  ];
}
