import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { FilterChip } from '@/app/_ui/filter-chip';
import { Note } from '@/app/_ui/note';
import type { NamedFilter } from './filter-names';
import { FilterPanel } from './filter-panel';
import { type IgnoredPart, ordersHref } from './order-query';
import type { OrdersPage } from './read-orders';
import { SearchForm } from './search-form';

type OrdersBarProps = { page: OrdersPage; filters: readonly NamedFilter[]; zone: string };

/** Search and filters above the list, with what of the address was left aside. */
export function OrdersBar({ page, filters, zone }: OrdersBarProps) {
  const t = useTranslations('orders');
  return (
    <div className="grid grid-cols-1 gap-3 px-4 py-3 tablet:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <SearchForm query={page.query} />
        <div className="flex min-w-0 items-center gap-2 max-tablet:-mx-4 max-tablet:w-[calc(100%+32px)] max-tablet:overflow-x-auto max-tablet:px-4 max-tablet:[scrollbar-width:none] tablet:flex-wrap">
          {filters.map(({ name, value, removeHref }) => (
            <FilterChip
              key={name}
              name={name}
              value={value}
              removeHref={removeHref}
              removeLabel={t('filter.remove', { name })}
            />
          ))}
          <FilterPanel page={page} zone={zone} />
          {filters.length > 0 || page.query.q !== '' ? (
            <ButtonLink href={ordersHref({})} tone="quiet" size="small">
              {t('filter.clear')}
            </ButtonLink>
          ) : null}
        </div>
      </div>
      {page.ignored.length > 0 ? <IgnoredNote parts={page.ignored} /> : null}
      {page.prefix !== null && page.prefix !== page.query.q ? (
        <p className="text-xs text-ink-3">{t('search.as', { prefix: page.prefix })}</p>
      ) : null}
    </div>
  );
}

function IgnoredNote({ parts }: { parts: readonly IgnoredPart[] }) {
  const t = useTranslations('orders');
  const nameOf = (part: IgnoredPart) =>
    part === 'page' || part === 'search' ? t(`ignored.${part}`) : t(`filter.${part}`).toLowerCase();
  return (
    <Note tone="warn" title={t('ignored.title')} role="status">
      {t('ignored.detail', { names: [...new Set(parts.map(nameOf))].join(', ') })}
      {parts.includes('search') ? ` ${t('search.shape')}` : null}
    </Note>
  );
}
