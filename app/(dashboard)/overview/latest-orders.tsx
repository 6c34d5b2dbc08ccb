import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { OrderStatusLabel } from '@/app/_ui/order-status';
import { Section } from '@/app/_ui/section';
import { TimeText } from '@/app/_ui/time-text';
import type { OrderSummary } from '@/db/orders';
import { formatMoney } from '@/lib/i18n/format-money';
import type { TimeReader } from '@/lib/i18n/format-time';

type LatestOrdersProps = { orders: readonly OrderSummary[]; now: Date; reader: TimeReader };

/** The newest orders, each line a link. */
export function LatestOrders({ orders, now, reader }: LatestOrdersProps) {
  const t = useTranslations('overview.latest');
  return (
    <Section
      title={t('title')}
      actions={
        <ButtonLink href="/orders" tone="quiet" size="small">
          {t('all')}
        </ButtonLink>
      }
    >
      <ul aria-label={t('label')} className="border-t border-line">
        {orders.map((order) => (
          <li key={order.id} className="border-b border-line">
            <Link
              href={`/orders/${order.id}`}
              prefetch={false}
              className="grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 text-sm -outline-offset-2 hover:bg-hover max-tablet:py-2.5 tablet:grid-cols-[10.5rem_minmax(0,8rem)_minmax(0,1fr)_auto_7.5rem]"
            >
              <span className="min-w-0 justify-self-start">
                <OrderStatusLabel status={order.status} exception={order.exception} />
              </span>
              <span className="code truncate max-tablet:order-3 max-tablet:text-ink-3">{order.externalReference}</span>
              <span className="truncate text-ink-3 max-tablet:hidden">
                {order.posName}, {order.storeName}
              </span>
              <span className="text-right text-ink-3 max-tablet:order-4">
                <TimeText at={order.createdAt} now={now} reader={{ ...reader, timeZone: order.timeZone }} />
              </span>
              <span className="num text-right font-medium max-tablet:order-2">
                {formatMoney(order.totalMinor, order.currencyId)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
