import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { HeadCell, Table } from '@/app/_ui/table';
import type { Locale } from '@/lib/i18n/locales';
import { LedgerRow } from './ledger-row';
import type { RunPageData } from './read-run';

type LedgerProps = { page: RunPageData; now: Date; locale: Locale };

/** Ours, theirs and the verdict, one line each; on phones below each other. */
export function Ledger({ page: { run, items, cases }, now, locale }: LedgerProps) {
  const t = useTranslations('reconciliation.ledger');
  return (
    <Card>
      <Table
        label={t('label')}
        gutter="card"
        className={phoneRows}
        head={
          <>
            <HeadCell className="w-8">
              <span className="unseen">{t('select')}</span>
            </HeadCell>
            <HeadCell className="w-[29%]">{t('ours')}</HeadCell>
            <HeadCell className="w-[29%]">{t('theirs')}</HeadCell>
            <HeadCell>{t('verdict')}</HeadCell>
          </>
        }
      >
        {items.map((item) => (
          <LedgerRow
            key={item.subject}
            item={item}
            run={run}
            exception={cases.find((one) => one.subject === (item.orderId ?? item.subject) && one.kind !== 'order')}
            now={now}
            locale={locale}
          />
        ))}
      </Table>
    </Card>
  );
}

const phoneRows = [
  'table-fixed max-tablet:[&_thead]:hidden max-tablet:block max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[auto_minmax(0,1fr)] max-tablet:[&_tbody_tr]:gap-2 max-tablet:[&_td]:col-span-2 max-tablet:[&_td:first-child:not(:empty)]:col-span-1 max-tablet:[&_td:first-child:not(:empty)+td]:col-span-1 max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line max-tablet:[&_tbody_tr]:p-4',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');
