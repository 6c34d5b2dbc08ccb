import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CopiedCode } from '@/app/_ui/copied-code';
import { Money } from '@/app/_ui/money';
import { OrderExceptionLabel, OrderStatusLabel } from '@/app/_ui/order-status';
import { ParentLink } from '@/app/_ui/page-head';
import { TimeLeft } from '@/app/_ui/time-left';
import { TimeText } from '@/app/_ui/time-text';
import type { OrderDetail } from '@/db/orders';

type OrderHeadProps = { order: OrderDetail; now: Date; actions: ReactNode };

/** How much, how it stands, which sale, where and when. */
export function OrderHead({ order, now, actions }: OrderHeadProps) {
  const t = useTranslations('order');
  const reader = { locale: useLocale(), timeZone: order.timeZone };
  return (
    <header className="border-b border-line px-4 pt-2 pb-5 tablet:px-6 tablet:pt-4 tablet:pb-6">
      <ParentLink href="/orders" label={t('parent')} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
        <div className="grid min-w-0 gap-3">
          <h1 className="flex min-w-0 flex-wrap">
            <span className="unseen">{t('title', { reference: order.externalReference })}: </span>
            <Money
              minor={order.totalMinor}
              currencyId={order.currencyId}
              size={order.totalMinor < LONG_AMOUNT ? 'page' : 'stat'}
            />
          </h1>
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2 text-sm">
            <span className="flex flex-wrap gap-2">
              <OrderStatusLabel status={order.status} place="head">
                {order.status === 'opened' ? (
                  <TimeLeft
                    expiresAt={order.expiresAt.toISOString()}
                    serverNow={now.toISOString()}
                    overLabel={t('lastLook')}
                  />
                ) : null}
              </OrderStatusLabel>
              <OrderExceptionLabel exception={order.exception} />
            </span>
            <span className="flex min-w-0 items-center gap-1">
              <CopiedCode code={order.externalReference} what={t('copy.reference')} />
            </span>
            <span className="min-w-0 text-ink-3 wrap-anywhere">
              {order.posName}, {order.storeName} · <TimeText at={order.createdAt} now={now} reader={reader} />
            </span>
          </div>
        </div>
        {actions}
      </div>
    </header>
  );
}

/** From a hundred million units on, the largest figures do not fit a phone. */
const LONG_AMOUNT = 10_000_000_000;
