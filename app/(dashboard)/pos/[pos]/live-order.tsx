import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { Money } from '@/app/_ui/money';
import { OrderStatusLabel } from '@/app/_ui/order-status';
import { Section } from '@/app/_ui/section';
import { TimeLeft } from '@/app/_ui/time-left';
import type { OrderDetail } from '@/db/orders';

/** What is on the till right now. */
export async function LiveOrder({ order, now }: { order: OrderDetail; now: Date }) {
  const t = await getTranslations('pos');
  return (
    <Section title={t('live')}>
      <Card>
        <Link
          href={`/orders/${order.id}`}
          prefetch={false}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-hover tablet:px-5"
        >
          <Money minor={order.totalMinor} currencyId={order.currencyId} size="stat" />
          <span className="code text-sm text-ink-2">{order.externalReference}</span>
          <OrderStatusLabel status={order.status} place="plain">
            <TimeLeft
              expiresAt={order.expiresAt.toISOString()}
              serverNow={now.toISOString()}
              overLabel={t('doing.lastLook')}
            />
          </OrderStatusLabel>
        </Link>
      </Card>
    </Section>
  );
}
