import 'server-only';
import type { OrderDetail } from '@/db/orders';
import { formatDecimal } from '@/lib/domain/money';

/** An order as the HTTP API shows it. */
export type PresentedOrder = ReturnType<typeof presentOrder>;

/** The API's view of an order: snake_case, amounts as decimal strings in major units, times in UTC. */
export function presentOrder(order: OrderDetail) {
  const money = (minor: number) => formatDecimal(minor, order.currencyId);
  return {
    id: order.id,
    external_reference: order.externalReference,
    external_store_id: order.externalStoreId,
    external_pos_id: order.externalPosId,
    integration: order.integration,
    mode: order.mode,
    status: order.status,
    exception: order.exception,
    currency_id: order.currencyId,
    total_amount: money(order.totalMinor),
    paid_amount: money(order.paidMinor),
    refunded_amount: money(order.refundedMinor),
    title: order.title,
    description: order.description,
    items: order.items.map((item) => ({
      title: item.title,
      unit_price: money(item.unitPriceMinor),
      quantity: item.quantity,
      unit_measure: item.unitMeasure,
      ...(item.skuNumber === null ? {} : { sku_number: item.skuNumber }),
      ...(item.category === null ? {} : { category: item.category }),
      ...(item.description === null ? {} : { description: item.description }),
      ...(item.pictureUrl === null ? {} : { picture_url: item.pictureUrl }),
    })),
    taxes: order.taxes.map((tax) => ({ type: tax.type, value: money(tax.valueMinor) })),
    payments: order.payments.map((payment) => ({
      id: payment.paymentId,
      status: payment.status,
      status_detail: payment.statusDetail,
      amount: payment.amountMinor === null ? null : money(payment.amountMinor),
      merchant_order_id: payment.merchantOrderId,
    })),
    merchant_order_ids: order.merchantOrderIds,
    qr_data: order.qrData,
    version: order.version,
    created_at: order.createdAt.toISOString(),
    opened_at: order.openedAt?.toISOString() ?? null,
    expires_at: order.expiresAt.toISOString(),
    closed_at: order.closedAt?.toISOString() ?? null,
    closed_by: order.closedBy,
  };
}
