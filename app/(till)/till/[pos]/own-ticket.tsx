'use client';

import { useTranslations } from 'next-intl';
import { useTillPlace } from './till-context';

/**
 * The page of a ticket, out of sight, which prints itself. A frame and no window: nobody pressed a key, so that a browser
 * would not open one. It stays until the next ticket, for the next sale may begin before the printer was asked.
 */
export function OwnTicket({ orderId }: { orderId: string | null }) {
  const t = useTranslations('till.menu');
  const { settings } = useTillPlace();
  if (orderId === null) return null;
  return (
    <iframe
      key={orderId}
      src={`/orders/${orderId}/ticket?paper=${settings.paper}&print=1`}
      title={t('ticketFrame')}
      tabIndex={-1}
      aria-hidden="true"
      className="pointer-events-none fixed top-0 -left-[300vw] h-[600px] w-[900px] border-0"
    />
  );
}
