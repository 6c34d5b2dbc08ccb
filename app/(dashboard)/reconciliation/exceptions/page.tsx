import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Empty } from '@/app/_ui/empty';
import { checkIcon } from '@/app/_ui/icons';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { Pager } from '@/app/_ui/pager';
import { ViewTab, ViewTabs } from '@/app/_ui/view-tabs';
import { type CaseFilter, countCases, listCases } from '@/db/exceptions';
import { may } from '@/lib/domain/permissions';
import { requireSession, type Session } from '@/lib/web/session';
import { ReconciliationTabs } from '../reconciliation-tabs';
import { CasesTable } from './cases-table';

const PAGE_SIZE = 50;
const views = ['open', 'mine', 'resolved'] as const;
type View = (typeof views)[number];

type CasesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('cases.title') };
}

/** The queue of what needs a person. */
export default async function CasesPage({ searchParams }: CasesPageProps) {
  const session = await requireSession();
  const [t, locale] = await Promise.all([getTranslations('reconciliation'), getLocale()]);
  if (!may(session.role, 'reconciliation:write')) return <NotAllowed what={t('what')} />;
  const { view, page } = readAddress(await searchParams);
  const filter = filterOf(view, session);
  const [cases, counts] = await Promise.all([
    listCases(session.merchant, { filter, limit: PAGE_SIZE, offset: page * PAGE_SIZE }),
    Promise.all(views.map((name) => countCases(session.merchant, filterOf(name, session)))),
  ]);
  const now = new Date();
  const total = counts[views.indexOf(view)] ?? 0;
  const href = (to: number) => `/reconciliation/exceptions?view=${view}&page=${to}`;
  return (
    <>
      <PageHead title={t('title')} actions={<LiveRefresh serverNow={now.toISOString()} />} />
      <ReconciliationTabs current="exceptions" open={counts[0] ?? 0} />
      <PageBody>
        <div className="-mx-4 -mt-4 mb-4 tablet:-mx-6 tablet:-mt-5">
          <ViewTabs label={t('cases.views')}>
            {views.map((name, place) => (
              <ViewTab
                key={name}
                href={`/reconciliation/exceptions?view=${name}`}
                isCurrent={name === view}
                count={(counts[place] ?? 0).toLocaleString(locale)}
              >
                {t(`cases.${name}`)}
              </ViewTab>
            ))}
          </ViewTabs>
        </div>
        {cases.length > 0 ? (
          <CasesTable cases={cases} now={now} reader={{ locale, timeZone: session.timeZone }} />
        ) : (
          <NoCases view={view} />
        )}
        {total > PAGE_SIZE ? (
          <Pager
            label={t('run.pages')}
            newer={{ href: page > 0 ? href(page - 1) : null, label: t('run.earlier') }}
            older={{ href: (page + 1) * PAGE_SIZE < total ? href(page + 1) : null, label: t('run.later') }}
          />
        ) : null}
      </PageBody>
    </>
  );
}

async function NoCases({ view }: { view: View }) {
  const t = await getTranslations('reconciliation.cases');
  if (view !== 'open') return <Empty kind="no-match" title={t('noMatch')} />;
  return (
    <Empty kind="nothing-yet" icon={checkIcon} title={t('none')}>
      {t('noneDetail')}
    </Empty>
  );
}

function readAddress(parameters: Record<string, string | string[] | undefined>): { view: View; page: number } {
  const page = Number(parameters.page);
  return {
    view: views.find((name) => name === parameters.view) ?? 'open',
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 0,
  };
}

function filterOf(view: View, session: Session): CaseFilter {
  if (view === 'resolved') return { status: 'resolved' };
  return view === 'mine' ? { status: 'open', ownerPersonId: session.person.id } : { status: 'open' };
}
