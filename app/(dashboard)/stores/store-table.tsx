import { useLocale, useTranslations } from 'next-intl';
import { StatusLabel } from '@/app/_ui/status-label';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import type { StoreSummary } from '@/db/stores';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { formatExact, tellTime } from '@/lib/i18n/format-time';

type StoreTableProps = {
  stores: readonly StoreSummary[];
  /** Our ids of those that Mercado Pago says otherwise about. */
  different: ReadonlySet<string>;
  /** By our id of the store; null for who may not see sales. */
  sold: ReadonlyMap<string, number> | null;
  currencyId: CurrencyId;
  now: Date;
};

/** Stores with their tills, how they stand at Mercado Pago, and what they sold today. On phones two lines each. */
export function StoreTable({ stores, ...rest }: StoreTableProps) {
  const t = useTranslations('stores');
  const head = 'sticky top-0 z-1 bg-surface';
  return (
    <Table
      label={t('title')}
      className={phoneRows}
      head={
        <>
          <HeadCell className={head}>{t('name')}</HeadCell>
          <HeadCell className={head}>{t('code')}</HeadCell>
          <HeadCell kind="number" className={head}>
            {t('tills')}
          </HeadCell>
          <HeadCell className={head}>{t('atMercadoPago')}</HeadCell>
          <HeadCell kind="number" className={head}>
            {rest.sold ? t('today') : <span className="unseen">{t('today')}</span>}
          </HeadCell>
        </>
      }
    >
      {stores.map((store) => (
        <StoreRow key={store.id} store={store} {...rest} />
      ))}
    </Table>
  );
}

const phoneRows = [
  'max-tablet:block max-tablet:[&_thead]:hidden max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[minmax(0,1fr)_auto] max-tablet:[&_tbody_tr]:gap-x-3 max-tablet:[&_tbody_tr]:gap-y-1',
  'max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line max-tablet:[&_tbody_tr]:px-4 max-tablet:[&_tbody_tr]:py-3.5',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');

function StoreRow({
  store,
  different,
  sold,
  currencyId,
  now,
}: { store: StoreSummary } & Omit<StoreTableProps, 'stores'>) {
  const t = useTranslations('stores');
  const soldMinor = sold?.get(store.id) ?? 0;
  const isDifferent = different.has(store.id);
  return (
    <Row>
      <Cell className="h-15 wrap-anywhere whitespace-normal">
        <RowLink href={`/stores/${encodeURIComponent(store.externalStoreId ?? store.id)}`} className="font-medium">
          {store.name}
        </RowLink>
        <span className="block text-xs text-ink-3">{store.addressLine ?? t('noAddress')}</span>
      </Cell>
      <Cell className="max-tablet:hidden">
        {store.externalStoreId ? <span className="code">{store.externalStoreId}</span> : null}
      </Cell>
      <Cell kind="number" className="max-tablet:hidden">
        {store.posCount}
      </Cell>
      <Cell
        className={
          isSound(store) && !isDifferent ? 'max-tablet:hidden' : 'max-tablet:col-span-2 max-tablet:row-start-2'
        }
      >
        <AtMercadoPago store={store} isDifferent={isDifferent} now={now} />
      </Cell>
      <Cell kind="number" className="max-tablet:col-start-2 max-tablet:row-start-1">
        {sold === null ? null : soldMinor > 0 ? (
          <span className="font-medium">{formatMoney(soldMinor, currencyId)}</span>
        ) : (
          <span className="text-ink-3">{t('noSales')}</span>
        )}
      </Cell>
    </Row>
  );
}

/** Its tills can charge in every way; how fresh what we know is can wait for a wider screen. */
function isSound(store: StoreSummary): boolean {
  return store.status === 'active' && store.mercadopagoStoreId !== null && store.externalStoreId !== null;
}

type AtMercadoPagoProps = { store: StoreSummary; isDifferent: boolean; now: Date };

/** What keeps its tills from charging comes first; then what differs, otherwise how fresh what we know is. */
function AtMercadoPago({ store, isDifferent, now }: AtMercadoPagoProps) {
  const t = useTranslations('stores');
  const drift = useTranslations('places.drift');
  const reader = { locale: useLocale(), timeZone: store.timeZone };
  if (store.status === 'retired') return <span className="text-ink-3">{t('retired')}</span>;
  if (store.mercadopagoStoreId === null || store.status === 'missing')
    return <StatusLabel look={{ shape: 'octagon-cross', tone: 'stop' }} word={t('unlisted')} isPill />;
  if (store.externalStoreId === null)
    return <StatusLabel look={{ shape: 'flag', tone: 'warn' }} word={t('codeless')} isPill />;
  if (isDifferent) return <StatusLabel look={{ shape: 'flag', tone: 'warn' }} word={drift('different')} isPill />;
  if (store.syncedAt === null) return null;
  return (
    <span className="text-ink-2" title={formatExact(store.syncedAt, reader)}>
      {t('readMoment', { time: tellTime(store.syncedAt, now, reader).text })}
    </span>
  );
}
