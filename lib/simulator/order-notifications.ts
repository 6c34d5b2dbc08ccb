import { siteOf } from './accounts';
import { writeAmountText } from './amount';
import { writeUtcInstant } from './instant';
import { sendMessages } from './notifications';
import type { Order } from './order';
import type { Simulation } from './simulation';

/**
 * Tells the application about an order of the Orders API: one topic, signed, to the URL of the account, as orders have none of their own.
 * Source: developers/docs/qr-code/notifications (webhooks of the event "Order").
 */
export function announceOrder(simulation: Simulation, order: Order): void {
  const account = simulation.world.accounts.get(order.userId);
  if (!account) return;
  const total = writeAmountText(order.amountMinor, siteOf(account).decimals);
  const payment = simulation.world.payments.get(order.paymentId ?? 0);
  sendMessages(simulation, account.userId, account.webhookUrl, [
    {
      kind: 'webhook',
      topic: 'order',
      dataId: order.id,
      query: { 'data.id': order.id, type: 'order' },
      body: {
        action: `order.${order.statusDetail === 'partially_refunded' ? 'refunded' : order.status}`,
        api_version: 'v1',
        application_id: account.applicationId,
        data: {
          external_reference: order.externalReference,
          id: order.id,
          status: order.status,
          status_detail: order.statusDetail,
          total_amount: total,
          ...(payment ? { total_paid_amount: total } : {}),
          transactions: {
            payments: [
              {
                amount: total,
                id: order.transactionId,
                ...(payment ? { reference: { id: String(payment.id) } } : {}),
                status: order.status,
                status_detail: order.statusDetail,
              },
            ],
          },
          type: 'qr',
          version: order.version,
        },
        date_created: writeUtcInstant(simulation.now()),
        live_mode: false,
        type: 'order',
        user_id: String(account.userId),
      },
    },
  ]);
}
