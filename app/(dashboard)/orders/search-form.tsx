import { useTranslations } from 'next-intl';
import { Icon } from '@/app/_ui/icon';
import { searchIcon } from '@/app/_ui/icons';
import { Input } from '@/app/_ui/input';
import type { OrderQuery } from './order-query';
import { SlashKey } from './slash-key';

/** Search by the beginning of a reference, within the filters in force. A plain form: Enter sends it. */
export function SearchForm({ query }: { query: OrderQuery }) {
  const t = useTranslations('orders.search');
  return (
    <form action="/orders" className="w-full tablet:w-66">
      <QueryFields query={{ ...query, q: '' }} />
      <Input
        id="order-search"
        type="search"
        name="q"
        defaultValue={query.q}
        key={query.q}
        maxLength={64}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-label={t('label')}
        placeholder={t('placeholder')}
        leading={<Icon shape={searchIcon} size={14} />}
        trailing={<SlashKey fieldId="order-search" />}
        className="[&::-webkit-search-cancel-button]:hidden"
      />
    </form>
  );
}

/** A query as hidden fields, for a form that changes only a part of it. */
export function QueryFields({ query }: { query: Partial<OrderQuery> }) {
  return Object.entries(query).flatMap(([name, value]) =>
    [value ?? []]
      .flat()
      .filter((one) => one !== '')
      .map((one) => <input key={`${name} ${one}`} type="hidden" name={name} value={one} />),
  );
}
