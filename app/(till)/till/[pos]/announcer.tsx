'use client';

import { useTranslations } from 'next-intl';
import { formatMoney } from '@/lib/i18n/format-money';
import type { Charge } from './state/use-charge';
import type { TillOrder } from './till-order';
import type { OrderView } from './till-view';

type AnnouncerProps = { order: TillOrder | null; view: OrderView | null; charge: Charge };

/**
 * Tells readers of the screen what the stage became. Paid and not paid interrupt, everything else waits its turn. It is
 * always there: a live region that appears together with its text is not read.
 */
export function Announcer({ order, view, charge }: AnnouncerProps) {
  const t = useTranslations('charge');
  const isUrgent = view === 'paid' || view === 'rejected';
  const amount = order ? formatMoney(order.totalMinor, order.currencyId) : '';
  const text = view ? `${t(words[view])}. ${amount}` : charge.kind === 'none' ? '' : t(chargeWords[charge.kind]);
  return (
    <>
      <p role="alert" aria-live="assertive" className="unseen">
        {isUrgent ? text : ''}
      </p>
      <p role="status" aria-live="polite" className="unseen">
        {isUrgent ? '' : text}
      </p>
    </>
  );
}

const words = {
  unconfirmed: 'unsure.title',
  waiting: 'waiting.title',
  in_process: 'inProcess.title',
  rejected: 'rejected.title',
  partial: 'partial.title',
  canceling: 'canceling.title',
  last_look: 'lastLook.title',
  review: 'review.title',
  paid: 'paid.title',
  paid_odd: 'paid.odd',
  returned: 'paid.returned',
  canceled: 'canceled.title',
  expired: 'expired.title',
  failed: 'failed.title',
} as const satisfies Record<OrderView, string>;

const chargeWords = {
  under_way: 'starting.title',
  busy: 'busy.title',
  refused: 'refused',
  signed_out: 'signedOut.title',
} as const;
