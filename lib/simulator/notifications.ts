import { siteOf } from './accounts';
import type { Delivery } from './deliveries';
import { writeOffsetInstant } from './instant';
import { type MerchantOrder, statusOf } from './merchant-orders';
import { isHttpUrl } from './order-input';
import type { Payment } from './payment';
import type { Simulation } from './simulation';

/** One notification before it has a place to go to. */
export type Message = Pick<Delivery, 'kind' | 'topic' | 'dataId' | 'body'> & { query: Record<string, string> };

const reorderWindowMs = 1_000;

/**
 * Tells the order's notification URL that a merchant order was made, changed or closed: as IPN and as webhook.
 * The webhook has the merchant order's id at its top level and none in `data`.
 * Source: mercadopago/devsite-docs guides/notifications/ipn/inperson-notification-events.en.md; the webhook's body as seen in public
 * integrations (STS-Rosario/carpoolear_backend pull request 364).
 */
export function announceMerchantOrder(
  simulation: Simulation,
  order: MerchantOrder,
  event: 'created' | 'attempted' | 'closed' | 'expired' | 'refunded',
): void {
  const id = String(order.id);
  const messages: Message[] = [
    {
      kind: 'ipn',
      topic: 'merchant_order',
      dataId: id,
      query: { topic: 'merchant_order', id },
      body: { resource: `https://api.mercadolibre.com/merchant_orders/${id}`, topic: 'merchant_order' },
    },
  ];
  // The webhook exists for making, closing and expiring only; IPN speaks at every attempt.
  if (event !== 'attempted') messages.push(writeMerchantOrderWebhook(simulation, order, event));
  sendMessages(simulation, order.userId, order.notificationUrl, messages);
}

function writeMerchantOrderWebhook(simulation: Simulation, order: MerchantOrder, event: string): Message {
  const status = statusOf(simulation.world, order);
  const account = simulation.world.accounts.get(order.userId);
  return {
    kind: 'webhook',
    topic: 'topic_merchant_order_wh',
    dataId: String(order.id),
    query: { 'data.id': String(order.id), type: 'topic_merchant_order_wh' },
    body: {
      action: event === 'created' ? 'create' : 'update',
      application_id: account?.applicationId ?? null,
      data: { currency_id: account ? siteOf(account).currencyId : '', marketplace: 'NONE', status },
      date_created: writeOffsetInstant(simulation.now()),
      id: String(order.id),
      live_mode: false,
      status,
      type: 'topic_merchant_order_wh',
      user_id: order.userId,
      version: order.paymentIds.length + (event === 'created' ? 0 : 1),
    },
  };
}

/**
 * Tells the order's notification URL about a payment, as a webhook.
 * Source: mercadopago/devsite-docs guides/additional-content/your-integrations/webhooks.en.md.
 */
export function announcePayment(
  simulation: Simulation,
  payment: Payment,
  action: 'payment.created' | 'payment.updated',
): void {
  const id = String(payment.id);
  sendMessages(simulation, payment.userId, payment.notificationUrl, [
    {
      kind: 'webhook',
      topic: 'payment',
      dataId: id,
      query: { 'data.id': id, type: 'payment' },
      body: {
        id: simulation.nextId(),
        live_mode: false,
        type: 'payment',
        date_created: writeOffsetInstant(simulation.now()),
        user_id: payment.userId,
        api_version: 'v1',
        action,
        data: { id },
      },
    },
  ]);
}

/** Sets messages on their way as the settings say: which kinds, how late, twice, shuffled, or not at all. */
export function sendMessages(simulation: Simulation, userId: number, url: string | null, messages: Message[]): void {
  if (url === null || !isHttpUrl(url)) return;
  const { mode, delay_ms: delayMs, duplicate, reorder, drop_rate: dropRate } = simulation.world.notifications;
  const source = new URL(url).searchParams.get('source_news');
  for (const message of messages) {
    if (mode === 'none' || (mode !== 'both' && mode !== message.kind)) continue;
    if (source === 'webhooks' && message.kind === 'ipn') continue;
    if (source === 'ipn' && message.kind === 'webhook') continue;
    for (let copy = 0; copy < (duplicate ? 2 : 1); copy += 1) {
      const shuffleMs = reorder ? simulation.random() * Math.max(reorderWindowMs, 4 * delayMs) : 0;
      const delivery: Delivery = {
        id: simulation.nextId(),
        userId,
        kind: message.kind,
        topic: message.topic,
        url: addQuery(url, message.query),
        dataId: message.dataId,
        body: message.body,
        attempts: 0,
        dueAt: simulation.now() + delayMs + shuffleMs,
      };
      if (simulation.random() < dropRate) simulation.recordDropped(delivery);
      else simulation.world.deliveries.set(delivery.id, delivery);
    }
  }
  simulation.wakeDeliveries();
}

/** The merchant's own parameters stay: they may carry the tenant. */
function addQuery(url: string, query: Record<string, string>): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  return target.href;
}
