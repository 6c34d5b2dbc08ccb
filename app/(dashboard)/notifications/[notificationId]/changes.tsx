import { useTranslations } from 'next-intl';
import type { OrderEvent } from '@/lib/domain/order-state';
import type { NotificationDetail } from './read-notification';

/** What the look that this delivery caused added to the order's history. */
export function Changes({ found: { events } }: { found: NotificationDetail }) {
  const t = useTranslations('notifications.detail');
  if (events.length === 0) return <p className="text-sm text-ink-2">{t('noChanges')}</p>;
  return (
    <ol className="grid gap-1.5 text-sm">
      {events.map(({ sequence, event }) => (
        <li key={sequence} className="flex gap-3">
          <span className="num w-6 text-right text-ink-3">{sequence}</span>
          <span className="font-medium">
            <EventWords event={event} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function EventWords({ event }: { event: OrderEvent }) {
  const t = useTranslations('notifications.detail.event');
  switch (event.type) {
    case 'merchant_order_observed':
      return t('merchant_order_observed', {
        id: event.merchantOrder.merchantOrderId,
        status: event.merchantOrder.status,
      });
    case 'payment_observed':
      return t('payment_observed', { id: event.payment.paymentId, status: event.payment.status });
    case 'refund_requested':
    case 'refund_approval_given':
    case 'refund_declined':
    case 'refund_settled':
      return t('refund');
    default:
      return t(event.type);
  }
}
