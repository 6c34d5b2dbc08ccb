import { getTranslations } from 'next-intl/server';
import { CopiedCode } from '@/app/_ui/copied-code';
import { Fact, Facts } from '@/app/_ui/facts';
import { Money } from '@/app/_ui/money';
import { Section } from '@/app/_ui/section';
import { Stat, StatStrip } from '@/app/_ui/stat-strip';
import { Tag } from '@/app/_ui/tag';
import { TextLink } from '@/app/_ui/text-link';
import { TimeText } from '@/app/_ui/time-text';
import type { PosDetail } from '@/db/pos';
import type { SalesSummary } from '@/db/sales';
import { categoryKindOf } from '@/lib/domain/categories';
import type { CurrencyId, SiteId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import type { TimeReader } from '@/lib/i18n/format-time';

type TillFactsProps = {
  pos: PosDetail;
  siteId: SiteId;
  /** When Mercado Pago last announced something about an order of it. */
  notifiedAt: Date | null;
  /** How many people beside owners and managers charge on it; null when everybody who charges does. */
  chargerCount: number | null;
  now: Date;
  reader: TimeReader;
};

/** What a till is, here and at Mercado Pago, and who may charge on it. */
export async function TillFacts({ pos, siteId, notifiedAt, chargerCount, now, reader }: TillFactsProps) {
  const [t, places] = await Promise.all([getTranslations('pos'), getTranslations('places.till.categories')]);
  const kind = categoryKindOf(siteId, pos.category);
  const storeHref = `/stores/${encodeURIComponent(pos.externalStoreId ?? pos.storeId)}`;
  return (
    <Section title={t('facts')}>
      <Facts>
        <Fact label={t('store')}>
          <TextLink href={storeHref}>{pos.storeName}</TextLink>
        </Fact>
        <Fact label={t('code')}>
          {pos.externalPosId ? (
            <CopiedCode code={pos.externalPosId} what={t('code').toLowerCase()} />
          ) : (
            <Tag>{t('notIntegrable')}</Tag>
          )}
        </Fact>
        <Fact label={t('integration')}>{t(`integrations.${pos.integration}`)}</Fact>
        <Fact label={t('kind')}>{t(`mode.${pos.mode}`)}</Fact>
        <Fact label={t('fixedAmount')}>{pos.isFixedAmount ? t('yes') : t('no')}</Fact>
        <Fact label={t('category')}>{kind ? places(kind) : (pos.category ?? t('generic'))}</Fact>
        <Fact label={t('whoCharges')}>
          {chargerCount === null ? t('everybodyWhoCharges') : t('someWhoCharge', { count: chargerCount })}
        </Fact>
        <Fact label={t('lastNotification')}>
          {notifiedAt ? <TimeText at={notifiedAt} now={now} reader={reader} /> : t('neverNotified')}
        </Fact>
        <Fact label={t('mercadoPagoId')}>
          {pos.mercadopagoPosId ? <CopiedCode code={pos.mercadopagoPosId} what={t('mercadoPagoNumber')} /> : '—'}
        </Fact>
      </Facts>
    </Section>
  );
}

type TodayFactsProps = {
  sales: SalesSummary;
  currencyId: CurrencyId;
  lastPaidAt: Date | null;
  now: Date;
  reader: TimeReader;
};

/** What a till did today, in its store's time. */
export async function TodayFacts({ sales, currencyId, lastPaidAt, now, reader }: TodayFactsProps) {
  const t = await getTranslations('pos');
  const average = sales.closedCount === 0 ? null : Math.round(sales.soldMinor / sales.closedCount);
  return (
    <Section title={t('today')}>
      <StatStrip>
        <Stat label={t('soldToday')}>
          <Money minor={sales.soldMinor} currencyId={currencyId} size="stat" />
        </Stat>
        <Stat
          label={t('paidToday')}
          detail={average === null ? null : t('average', { amount: formatMoney(average, currencyId) })}
        >
          {sales.closedCount}
        </Stat>
        <Stat label={t('lastSale')}>
          {lastPaidAt ? (
            <TimeText at={lastPaidAt} now={now} reader={reader} />
          ) : (
            <span className="text-sm font-normal text-ink-3">{t('never')}</span>
          )}
        </Stat>
      </StatStrip>
    </Section>
  );
}
