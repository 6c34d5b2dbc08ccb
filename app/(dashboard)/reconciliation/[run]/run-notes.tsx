import { useLocale, useTranslations } from 'next-intl';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { RunSummary } from '@/db/reconciliation';
import { searchReachMs } from '@/lib/domain/reconciliation-run';
import { retry } from '../actions';
import type { RunCounts } from './read-run';

type RunNotesProps = { run: RunSummary; counts: RunCounts; now: Date };

/** What is under way, and what a reader has to know of it. */
export function RunNotes({ run, counts, now }: RunNotesProps) {
  const t = useTranslations('reconciliation.run');
  const locale = useLocale();
  const total = run.windows.length + run.windowsDone;
  const reachesTooFar = run.fromAt !== null && now.getTime() - run.fromAt.getTime() > searchReachMs.merchant_orders;
  return (
    <>
      {run.status === 'listing' ? (
        <Note tone="live" role="status" title={t('listing', { done: run.windowsDone, total })}>
          {t('goesOn')}
        </Note>
      ) : null}
      {run.status === 'comparing' && counts.pending > 0 ? (
        <Note tone="live" role="status" title={t('comparing', { left: counts.pending })}>
          {t('goesOn')}
        </Note>
      ) : null}
      {counts.applying > 0 ? (
        <Note tone="live" role="status" title={t('applying', { left: counts.applying })}>
          {t('goesOn')}
        </Note>
      ) : null}
      {run.problem ? <NoAnswer problem={run.problem} /> : null}
      {counts.unanswered > 0 ? (
        <Note
          tone="warn"
          title={`${t('waiting')}: ${counts.unanswered.toLocaleString(locale)}`}
          actions={
            <form action={retry.bind(null, run.id)}>
              <SubmitButton size="small" busyLabel={t('retrying')}>
                {t('retry')}
              </SubmitButton>
            </form>
          }
        >
          {t('noAnswerDetail')}
        </Note>
      ) : null}
      {reachesTooFar ? <Note title={t('reach')} /> : null}
    </>
  );
}

function NoAnswer({ problem }: { problem: string }) {
  const t = useTranslations('reconciliation.run');
  if (problem === 'not_connected') return <Note tone="warn" title={t('notConnected')} />;
  return (
    <Note tone="warn" title={t('noAnswer')} code={problem}>
      {t('noAnswerDetail')}
    </Note>
  );
}
