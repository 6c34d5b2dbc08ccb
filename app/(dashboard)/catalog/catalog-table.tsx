import { useTranslations } from 'next-intl';
import { PhoneList, PhoneRow } from '@/app/_ui/phone-list';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import { Tag } from '@/app/_ui/tag';
import type { CatalogItem } from '@/db/catalog-items';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { ItemPicture } from './item-picture';

type CatalogTableProps = { items: readonly CatalogItem[]; currencyId: CurrencyId; hasTaxes: boolean };

/** Items as a table, on phones as a list; each leads to its form. */
export function CatalogTable({ items, currencyId, hasTaxes }: CatalogTableProps) {
  const t = useTranslations('catalog');
  const tax = (item: CatalogItem) => (item.taxRate === 0 ? t('exempt') : `${item.taxRate} %`);
  return (
    <>
      <Table
        label={t('title')}
        className="max-tablet:hidden"
        head={
          <>
            <HeadCell>{t('column.title')}</HeadCell>
            <HeadCell>{t('column.category')}</HeadCell>
            <HeadCell>{t('column.shown')}</HeadCell>
            {hasTaxes ? <HeadCell kind="number">{t('column.tax')}</HeadCell> : null}
            <HeadCell kind="number">{t('column.price')}</HeadCell>
          </>
        }
      >
        {items.map((item) => (
          <Row key={item.id}>
            <Cell>
              <span className="flex items-center gap-3">
                <ItemPicture url={item.pictureUrl} />
                <span className="min-w-0">
                  <RowLink href={`/catalog/${item.id}`} className="font-medium">
                    {item.title}
                  </RowLink>
                  {item.skuNumber ? <span className="code block text-xs text-ink-3">{item.skuNumber}</span> : null}
                </span>
              </span>
            </Cell>
            <Cell className="text-ink-2">{item.category ?? '—'}</Cell>
            <Cell>
              <Shown item={item} />
            </Cell>
            {hasTaxes ? <Cell kind="number">{tax(item)}</Cell> : null}
            <Cell kind="number" className="font-medium">
              {formatMoney(item.unitPriceMinor, currencyId)}
            </Cell>
          </Row>
        ))}
      </Table>
      <PhoneList label={t('title')}>
        {items.map((item) => (
          <PhoneRow
            key={item.id}
            href={`/catalog/${item.id}`}
            title={item.title}
            figure={formatMoney(item.unitPriceMinor, currencyId)}
            detail={[item.category, item.skuNumber, hasTaxes ? `IVA ${tax(item)}` : null].filter(Boolean).join(' · ')}
            time={<Shown item={item} />}
          />
        ))}
      </PhoneList>
    </>
  );
}

function Shown({ item }: { item: CatalogItem }) {
  const t = useTranslations('catalog');
  if (!item.isActive) return <span className="text-ink-3">{t('hidden')}</span>;
  return item.isFavorite ? <Tag>{t('favorite')}</Tag> : <span className="text-ink-2">{t('active')}</span>;
}
