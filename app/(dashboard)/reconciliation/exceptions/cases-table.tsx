import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { Money } from '@/app/_ui/money';
import { StatusLabel } from '@/app/_ui/status-label';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import { TimeText } from '@/app/_ui/time-text';
import type { CaseSummary } from '@/db/exceptions';
import type { TimeReader } from '@/lib/i18n/format-time';
import { subjectName } from '../run-name';
import { caseLooks } from './case-looks';

type CasesTableProps = { cases: readonly CaseSummary[]; now: Date; reader: TimeReader };

/** Cases as lines: what, which sale, how much, who looks into it. On phones two lines each. */
export function CasesTable({ cases, now, reader }: CasesTableProps) {
  const t = useTranslations('reconciliation');
  return (
    <Card>
      <Table
        label={t('cases.label')}
        gutter="card"
        className={phoneRows}
        head={
          <>
            <HeadCell>{t('cases.what')}</HeadCell>
            <HeadCell>{t('cases.subject')}</HeadCell>
            <HeadCell>{t('cases.owner')}</HeadCell>
            <HeadCell>{t('cases.since')}</HeadCell>
            <HeadCell kind="number">{t('cases.amount')}</HeadCell>
          </>
        }
      >
        {cases.map((one) => (
          <Row key={one.id}>
            <Cell>
              <StatusLabel
                look={one.status === 'open' ? caseLooks[one.reason] : { shape: 'disc-check', tone: 'idle' }}
                word={t(`kind.${one.reason}`)}
                isPill={one.status === 'open'}
              />
            </Cell>
            <Cell className="w-full max-w-0 max-tablet:col-start-1 max-tablet:row-start-2 max-tablet:w-auto max-tablet:max-w-none">
              <RowLink href={`/reconciliation/exceptions/${one.id}`} className="block truncate">
                <span className="code">{subjectName(one.externalReference ?? one.subject, t)}</span>
                {one.posName ? (
                  <span className="text-ink-3 max-desktop:hidden">
                    {' '}
                    · {one.posName}, {one.storeName}
                  </span>
                ) : null}
              </RowLink>
            </Cell>
            <Cell className="text-ink-2 max-tablet:row-start-3 max-tablet:text-xs">
              {one.status === 'resolved' && one.resolution
                ? t(`resolution.${one.resolution}`)
                : (one.ownerName ?? <span className="text-ink-3">{t('cases.nobody')}</span>)}
            </Cell>
            <Cell className="text-ink-2 max-tablet:row-start-2 max-tablet:text-right max-tablet:text-xs">
              <TimeText at={one.changedAt} now={now} reader={reader} />
            </Cell>
            <Cell kind="number" className="font-medium max-tablet:col-start-2 max-tablet:row-start-1">
              <Money minor={one.amountMinor} currencyId={one.currencyId} />
            </Cell>
          </Row>
        ))}
      </Table>
    </Card>
  );
}

const phoneRows = [
  'max-tablet:[&_thead]:hidden max-tablet:block max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[minmax(0,1fr)_auto] max-tablet:[&_tbody_tr]:gap-x-3 max-tablet:[&_tbody_tr]:gap-y-1',
  'max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line max-tablet:[&_tbody_tr]:px-4 max-tablet:[&_tbody_tr]:py-3',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');
