import 'server-only';
import { loadOrderHistory } from '@/db/order-records';
import { getOrder, type OrderDetail } from '@/db/orders';
import { getRefundRequest, type RefundDetail } from '@/db/refunds';
import type { WebhookEventRow } from '@/db/webhook-deliveries';
import { type OrderEvent, type OrderState, replay } from '@/lib/domain/order-state';
import type { Merchant } from '@/lib/domain/scope';
import { presentOrder, standing } from './order-presentation';
import { presentRefund } from './refund-presentation';

/** An event's own id as receivers see it; the same for every attempt and every endpoint. */
export function publicEventId(eventId: string): string {
  return `evt_${eventId.replaceAll('-', '')}`;
}

/**
 * What an event says, as JSON: the order, or the refund, in the API's words and as it was committed with that event,
 * whatever has become of it since. Null when the order is gone.
 */
export async function presentWebhookEvent(merchant: Merchant, event: WebhookEventRow): Promise<string | null> {
  const { orderId, sequence, version, refundId } = event;
  if (orderId === null || version === null) return null;
  const [order, history, refund] = await Promise.all([
    getOrder(merchant, orderId),
    loadOrderHistory(merchant, orderId),
    refundId === null ? null : getRefundRequest(merchant, refundId),
  ]);
  if (!order) return null;
  const until = history.slice(0, version);
  return JSON.stringify({
    id: publicEventId(event.id),
    type: event.type,
    timestamp: event.occurredAt.toISOString(),
    order_id: orderId,
    external_reference: order.externalReference,
    sequence,
    data: refund ? presentRefund(refundAsOf(refund, until)) : presentOrder(orderAsOf(order, replay(until))),
  });
}

/** What a test event says; it is about nothing that happened. */
export function presentTestEvent(eventId: string, at: Date): string {
  return JSON.stringify({
    id: publicEventId(eventId),
    type: 'webhook.test',
    timestamp: at.toISOString(),
    data: { message: 'Mostrador reaches this address.' },
  });
}

/** Money as its history knew it, in the order in which it was first seen. */
function orderAsOf(order: OrderDetail, state: OrderState): OrderDetail {
  const payments = order.payments.flatMap((row) => {
    const known = state.payments.find(({ paymentId }) => paymentId === row.paymentId);
    if (!known) return [];
    const { status, statusDetail, amountMinor, merchantOrderId } = known;
    return [{ ...row, status, statusDetail, amountMinor, merchantOrderId }];
  });
  const seen = state.merchantOrders.map(({ merchantOrderId }) => merchantOrderId);
  return {
    ...order,
    ...standing(state),
    payments,
    merchantOrderIds: order.merchantOrderIds.filter((id) => seen.includes(id)),
  };
}

/** Each part as the last event about it said. */
function refundAsOf(refund: RefundDetail, history: readonly OrderEvent[]): RefundDetail {
  const declined = history.some((event) => event.type === 'refund_declined' && event.refundId === refund.id);
  const parts = refund.parts.map((part) => {
    const settled = history.findLast(
      (event) => event.type === 'refund_settled' && event.refundId === refund.id && event.paymentId === part.paymentId,
    );
    if (settled?.type === 'refund_settled') return { ...part, status: settled.status, refusalCode: settled.code };
    return declined
      ? { ...part, status: 'rejected' as const, refusalCode: 'declined' }
      : { ...part, status: 'requested' as const, refusalCode: null };
  });
  return { ...refund, parts };
}
