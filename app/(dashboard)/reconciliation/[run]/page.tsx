import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Empty } from '@/app/_ui/empty';
import { scaleIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { RefreshWhile } from '@/app/_ui/refresh-while';
import { TimeText } from '@/app/_ui/time-text';
import { ViewTab, ViewTabs } from '@/app/_ui/view-tabs';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { runName } from '../run-name';
import { Choosing } from './choosing';
import { Fold } from './fold';
import { Ledger } from './ledger';
import { preview } from './preview';
import { type RunView, readRun, readView, runViews } from './read-run';
import { RunFigures } from './run-figures';
import { RunNotes } from './run-notes';
import { RunPager } from './run-pager';

type RunPageProps = {
  params: Promise<{ run: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('title') };
}

/** One comparison: ours beside theirs, a verdict for each sale, and what can be done about it. */
export default async function RunPage({ params, searchParams }: RunPageProps) {
  const session = await requireSession();
  const [t, status, locale] = await Promise.all([
    getTranslations('reconciliation'),
    getTranslations('status'),
    getLocale(),
  ]);
  if (!may(session.role, 'reconciliation:write')) return <NotAllowed what={t('what')} />;
  const view = readView(await searchParams);
  const page = await readRun(session.merchant, (await params).run, view);
  if (!page) notFound();
  const now = new Date();
  const { run, counts, items } = page;
  const reader = { locale, timeZone: run.timeZone };
  const previews = Object.fromEntries(items.flatMap((item) => preview(item, run.currencyId, { t, status }) ?? []));
  return (
    <>
      <PageHead
        title={runName(run, t, locale)}
        parent={{ href: '/reconciliation', label: t('run.parent') }}
        actions={<RefreshWhile isActive={counts.active > 0 || run.status !== 'done'} />}
      >
        <p className="text-xs text-ink-3">
          {run.personName ? `${t('run.by', { name: run.personName })} · ` : null}
          <TimeText at={run.createdAt} now={now} reader={reader} />
        </p>
      </PageHead>
      <PageBody>
        <div className="grid gap-4">
          <RunNotes run={run} counts={counts} now={now} />
          <RunFigures page={page} />
        </div>
        <div className="-mx-4 mt-4 tablet:-mx-6">
          <Views runId={run.id} view={view} counts={counts} />
        </div>
        <Choosing
          runId={run.id}
          previews={previews}
          words={{
            counted: t.raw('apply.selected'),
            confirm: t.raw('apply.confirm'),
            all: t('apply.all'),
            nothing: t('apply.nothing'),
            review: t('apply.review'),
            title: t('apply.title'),
            detail: t('apply.detail'),
            cancel: t('apply.cancel'),
            busy: t('apply.busy'),
            close: t('apply.cancel'),
          }}
        >
          {items.length > 0 ? <Ledger page={page} now={now} locale={locale} /> : <NoItems page={page} view={view} />}
        </Choosing>
        <Fold page={page} />
        <RunPager page={page} view={view} />
      </PageBody>
    </>
  );
}

async function Views({
  runId,
  view,
  counts,
}: {
  runId: string;
  view: RunView;
  counts: { [Name in RunView['filter']]: number };
}) {
  const [t, locale] = await Promise.all([getTranslations('reconciliation.views'), getLocale()]);
  return (
    <ViewTabs label={t('label')}>
      {runViews.map((name) => (
        <ViewTab
          key={name}
          href={`/reconciliation/${runId}?view=${name}`}
          isCurrent={view.filter === name}
          count={counts[name].toLocaleString(locale)}
          isHot={name === 'different' && counts.different > 0}
        >
          {t(name)}
        </ViewTab>
      ))}
    </ViewTabs>
  );
}

async function NoItems({ page, view }: { page: { run: { status: string } }; view: RunView }) {
  const t = await getTranslations('reconciliation.run');
  const isOver = page.run.status === 'done';
  if (view.filter !== 'different' || !isOver) return <Empty kind="no-match" title={t('noneHere')} />;
  return (
    <Empty kind="nothing-yet" icon={scaleIcon} title={t('allEqual')}>
      {t('allEqualDetail')}
    </Empty>
  );
}
