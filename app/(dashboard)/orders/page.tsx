import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { plusIcon } from '@/app/_ui/icons';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { Pager } from '@/app/_ui/pager';
import { ViewTab, ViewTabs } from '@/app/_ui/view-tabs';
import { may } from '@/lib/domain/permissions';
import { zoneName } from '@/lib/i18n/format-time';
import { requireSession } from '@/lib/web/session';
import { nameFilters } from './filter-names';
import { ordersHref, type SearchParameters } from './order-query';
import { OrdersBar } from './orders-bar';
import { OrdersTable } from './orders-table';
import { COUNT_CAP, type OrdersPage, readOrders } from './read-orders';
import { currentView, savedViewNames, viewQuery } from './saved-views';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('title') };
}

/** Every order of the merchant, newest first. The address holds the whole state of the list. */
export default async function OrdersListPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const session = await requireSession();
  const t = await getTranslations('orders');
  if (!may(session.role, 'orders:read')) return <NotAllowed what={t('what')} />;
  const now = new Date();
  const { timeZone, referencePrefix } = session;
  const page = await readOrders(session.merchant, await searchParams, { now, timeZone, referencePrefix });
  const locale = await getLocale();
  const filters = await nameFilters(page);
  const canCharge = may(session.role, 'orders:write');
  const isNarrowed = filters.length > 0 || page.query.q !== '';
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          canCharge ? (
            <ButtonLink href="/till" tone="primary" className="max-tablet:hidden">
              <Icon shape={plusIcon} />
              {t('charge')}
            </ButtonLink>
          ) : null
        }
      />
      <Views page={page} />
      <OrdersBar page={page} filters={filters} zone={zoneName(now, timeZone)} />
      <div
        data-fill-window=""
        className="min-h-0 flex-1 max-tablet:border-t max-tablet:border-line tablet:overflow-auto"
      >
        {page.orders.length > 0 ? (
          <OrdersTable orders={page.orders} now={now} locale={locale} />
        ) : (
          <NoOrders isNarrowed={isNarrowed} canCharge={canCharge} />
        )}
      </div>
      <Pages page={page}>
        <LiveRefresh serverNow={now.toISOString()} age={{ words: t.raw('age'), locale }} />
      </Pages>
    </>
  );
}

async function Views({ page }: { page: OrdersPage }) {
  const t = await getTranslations('orders');
  const locale = await getLocale();
  const current = currentView(page.query);
  return (
    <ViewTabs label={t('views.label')}>
      {savedViewNames.map((name) => {
        const count = page.viewCounts.get(name);
        const words =
          count === undefined ? undefined : count >= COUNT_CAP ? t('cappedShort') : count.toLocaleString(locale);
        return (
          <ViewTab
            key={name}
            href={ordersHref(viewQuery(name))}
            isCurrent={current === name}
            count={words}
            isHot={name === 'decide' && count !== undefined && count > 0}
          >
            {t(`views.${name}`)}
          </ViewTab>
        );
      })}
    </ViewTabs>
  );
}

async function NoOrders({ isNarrowed, canCharge }: { isNarrowed: boolean; canCharge: boolean }) {
  const t = await getTranslations('orders');
  if (isNarrowed) {
    return (
      <Empty
        kind="no-match"
        title={t('noMatch.title')}
        action={<ButtonLink href="/orders">{t('noMatch.action')}</ButtonLink>}
      >
        {t('noMatch.detail')}
      </Empty>
    );
  }
  return (
    <Empty
      kind="nothing-yet"
      title={t('empty.title')}
      action={
        canCharge ? (
          <ButtonLink href="/till" tone="primary">
            {t('empty.action')}
          </ButtonLink>
        ) : null
      }
    >
      {t('empty.detail')}
    </Empty>
  );
}

async function Pages({ page, children }: { page: OrdersPage; children: ReactNode }) {
  const [t, ui] = await Promise.all([getTranslations('orders'), getTranslations('ui.pagination')]);
  const { query, newer, older, count, orders } = page;
  const total = count >= COUNT_CAP ? t('capped') : t('count', { count });
  const isFirst = newer === null && orders.length > 0;
  return (
    <Pager
      label={ui('label')}
      newer={{ href: newer && ordersHref(query, { newer }), label: ui('newer') }}
      older={{ href: older && ordersHref(query, { older }), label: ui('older') }}
    >
      {isFirst && older !== null ? t('range', { last: orders.length, count: total }) : total}
      {' · '}
      {children}
    </Pager>
  );
}
