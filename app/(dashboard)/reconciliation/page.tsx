import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Empty } from '@/app/_ui/empty';
import { scaleIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { Section } from '@/app/_ui/section';
import { countCases } from '@/db/exceptions';
import { listRuns } from '@/db/reconciliation';
import { dayAt } from '@/lib/domain/calendar';
import { may } from '@/lib/domain/permissions';
import { zoneName } from '@/lib/i18n/format-time';
import { requireSession } from '@/lib/web/session';
import { ReconciliationTabs } from './reconciliation-tabs';
import { RunsTable } from './runs-table';
import { PeriodForm, ReferencesForm } from './start-forms';

const RUNS_SHOWN = 30;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('title') };
}

/** Ours beside Mercado Pago's: what to compare, and what was compared. */
export default async function ReconciliationPage() {
  const session = await requireSession();
  const t = await getTranslations('reconciliation');
  if (!may(session.role, 'reconciliation:write')) return <NotAllowed what={t('what')} />;
  const [runs, open, locale] = await Promise.all([
    listRuns(session.merchant, RUNS_SHOWN),
    countCases(session.merchant, { status: 'open' }),
    getLocale(),
  ]);
  const now = new Date();
  const problems = {
    required: t('problem.required'),
    too_many: t('problem.too_many'),
    too_long: t('problem.too_long'),
    ill_formed_text: t('problem.ill_formed_text'),
    too_small: t('problem.too_small'),
    too_large: t('problem.too_large'),
    invalid: t('problem.invalid'),
    notConnected: t('problem.notConnected'),
  };
  const words = (name: 'search' | 'period') => ({
    submit: t(`${name}.submit`),
    busy: t(`${name}.busy`),
    problems,
  });
  return (
    <>
      <PageHead title={t('title')} />
      <ReconciliationTabs current="compare" open={open} />
      <PageBody>
        <div className="grid gap-8 desktop:grid-cols-2">
          <Section title={t('search.title')}>
            <ReferencesForm words={{ ...words('search'), label: t('search.label'), hint: t('search.hint') }} />
          </Section>
          <Section title={t('period.title')}>
            <PeriodForm
              today={dayAt(now, session.timeZone)}
              words={{
                ...words('period'),
                label: t('period.title'),
                hint: t('period.hint', { zone: zoneName(now, session.timeZone) }),
                from: t('period.from'),
                to: t('period.to'),
              }}
            />
          </Section>
        </div>
        <div className="mt-8">
          <Section title={t('runs.title')}>
            {runs.length > 0 ? (
              <RunsTable runs={runs} now={now} locale={locale} />
            ) : (
              <Empty kind="nothing-yet" icon={scaleIcon} title={t('runs.none')}>
                {t('runs.noneDetail')}
              </Empty>
            )}
          </Section>
        </div>
      </PageBody>
    </>
  );
}
