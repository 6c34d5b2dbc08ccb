import { useLocale, useTranslations } from 'next-intl';
import { Fact, Facts } from '@/app/_ui/facts';
import { Section } from '@/app/_ui/section';
import { TextLink } from '@/app/_ui/text-link';
import { TimeText } from '@/app/_ui/time-text';
import type { OrderDetail } from '@/db/orders';
import { nextActionOf } from '@/lib/domain/next-action';
import { isUnfinished } from '@/lib/domain/order';
import { dayKey, formatShortDay } from '@/lib/i18n/format-time';

/** Who, where, how and when. */
export function OrderFacts({ order, now }: { order: OrderDetail; now: Date }) {
  const t = useTranslations('order.facts');
  const { closedAt, closedBy, endedAt } = order;
  const moment = (at: Date) => <Moment at={at} order={order} now={now} />;
  return (
    <Section title={t('title')}>
      <Facts>
        <Fact label={t('next')}>
          <span className="font-medium">{t(`nextAction.${nextActionOf(order)}`)}</span>
        </Fact>
        {closedBy ? <Fact label={t('closedBy')}>{t(`look.${closedBy}`)}</Fact> : null}
        {closedAt ? <Fact label={t('closed')}>{moment(closedAt)}</Fact> : null}
        {endedAt ? <Fact label={t('ended')}>{moment(endedAt)}</Fact> : null}
        <Fact label={t('chargedBy')}>
          <span className="truncate">{order.createdBy ?? t('api')}</span>
        </Fact>
        <Fact label={t('till')}>
          <TextLink href={`/pos/${order.externalPosId}`} className="truncate">
            {order.posName}
          </TextLink>
        </Fact>
        <Fact label={t('store')}>
          <span className="truncate">{order.storeName}</span>
        </Fact>
        <Fact label={t('integration')}>{t(`integrations.${order.integration}`)}</Fact>
        <Fact label={t('qr')}>{t(`modes.${order.mode}`)}</Fact>
        <Fact label={t('created')}>{moment(order.createdAt)}</Fact>
        <Fact label={isUnfinished(order.status) ? t('expires') : t('expired')}>{moment(order.expiresAt)}</Fact>
        {order.ticketPrints > 0 ? <Fact label={t('prints')}>{order.ticketPrints}</Fact> : null}
      </Facts>
    </Section>
  );
}

/** To the second; with its day unless that is today. */
function Moment({ at, order, now }: { at: Date; order: OrderDetail; now: Date }) {
  const reader = { locale: useLocale(), timeZone: order.timeZone };
  const isToday = dayKey(at, order.timeZone) === dayKey(now, order.timeZone);
  return (
    <span className="num">
      {isToday ? null : `${formatShortDay(at, reader)}, `}
      <TimeText at={at} now={now} reader={reader} form="seconds" />
    </span>
  );
}
