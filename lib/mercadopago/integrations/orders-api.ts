import { formatDecimal } from '@/lib/domain/money';
import type { OrderItem } from '@/lib/domain/order';
import type { MercadoPagoClient } from '../client';
import { writeOrderRefund } from '../endpoints/orders';
import { MercadoPagoError, refusedHere } from '../errors';
import { jsonNumber, type WritableJson } from '../exact-json';
import type { ReadRefund } from '../wire/payment';
import type {
  Driver,
  OrderSlot,
  PublishableOrder,
  PublishOutcome,
  RefundRequest,
  SlotReading,
  WithdrawOutcome,
} from './driver';
import { failedWrite, settle } from './outcomes';
import { lifeSeconds, objectionTo } from './sale-checks';

/**
 * The Orders API: an order has an id and one status, can always be read, and takes a key that makes publishing it again
 * harmless. Amounts are texts. It has no title, no notification address and no picture of its own.
 * Source: mercadopago.com developers `in-person-payments/qr-code/orders/`, mercadopago/mercadopago-claude-marketplace
 * `plugins/mercadopago/skills/mp-integrate/references/guides/migrate-to-orders.md`, read 2026-11-21.
 */
export const ordersApi: Driver = {
  integration: 'orders_api',
  publish,
  withdraw,
  readSlot,
  waysToLook: ({ providerOrderId }) =>
    // Without an id nothing can be asked; publishing again with the same key gives it.
    providerOrderId === null
      ? [{ name: 'order', read: () => Promise.reject(withoutId()) }]
      : [{ name: 'order', read: async (client) => [(await client.getOrder(providerOrderId)).observed] }],
  writeRefund: (request) => writeOrderRefund(partOf(request)),
  refund,
  listRefunds: async (client, { providerOrderId, paymentId }) => {
    if (providerOrderId === null) throw withoutId();
    const { refunds } = await client.getOrder(providerOrderId);
    return refunds.filter((refunded) => refunded.paymentId === paymentId);
  },
};

/** Limits of the fields. Source: the API reference of `create-order`, read 2026-11-21. */
const MAX_ITEMS = 10;
const MAX_TEXT = 150;
const MAX_SKU = 30;
const MAX_CATEGORY = 10;
const lifeLimits = { min: 30, max: 3600 * 3600 };

async function publish(client: MercadoPagoClient, order: PublishableOrder, acceptedAt: Date): Promise<PublishOutcome> {
  const objection = objectionTo(order);
  if (objection !== null) return { kind: 'refused', error: refusedHere(objection) };
  const { idempotencyKey } = order;
  const call = await settle(() => client.createOrder({ body: writeOrder(order, acceptedAt), idempotencyKey }));
  if (!(call instanceof MercadoPagoError))
    return { kind: 'confirmed', qrData: call.value.qrData, providerOrderId: call.value.providerOrderId };
  // The key was used before: an order exists, although this answer does not say which.
  if (call.hasCode('idempotency_key_already_used')) return { kind: 'unknown', error: call };
  return failedWrite(call);
}

async function withdraw(
  client: MercadoPagoClient,
  { providerOrderId: orderId }: OrderSlot,
  idempotencyKey: string,
): Promise<WithdrawOutcome> {
  if (orderId === null) return { kind: 'not_sent', error: withoutId() };
  const call = await settle(() => client.cancelOrder({ orderId, idempotencyKey }));
  if (!(call instanceof MercadoPagoError))
    return call.value.status === 'canceled' ? { kind: 'withdrawn' } : { kind: 'nothing_there' };
  const isConflict = call.kind === 'refused' && (call.status === 409 || call.status === 400);
  if (!isConflict) return failedWrite(call);
  // A finished order refuses too, in words that are not published; its own status is what counts.
  const order = await settle(() => client.getOrder(orderId));
  if (order instanceof MercadoPagoError) return { kind: 'unknown', error: order };
  if (order.value.status === 'canceled') return { kind: 'withdrawn' };
  return order.value.observed.status === 'opened' ? { kind: 'locked', error: call } : { kind: 'nothing_there' };
}

async function readSlot(client: MercadoPagoClient, { providerOrderId }: OrderSlot): Promise<SlotReading> {
  if (providerOrderId === null) return { kind: 'not_offered' };
  const call = await settle(() => client.getOrder(providerOrderId));
  if (call instanceof MercadoPagoError) return { kind: 'unreadable', error: call };
  const { observed, externalReference, totalMinor } = call.value;
  if (observed.status === 'opened' && externalReference !== null)
    return { kind: 'live', externalReference, totalMinor };
  if (observed.status === 'opened' || observed.status === 'unknown')
    return {
      kind: 'unreadable',
      error: new MercadoPagoError('unreadable', {
        code: 'unknown_status',
        message: 'the status of the order is unknown',
      }),
    };
  return { kind: 'empty' };
}

async function refund(client: MercadoPagoClient, request: RefundRequest): Promise<ReadRefund> {
  const { providerOrderId: orderId, paymentId, ...rest } = request;
  if (orderId === null) throw withoutId();
  const refunds = await client.refundOrder({ ...rest, orderId, part: partOf(request) });
  const made = refunds.findLast((refunded) => refunded.paymentId === paymentId);
  if (made) return made;
  throw new MercadoPagoError('unknown_outcome', {
    code: 'unexpected_shape',
    message: 'the answer names another payment',
  });
}

function partOf({ paymentId, amountMinor, currencyId }: Parameters<Driver['writeRefund']>[0]) {
  return amountMinor === null ? null : { paymentId, amount: formatDecimal(amountMinor, currencyId) };
}

function withoutId(): MercadoPagoError {
  return new MercadoPagoError('unavailable', {
    code: 'no_order_id',
    message: 'the order has no id yet: its publication is not confirmed',
  });
}

function writeOrder(order: PublishableOrder, acceptedAt: Date): WritableJson {
  const total = formatDecimal(order.totalMinor, order.currencyId);
  const seconds = Math.min(lifeLimits.max, Math.max(lifeLimits.min, lifeSeconds(order, acceptedAt)));
  return {
    type: 'qr',
    total_amount: total,
    description: cut(order.description, MAX_TEXT),
    external_reference: order.externalReference,
    expiration_time: `PT${seconds}S`,
    config: { qr: { external_pos_id: order.externalPosId, mode: order.mode } },
    transactions: { payments: [{ amount: total }] },
    // More items than fit are left out together: some of them would not add up to the total.
    items: order.items.length > MAX_ITEMS ? undefined : order.items.map((item) => writeItem(item, order)),
    integration_data: order.sponsorId === null ? undefined : { sponsor: { id: order.sponsorId } },
  };
}

/** Codes that do not fit are left out, for a shortened code is another code; a title is only read by people. */
function writeItem(item: OrderItem, { currencyId }: PublishableOrder): WritableJson {
  const category = item.category !== null && item.category.length <= MAX_CATEGORY ? item.category : null;
  return {
    title: cut(item.title, MAX_TEXT),
    unit_price: formatDecimal(item.unitPriceMinor, currencyId),
    quantity: jsonNumber(String(item.quantity)),
    unit_measure: item.unitMeasure,
    external_code: item.skuNumber !== null && item.skuNumber.length <= MAX_SKU ? item.skuNumber : undefined,
    external_categories: category === null ? undefined : [{ id: category }],
  };
}

/** At most so many UTF-16 units, without cutting a character in two. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).replace(/\p{Cs}$/u, '');
}
