import { useTranslations } from 'next-intl';
import { Section } from '@/app/_ui/section';
import type { OrderDetail } from '@/db/orders';
import type { OrderItem } from '@/lib/domain/order';
import { formatMoney } from '@/lib/i18n/format-money';
import { Line } from './lines';

/** What was sold, line by line, and the tax that was reported with it. */
export function ItemsSection({ order }: { order: OrderDetail }) {
  const t = useTranslations('order.items');
  const money = (minor: number) => formatMoney(minor, order.currencyId);
  return (
    <Section title={t('title')}>
      <ul className="border-t border-line">
        {numbered(order.items).map(({ item, number }) => (
          <Line
            key={number}
            leading={
              <span className="num min-w-6 text-ink-3">
                <span aria-hidden="true">{item.quantity}</span>
                <span className="unseen">{t('quantity', { quantity: String(item.quantity) })}</span>
              </span>
            }
            label={<ItemName item={item} each={t('each', { price: money(item.unitPriceMinor) })} />}
          >
            {money(item.unitPriceMinor * item.quantity)}
          </Line>
        ))}
        {order.discountMinor > 0 ? <Line label={t('discount')}>{money(-order.discountMinor)}</Line> : null}
        <Line label={t('total')} isSum>
          {money(order.totalMinor)}
        </Line>
        {order.taxes.map((tax) => (
          <Line key={tax.type} label={<span className="text-ink-3">{t('tax')}</span>}>
            <span className="text-ink-3">{money(tax.valueMinor)}</span>
          </Line>
        ))}
      </ul>
      {order.note === null ? null : (
        <p className="mt-3 text-sm text-ink-2">
          <span className="text-ink-3">{t('note')}:</span> <bdi>{order.note}</bdi>
        </p>
      )}
    </Section>
  );
}

/** Two lines may be alike in everything: only their place tells them apart. */
function numbered(items: readonly OrderItem[]): { item: OrderItem; number: number }[] {
  return items.map((item, index) => ({ item, number: index + 1 }));
}

function ItemName({ item, each }: { item: OrderItem; each: string }) {
  const asides = [item.description, item.skuNumber, item.quantity > 1 ? each : null].filter((aside) => aside !== null);
  return (
    <>
      {/* Apart: letters that turn the direction of writing must not turn the amount beside them. */}
      <bdi>{item.title}</bdi>
      {asides.map((aside, index) => (
        <span key={aside} className="text-ink-3">
          {index === 0 ? ' ' : ' · '}
          <bdi>{aside}</bdi>
        </span>
      ))}
    </>
  );
}
