import { getLocale, getTranslations } from 'next-intl/server';
import { formatDay } from '@/lib/i18n/format-time';
import { type OrderQuery, ordersHref } from './order-query';
import type { OrdersPage } from './read-orders';

/** One filter in force: what it is about, what it asks for, and where the list is without it. */
export type NamedFilter = { readonly name: string; readonly value: string; readonly removeHref: string };

/** The filters in force, in words. */
export async function nameFilters(page: OrdersPage): Promise<NamedFilter[]> {
  const [t, status, created] = await Promise.all([
    getTranslations('orders.filter'),
    getTranslations('status'),
    getTranslations('orders.created'),
  ]);
  const found = await getTranslations('orders.found');
  const { query } = page;
  const without = (change: Partial<OrderQuery>) => ordersHref({ ...query, ...change });
  const several = (words: readonly string[]) =>
    words.length > 1 ? `${words[0]} +${words.length - 1}` : (words[0] ?? '');
  const filters: (NamedFilter | false)[] = [
    query.status.length > 0 && {
      name: t('status'),
      value: several(query.status.map((one) => status(`order.${one}`))),
      removeHref: without({ status: [] }),
    },
    query.exception.length > 0 && {
      name: t('exception'),
      value: several(query.exception.map((one) => status(`exception.${one}`))),
      removeHref: without({ exception: [] }),
    },
    page.till !== null && {
      name: t('till'),
      value: `${page.till.name}, ${page.till.storeName}`,
      removeHref: without({ till: null }),
    },
    page.store !== null && { name: t('store'), value: page.store.name, removeHref: without({ store: null }) },
    query.created !== null && {
      name: t('created'),
      value: query.created === 'days' ? await nameDays(query) : created(query.created),
      removeHref: without({ created: null, from: null, to: null }),
    },
    query.paid !== null && { name: t('paid'), value: created(query.paid), removeHref: without({ paid: null }) },
    query.found !== null && { name: t('found'), value: found(query.found), removeHref: without({ found: null }) },
  ];
  return filters.filter((filter) => filter !== false);
}

async function nameDays({ from, to }: OrderQuery): Promise<string> {
  const t = await getTranslations('orders.filter');
  const locale = await getLocale();
  const day = (text: string) => formatDay(new Date(`${text}T12:00:00Z`), { locale, timeZone: 'UTC' });
  if (from && to) return from === to ? day(from) : `${day(from)} – ${day(to)}`;
  return from ? t('since', { day: day(from) }) : t('until', { day: day(to ?? '') });
}
