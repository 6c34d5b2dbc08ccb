import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { Section } from '@/app/_ui/section';
import { markTones } from '@/app/_ui/status-label';
import { orderExceptionLooks } from '@/app/_ui/status-look';
import { StatusShape } from '@/app/_ui/status-shape';
import { TimeText } from '@/app/_ui/time-text';
import type { OrderDetail } from '@/db/orders';
import { exceptionsToDecide } from '@/lib/domain/order';
import { formatMoney } from '@/lib/i18n/format-money';
import type { TimeReader } from '@/lib/i18n/format-time';

type DecisionsProps = { orders: readonly OrderDetail[]; count: number; now: Date; reader: TimeReader };

/** Money that did not come as agreed. Each entry leads to its order, where the decision is taken. */
export function Decisions({ orders, count, now, reader }: DecisionsProps) {
  const t = useTranslations('overview.decisions');
  const query = exceptionsToDecide.map((exception) => `exception=${exception}`).join('&');
  return (
    <Section
      title={t('title')}
      actions={
        count > orders.length ? (
          <ButtonLink href={`/orders?${query}`} tone="quiet" size="small">
            {t('all', { count })}
          </ButtonLink>
        ) : null
      }
    >
      {orders.length === 0 ? (
        <p className="border-t border-line py-4 text-sm text-ink-3">{t('none')}</p>
      ) : (
        <ul>
          {orders.map((order) => (
            <Decision key={order.id} order={order} now={now} reader={{ ...reader, timeZone: order.timeZone }} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Decision({ order, now, reader }: { order: OrderDetail; now: Date; reader: TimeReader }) {
  const t = useTranslations('overview.decisions');
  const exception = exceptionsToDecide.find((known) => known === order.exception);
  if (!exception) return null;
  const money = (minor: number) => formatMoney(minor, order.currencyId);
  const look = orderExceptionLooks[exception];
  const sentence = t(exception, {
    reference: order.externalReference,
    amount: money(Math.max(order.paidMinor - order.totalMinor, 0)),
  });
  const isAmountOdd = order.paidMinor !== order.totalMinor;
  return (
    <li className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 gap-y-0.5 border-b border-line py-3.5 text-sm first:pt-1 last:border-b-0">
      <StatusShape shape={look.shape} className={`mt-0.5 ${markTones[look.tone]}`} />
      <p className="font-medium wrap-anywhere">{sentence}</p>
      <p className="col-start-2 text-xs text-ink-3">
        {isAmountOdd
          ? t('expected', { expected: money(order.totalMinor), paid: money(order.paidMinor) })
          : money(order.totalMinor)}
        {' · '}
        {order.posName}, {order.storeName} ·{' '}
        <TimeText at={order.closedAt ?? order.createdAt} now={now} reader={reader} />
      </p>
      <div className="col-start-2 mt-1.5">
        <ButtonLink href={`/orders/${order.id}`} size="small" aria-label={`${t('review')}: ${order.externalReference}`}>
          {t('review')}
        </ButtonLink>
      </div>
    </li>
  );
}
