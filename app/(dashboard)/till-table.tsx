import { useLocale, useTranslations } from 'next-intl';
import { StatusLabel } from '@/app/_ui/status-label';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import type { PosDetail } from '@/db/pos';
import type { LastOrder, PosSales } from '@/db/till-activity';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { tillDoing } from './till-doing';
import { TillDoingLabel } from './till-doing-label';

/** Tills of one store; a table of several stores names each above its tills. */
export type TillGroup = {
  readonly store: { readonly id: string; readonly name: string; readonly addressLine: string | null };
  readonly tills: readonly PosDetail[];
};

type TillTableProps = {
  label: string;
  groups: readonly TillGroup[];
  /** By our id of the POS. */
  lastOrders: ReadonlyMap<string, LastOrder>;
  /** By our id of the POS; null for who may not see sales. */
  sales: ReadonlyMap<string, PosSales> | null;
  currencyId: CurrencyId;
  now: Date;
  /** `card` inside a page about one store, which needs no heads. */
  gutter?: 'panel' | 'card';
};

/** Tills with what each is doing, how it charges and what it sold today. On phones a row stands on two lines. */
export function TillTable({ label, groups, gutter = 'panel', ...rest }: TillTableProps) {
  const t = useTranslations('pos');
  const head = gutter === 'panel' ? 'sticky top-0 z-1 bg-surface' : '';
  return (
    <Table
      label={label}
      gutter={gutter}
      className={phoneRows}
      head={
        <>
          <HeadCell className={head}>{t('name')}</HeadCell>
          <HeadCell className={head}>{t('now')}</HeadCell>
          <HeadCell className={`${head} max-desktop:hidden`}>{t('integration')}</HeadCell>
          <HeadCell className={`${head} max-desktop:hidden`}>{t('kind')}</HeadCell>
          <HeadCell kind="number" className={head}>
            {rest.sales ? t('today') : <span className="unseen">{t('today')}</span>}
          </HeadCell>
        </>
      }
    >
      {groups.flatMap(({ store, tills }) => [
        gutter === 'panel' ? <StoreHead key={store.id} store={store} /> : null,
        ...tills.map((till) => <TillRow key={till.id} till={till} {...rest} />),
      ])}
    </Table>
  );
}

const phoneRows = [
  'max-tablet:block max-tablet:[&_thead]:hidden max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[minmax(0,1fr)_auto] max-tablet:[&_tbody_tr]:gap-x-3 max-tablet:[&_tbody_tr]:gap-y-1',
  'max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line max-tablet:[&_tbody_tr]:px-4 max-tablet:[&_tbody_tr]:py-3',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');

function StoreHead({ store }: { store: TillGroup['store'] }) {
  return (
    <tr className="bg-sunken max-tablet:py-1.5!">
      <th
        scope="colgroup"
        colSpan={5}
        className="h-8 border-b border-line text-xs font-medium wrap-anywhere text-ink-3 max-tablet:col-span-2 max-tablet:h-auto max-tablet:border-0 max-tablet:p-0!"
      >
        <span className="text-ink">{store.name}</span>
        {store.addressLine ? ` · ${store.addressLine}` : null}
      </th>
    </tr>
  );
}

type TillRowProps = Pick<TillTableProps, 'lastOrders' | 'sales' | 'currencyId' | 'now'> & { till: PosDetail };

function TillRow({ till, lastOrders, sales, currencyId, now }: TillRowProps) {
  const t = useTranslations('pos');
  const reader = { locale: useLocale(), timeZone: till.timeZone };
  const doing = tillDoing(till, lastOrders.get(till.id), now);
  const sold = sales?.get(till.id)?.soldMinor ?? 0;
  return (
    <Row isLive={doing.kind === 'busy'}>
      <Cell className="wrap-anywhere whitespace-normal">
        <RowLink href={`/pos/${encodeURIComponent(till.externalPosId ?? till.id)}`} className="font-medium">
          {till.name}
        </RowLink>
        {till.externalPosId ? <span className="code ml-2 text-ink-3">{till.externalPosId}</span> : null}
      </Cell>
      <Cell className="max-tablet:col-span-2 max-tablet:row-start-2">
        <TillDoingLabel doing={doing} now={now} reader={reader} />
      </Cell>
      <Cell className="text-ink-2 max-desktop:hidden">{t(`integrations.${till.integration}`)}</Cell>
      <Cell className="text-ink-2 max-desktop:hidden">
        <QrKind till={till} />
      </Cell>
      <Cell kind="number" className={sold > 0 ? 'font-medium' : 'text-ink-3'}>
        {sales ? formatMoney(sold, currencyId) : null}
      </Cell>
    </Row>
  );
}

/** Where its code is shown; said aloud when nobody could read the printed one yet. */
function QrKind({ till }: { till: PosDetail }) {
  const t = useTranslations('pos');
  if (till.qrData === null && till.mode !== 'dynamic')
    return <StatusLabel look={{ shape: 'dashed-ring-question', tone: 'warn' }} word={t('qrUnread')} isPill />;
  return t(`mode.${till.mode}`);
}
