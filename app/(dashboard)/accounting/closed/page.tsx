import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { buttonClass } from '@/app/_ui/button-look';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { downloadIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { Pager } from '@/app/_ui/pager';
import { may } from '@/lib/domain/permissions';
import { formatDay, zoneName } from '@/lib/i18n/format-time';
import { requireSession } from '@/lib/web/session';
import { closedHref, type SearchParameters } from './closed-query';
import { ClosedSums } from './closed-sums';
import { ClosedTable } from './closed-table';
import { PeriodBar } from './period-bar';
import { type ClosedOrdersPage, readClosedOrders } from './read-closed';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounting'))('title') };
}

/** Orders that were paid in full in a period, with what they come to, and the same as a file. */
export default async function ClosedPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const session = await requireSession();
  const [t, ui, locale] = await Promise.all([
    getTranslations('accounting'),
    getTranslations('ui.pagination'),
    getLocale(),
  ]);
  if (!may(session.role, 'accounting:read')) return <NotAllowed what={t('what')} />;
  const now = new Date();
  const page = await readClosedOrders(session.merchant, await searchParams, { now, timeZone: session.timeZone });
  const { query, newer, older, sums, days, timeZone } = page;
  const count = sums.reduce((total, sum) => total + sum.count, 0);
  const day = (text: string) => formatDay(new Date(`${text}T12:00:00Z`), { locale, timeZone: 'UTC' });
  const told =
    days.first === days.last ? day(days.first) : t('between', { first: day(days.first), last: day(days.last) });
  return (
    <>
      <PageHead title={t('title')} actions={<Downloads page={page} />}>
        <p className="mt-1 text-sm text-ink-2">
          {t('range', { days: told, zone: `${zoneName(page.filter.from, timeZone)} (${timeZone})` })}
        </p>
      </PageHead>
      <div className="grid grid-cols-1 gap-4 px-4 py-4 tablet:px-6">
        <PeriodBar page={page} />
        <ClosedSums sums={sums} currencyId={session.currencyId} />
        <p className="text-xs text-ink-3">{t('note')}</p>
      </div>
      <div className="flex-1 border-t border-line">
        {page.orders.length > 0 ? (
          <ClosedTable
            orders={page.orders}
            timeZone={timeZone}
            locale={locale}
            hasSeveralDays={days.first !== days.last}
          />
        ) : (
          <Empty kind="no-match" title={t('empty.title')}>
            {t('empty.detail')}
          </Empty>
        )}
      </div>
      <Pager
        label={ui('label')}
        newer={{ href: newer && closedHref(query, { newer }), label: ui('newer') }}
        older={{ href: older && closedHref(query, { older }), label: ui('older') }}
      >
        {t('count', { count })}
      </Pager>
    </>
  );
}

/** Plain links: the browser saves what they answer. */
async function Downloads({ page: { query, days } }: { page: ClosedOrdersPage }) {
  const t = await getTranslations('accounting.download');
  // The days and not their name: the file is of the period that was on the screen, also after midnight.
  const shown = { ...query, period: 'days', from: days.first, to: days.last } as const;
  return (
    <>
      {(['plain', 'excel'] as const).map((format) => (
        <a
          key={format}
          href={closedHref(shown, { format }, '/accounting/closed/export')}
          download=""
          title={t('about')}
          className={buttonClass({})}
        >
          <Icon shape={downloadIcon} />
          {t(format)}
        </a>
      ))}
    </>
  );
}
