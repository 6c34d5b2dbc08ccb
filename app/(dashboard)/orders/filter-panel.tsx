import { useTranslations } from 'next-intl';
import { buttonClass } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { filterIcon } from '@/app/_ui/icons';
import { lookSources, orderStatuses } from '@/lib/domain/order';
import { FilterForm, type FormChoice, type FormSelect } from './filter-form';
import { type CreatedChoice, createdChoices, ordersHref, paidChoices, toldExceptions } from './order-query';
import type { OrdersPage } from './read-orders';
import { QueryFields } from './search-form';

const PANEL_ID = 'order-filters';

type FilterPanelProps = { page: OrdersPage; zone: string };

/** All filters in one form. A native popover, on phones a sheet from below: it opens and sends without script. */
export function FilterPanel({ page, zone }: FilterPanelProps) {
  const t = useTranslations('orders.filter');
  const { query } = page;
  return (
    <>
      <button
        type="button"
        popoverTarget={PANEL_ID}
        className={`${buttonClass({ size: 'small' })} border-dashed [anchor-name:--order-filters]`}
      >
        <Icon shape={filterIcon} size={14} />
        {t('open')}
      </button>
      <FilterForm
        id={PANEL_ID}
        choices={useChoices(page)}
        places={usePlaces(page)}
        times={useTimes(page)}
        days={{ from: query.from ?? '', to: query.to ?? '' }}
        clearHref={ordersHref({ q: query.q })}
        words={{
          title: t('title'),
          from: t('from'),
          to: t('to'),
          zone: t('zone', { zone }),
          clear: t('clear'),
          apply: t('apply'),
        }}
      >
        <QueryFields query={{ q: query.q }} />
      </FilterForm>
    </>
  );
}

function useChoices({ query }: OrdersPage): readonly FormChoice[] {
  const t = useTranslations('orders.filter');
  const words = useTranslations('status');
  return [
    {
      name: 'status',
      legend: t('status'),
      chosen: query.status,
      options: orderStatuses.map((status) => [status, words(`order.${status}`)]),
    },
    {
      name: 'exception',
      legend: t('exception'),
      chosen: query.exception,
      options: toldExceptions.map((exception) => [exception, words(`exception.${exception}`)]),
    },
  ];
}

function usePlaces({ query, tills, stores }: OrdersPage): readonly FormSelect[] {
  const t = useTranslations('orders.filter');
  const found = useTranslations('orders.found');
  const tillsOf = (storeId: string) =>
    tills.filter((till) => till.storeId === storeId).map((till) => [till.externalPosId ?? till.id, till.name] as const);
  return [
    {
      name: 'till',
      label: t('till'),
      chosen: query.till,
      anything: t('anyTill'),
      groups: stores.map((store) => ({ label: store.name, options: tillsOf(store.id) })),
    },
    {
      name: 'store',
      label: t('store'),
      chosen: query.store,
      anything: t('anyStore'),
      groups: [
        { label: null, options: stores.map((store) => [store.externalStoreId ?? store.id, store.name] as const) },
      ],
    },
    {
      name: 'found',
      label: t('found'),
      chosen: query.found,
      anything: t('any'),
      groups: [{ label: null, options: lookSources.map((source) => [source, found(source)] as const) }],
    },
  ];
}

function useTimes({ query }: OrdersPage): Readonly<Record<'created' | 'paid', FormSelect>> {
  const t = useTranslations('orders.filter');
  const words = useTranslations('orders.created');
  const named = (choices: readonly CreatedChoice[]) => [
    { label: null, options: choices.map((choice) => [choice, words(choice)] as const) },
  ];
  return {
    created: {
      name: 'created',
      label: t('created'),
      chosen: query.created,
      anything: t('anyTime'),
      groups: named(createdChoices),
    },
    paid: { name: 'paid', label: t('paid'), chosen: query.paid, anything: t('anyTime'), groups: named(paidChoices) },
  };
}
