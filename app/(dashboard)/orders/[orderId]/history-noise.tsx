import { useTranslations } from 'next-intl';
import { Disclosure } from '@/app/_ui/disclosure';
import type { OrderEventRow } from '@/db/orders';
import type { OrderEvent } from '@/lib/domain/order-state';
import { formatClock } from '@/lib/i18n/format-time';

/** What only whoever looks for a fault wants to see, as it was written. */
export function HistoryNoise({ noise, timeZone }: { noise: readonly OrderEventRow[]; timeZone: string }) {
  const t = useTranslations('order.history');
  if (noise.length === 0) return null;
  return (
    <Disclosure label={t('noise', { count: noise.length })}>
      <ul className="mt-1 grid">
        {noise.map(({ sequence, event, source, at }) => (
          <li key={sequence} className="flex gap-x-3 border-t border-line py-1.5 text-ink-3">
            <span className="code min-w-0 flex-1 wrap-anywhere whitespace-normal">
              <span className="text-ink-2">{event.type}</span> {particularsOf(event)} {source}
            </span>
            <time dateTime={at.toISOString()} className="num">
              {formatClock(at, timeZone, { seconds: true })}
            </time>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function particularsOf(event: OrderEvent): string {
  switch (event.type) {
    case 'merchant_order_observed':
      return `${event.merchantOrder.merchantOrderId} ${event.merchantOrder.status}`;
    case 'payment_observed':
      return `${event.payment.paymentId} ${event.payment.status}`;
    case 'publication_unknown':
      return event.reason;
    default:
      return '';
  }
}
