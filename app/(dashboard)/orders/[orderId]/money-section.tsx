import { useTranslations } from 'next-intl';
import { Section } from '@/app/_ui/section';
import type { OrderDetail } from '@/db/orders';
import { isUnfinished } from '@/lib/domain/order';
import { formatMoney } from '@/lib/i18n/format-money';
import { Line } from './lines';

/** What was to be charged, what came, what went back, and what is left or still missing. */
export function MoneySection({ order }: { order: OrderDetail }) {
  const t = useTranslations('order.money');
  const { totalMinor, paidMinor, refundedMinor } = order;
  const money = (minor: number) => formatMoney(minor, order.currencyId);
  const isMissing = paidMinor < totalMinor && (isUnfinished(order.status) || paidMinor > 0);
  return (
    <Section title={t('title')}>
      <Meter
        order={order}
        label={t('meter', { paid: money(paidMinor), total: money(totalMinor), refunded: money(refundedMinor) })}
      />
      <ul>
        <Line label={t('total')}>{money(totalMinor)}</Line>
        <Line label={t('paid')}>{money(paidMinor)}</Line>
        <Line label={t('refunded')}>{money(-refundedMinor)}</Line>
        {isMissing ? (
          <Line label={t('missing')} isSum>
            {money(totalMinor - paidMinor)}
          </Line>
        ) : null}
        {isMissing && paidMinor === 0 ? null : (
          <Line label={t('left')} isSum={!isMissing}>
            {money(paidMinor - refundedMinor)}
          </Line>
        )}
      </ul>
    </Section>
  );
}

/** What was kept, what of it is too much, and what went back. Drawn in SVG, whose lengths need no style attribute. */
function Meter({ order: { totalMinor, paidMinor, refundedMinor }, label }: { order: OrderDetail; label: string }) {
  const whole = Math.max(totalMinor, paidMinor, 1);
  const keptMinor = paidMinor - refundedMinor;
  const share = (minor: number) => `${(minor / whole) * 100}%`;
  return (
    <svg role="img" aria-label={label} width="100%" height="8" className="mb-1 rounded-xs bg-idle-tint">
      <rect width={share(Math.min(keptMinor, totalMinor))} height="8" className="fill-paid-mark" />
      <rect x={share(keptMinor)} width={share(refundedMinor)} height="8" className="fill-idle-mark" />
      {keptMinor > totalMinor ? (
        <rect x={share(totalMinor)} width={share(keptMinor - totalMinor)} height="8" className="fill-warn-mark" />
      ) : null}
    </svg>
  );
}
