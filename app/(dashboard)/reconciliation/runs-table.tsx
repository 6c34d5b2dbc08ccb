import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import { TimeText } from '@/app/_ui/time-text';
import type { RunSummary } from '@/db/reconciliation';
import type { Locale } from '@/lib/i18n/locales';
import { runName } from './run-name';

type RunsTableProps = { runs: readonly RunSummary[]; now: Date; locale: Locale };

/** What was compared, newest first; each leads to its result. */
export function RunsTable({ runs, now, locale }: RunsTableProps) {
  const t = useTranslations('reconciliation');
  return (
    <Card>
      <Table
        label={t('runs.title')}
        gutter="card"
        head={
          <>
            <HeadCell>{t('runs.what')}</HeadCell>
            <HeadCell>{t('runs.state')}</HeadCell>
            <HeadCell from="desktop">{t('runs.who')}</HeadCell>
            <HeadCell kind="number">{t('runs.when')}</HeadCell>
          </>
        }
      >
        {runs.map((run) => (
          <Row key={run.id} isLive={run.status !== 'done'}>
            <Cell className="w-full max-w-0">
              <RowLink href={`/reconciliation/${run.id}`} className="block truncate font-medium">
                {runName(run, t, locale)}
              </RowLink>
            </Cell>
            <Cell className="text-ink-2">{t(`runState.${run.status}`)}</Cell>
            <Cell from="desktop" className="text-ink-2">
              {run.personName}
            </Cell>
            <Cell kind="number" className="text-ink-2">
              <TimeText at={run.createdAt} now={now} reader={{ locale, timeZone: run.timeZone }} />
            </Cell>
          </Row>
        ))}
      </Table>
    </Card>
  );
}
