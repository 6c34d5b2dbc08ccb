import 'server-only';
import { getMerchant } from '@/db/merchants';
import { getOrder, listOrderEvents, type OrderDetail } from '@/db/orders';
import type { Merchant } from '@/lib/domain/scope';
import { supportBundle } from '@/lib/domain/support-bundle';
import { drawQr } from '@/lib/print/qr';
import type { TillFailure, TillOrder } from './till-order';

/** An order of this very POS as a till shows it, or null: what belongs to another till is not shown on this one. */
export async function readTillOrder(
  merchant: Merchant,
  place: { orderId: string; posId: string },
): Promise<TillOrder | null> {
  const order = await getOrder(merchant, place.orderId);
  return order?.posId === place.posId ? presentTillOrder(merchant, order) : null;
}

/** What a till may know of an order. */
export async function presentTillOrder(merchant: Merchant, order: OrderDetail): Promise<TillOrder> {
  return {
    id: order.id,
    externalReference: order.externalReference,
    posName: order.posName,
    externalPosId: order.externalPosId,
    status: order.status,
    exception: order.exception,
    reviewReasons: order.reviewReasons,
    mode: order.mode,
    version: order.version,
    currencyId: order.currencyId,
    totalMinor: order.totalMinor,
    paidMinor: order.paidMinor,
    refundedMinor: order.refundedMinor,
    taxMinor: order.taxes.reduce((sum, tax) => sum + tax.valueMinor, 0),
    discountMinor: order.discountMinor,
    note: order.note,
    items: order.items,
    payments: order.payments.map((payment) => ({
      id: payment.paymentId,
      status: payment.status,
      statusDetail: payment.statusDetail,
      amountMinor: payment.amountMinor,
      methodId: payment.methodId,
      at: (payment.approvedAt ?? payment.lastModifiedAt ?? payment.seenAt).toISOString(),
    })),
    isCancelRequested: order.cancelRequestedAt !== null,
    createdBy: order.createdBy,
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    endedAt: order.endedAt?.toISOString() ?? null,
    closedAt: order.closedAt?.toISOString() ?? null,
    failure: order.status === 'failed' ? await readFailure(merchant, order) : null,
    qr: order.qrData === null ? null : drawQr(order.qrData),
    readAt: new Date().toISOString(),
  };
}

async function readFailure(merchant: Merchant, order: OrderDetail): Promise<TillFailure | null> {
  const [events, { account, environment }] = await Promise.all([
    listOrderEvents(merchant, order.id),
    getMerchant(merchant),
  ]);
  for (const { event, at } of events) {
    if (event.type !== 'publication_failed') continue;
    const { reason, status = null, code, message, requestId = null } = event;
    const refusal = { status, code, message, requestId };
    const asked = account && { userId: account.collectorId, siteId: account.siteId, environment };
    const bundle =
      reason === 'refused' && asked
        ? supportBundle({ order, operation: 'publish', account: asked, refusal, at })
        : null;
    return { reason, status, code, message, bundle };
  }
  return null;
}
