import { useLocale, useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { differingDays, parseHours } from '@/lib/domain/business-hours';
import { categoryKindOf } from '@/lib/domain/categories';
import type { PosField, StoreField } from '@/lib/domain/differences';
import type { SiteId } from '@/lib/domain/sites';
import { weekdayName } from '@/lib/i18n/format-time';
import type { Drift } from '../read-drift';
import { DecideForm } from './decide-form';

type DifferencesTableProps = { drift: Drift; siteId: SiteId; mayDecide: boolean };

/** Each has a form of its own; what is decided makes room for the next. */
const SHOWN = 100;

/**
 * Every difference with both sides beside each other, and what can be done about it; whose it is is told once for all that
 * differ of it. On phones each is a block.
 */
export function DifferencesTable({ drift, siteId, mayDecide }: DifferencesTableProps) {
  const t = useTranslations('places.drift');
  const all = [...drift.ofStores.map(rowOfStore), ...drift.ofPos.map(rowOfPos)];
  const rows = all.slice(0, SHOWN);
  const show = (field: StoreField | PosField, value: string, other: string) => (
    <Shown field={field} value={value} other={other} siteId={siteId} drift={drift} />
  );
  return (
    <>
      <Table
        label={t('differences')}
        gutter="card"
        className={phoneBlocks}
        head={
          <>
            <HeadCell>{t('place')}</HeadCell>
            <HeadCell>{t('field')}</HeadCell>
            <HeadCell>{t('here')}</HeadCell>
            <HeadCell>{t('there')}</HeadCell>
            <HeadCell>
              <span className="sr-only">{t('see')}</span>
            </HeadCell>
          </>
        }
      >
        {rows.map(({ kind, key, href, code, name, field, ours, theirs, mayPush }, place) => (
          <Row key={`${kind} ${key} ${field}`}>
            <Cell className="py-2.5 align-top wrap-anywhere whitespace-normal">
              {rows[place - 1]?.key === key ? (
                <span className="sr-only">{name}</span>
              ) : (
                <>
                  <TextLink href={href}>{name}</TextLink>
                  {code === null ? null : <span className="code block text-xs text-ink-3">{code}</span>}
                </>
              )}
            </Cell>
            <Cell className="py-2.5 align-top whitespace-normal text-ink-2">{t(`fields.${field}`)}</Cell>
            <Cell className="py-2.5 align-top wrap-anywhere whitespace-normal">
              <span className="text-xs text-ink-3 tablet:hidden">{t('here')}: </span>
              {show(field, ours, theirs)}
            </Cell>
            <Cell className="py-2.5 align-top wrap-anywhere whitespace-normal">
              <span className="text-xs text-ink-3 tablet:hidden">{t('there')}: </span>
              {show(field, theirs, ours)}
            </Cell>
            <Cell className="py-1.5 align-top whitespace-normal">
              {mayDecide ? (
                <DecideForm
                  of={{ kind, key, field, theirs }}
                  field={t(`fields.${field}`)}
                  name={name}
                  fillAt={mayPush ? null : `${href}/edit`}
                />
              ) : null}
            </Cell>
          </Row>
        ))}
      </Table>
      {all.length > rows.length ? (
        <p className="mt-3 text-xs text-ink-3">
          {t('more', { shown: String(rows.length), total: String(all.length) })}
        </p>
      ) : null}
    </>
  );
}

const phoneBlocks = [
  'max-tablet:block max-tablet:[&_thead]:hidden max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[minmax(0,1fr)] max-tablet:[&_tbody_tr]:gap-y-1',
  'max-tablet:[&_tbody_tr]:py-3.5',
  'max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');

function rowOfStore({ store, difference }: Drift['ofStores'][number]) {
  const key = store.externalStoreId ?? store.id;
  const needsAddress = difference.field === 'address' || difference.field === 'place';
  return {
    kind: 'store' as const,
    key: store.id,
    href: `/stores/${encodeURIComponent(key)}`,
    code: store.externalStoreId,
    name: store.name,
    ...difference,
    mayPush: !needsAddress || store.streetName !== null,
  };
}

function rowOfPos({ pos, difference }: Drift['ofPos'][number]) {
  return {
    kind: 'pos' as const,
    key: pos.id,
    href: `/pos/${encodeURIComponent(pos.externalPosId ?? pos.id)}`,
    code: pos.externalPosId,
    name: `${pos.name}, ${pos.storeName}`,
    ...difference,
    mayPush: true,
  };
}

type ShownProps = {
  field: StoreField | PosField;
  value: string;
  /** What the other side says. */
  other: string;
  siteId: SiteId;
  drift: Drift;
};

/** A side of a difference as people say it. */
function Shown({ field, value, other, siteId, drift }: ShownProps) {
  const t = useTranslations('places');
  const pos = useTranslations('pos');
  if (field === 'store') return drift.stores.find((store) => store.mercadopagoStoreId === value)?.name ?? value;
  if (field === 'fixed_amount') return value === 'true' ? pos('yes') : pos('no');
  if (field === 'category') {
    const kind = categoryKindOf(siteId, value === '' ? null : Number(value));
    return value === '' ? t('till.categories.generic') : kind ? t(`till.categories.${kind}`) : value;
  }
  if (value === '' && field !== 'hours') return <span className="text-ink-3">{t('drift.nothing')}</span>;
  if (field === 'hours') return <Hours value={value} other={other} />;
  return field === 'place' ? <span className="num">{value}</span> : value;
}

/** The days that differ, a line each, so that both sides stand line by line. */
function Hours({ value, other }: { value: string; other: string }) {
  const t = useTranslations('stores');
  const locale = useLocale();
  const hours = parseHours(value);
  return differingDays(value, other).map((day) => (
    <span key={day} className="grid grid-cols-[2.75rem_minmax(0,1fr)]">
      <abbr title={weekdayName(day, locale)} className="text-ink-2 no-underline">
        {weekdayName(day, locale, 'short')}
      </abbr>
      <span>
        {(hours[day] ?? []).map(({ open, close }, place) => (
          <Fragment key={open}>
            {place === 0 ? null : ', '}
            <span className="num whitespace-nowrap">
              {open} – {close}
            </span>
          </Fragment>
        ))}
        {hours[day] ? null : t('closed')}
      </span>
    </span>
  ));
}
