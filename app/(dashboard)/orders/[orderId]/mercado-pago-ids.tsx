import { useTranslations } from 'next-intl';
import { CopiedCode } from '@/app/_ui/copied-code';
import { Disclosure } from '@/app/_ui/disclosure';
import { Fact, Facts } from '@/app/_ui/facts';
import { Section } from '@/app/_ui/section';
import type { OrderDetail } from '@/db/orders';
import { presentOrder } from '@/lib/services/order-presentation';

/** What this order is called at Mercado Pago, and the order as the API tells it. */
export function MercadoPagoIds({ order }: { order: OrderDetail }) {
  const t = useTranslations('order');
  const { externalStoreId, merchantOrderIds, providerOrderId } = order;
  return (
    <Section title={t('mercadoPago.title')}>
      <Facts>
        {merchantOrderIds.map((id, place) => (
          <Fact key={id} label={place === 0 ? t('mercadoPago.merchantOrder') : t('mercadoPago.otherScan')}>
            <CopiedCode code={id} what={t('copy.merchantOrder')} />
          </Fact>
        ))}
        {merchantOrderIds.length === 0 ? (
          <Fact label={t('mercadoPago.merchantOrder')}>
            <span className="text-ink-3">{t('mercadoPago.noScan')}</span>
          </Fact>
        ) : null}
        {providerOrderId ? (
          <Fact label={t('mercadoPago.order')}>
            <CopiedCode code={providerOrderId} what={t('copy.order')} />
          </Fact>
        ) : null}
        {externalStoreId ? (
          <Fact label={t('mercadoPago.store')}>
            <CopiedCode code={externalStoreId} what={t('copy.store')} />
          </Fact>
        ) : null}
        <Fact label={t('mercadoPago.till')}>
          <CopiedCode code={order.externalPosId} what={t('copy.till')} />
        </Fact>
      </Facts>
      <Disclosure label={t('mercadoPago.json')}>
        <pre className="code mt-2 max-h-120 overflow-auto rounded-md border border-line bg-surface p-3 text-xs whitespace-pre-wrap wrap-anywhere">
          {JSON.stringify(presentOrder(order), null, 2)}
        </pre>
      </Disclosure>
    </Section>
  );
}
