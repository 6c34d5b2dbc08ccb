import { useTranslations } from 'next-intl';
import { Cell } from '@/app/_ui/table';
import type { CaseRow } from '@/db/exceptions';
import type { ItemRow, RunRow } from '@/db/reconciliation';
import type { Locale } from '@/lib/i18n/locales';
import { subjectName } from '../run-name';
import { OurCell, TheirCell } from './ledger-sides';
import { isApplicable } from './preview';
import { VerdictCell } from './verdict-cell';

type LedgerRowProps = {
  item: ItemRow;
  run: RunRow;
  /** The case that this sale is in the queue with, or was. */
  exception: Pick<CaseRow, 'id' | 'status'> | undefined;
  now: Date;
  locale: Locale;
};

export function LedgerRow({ item, run, exception, now, locale }: LedgerRowProps) {
  const t = useTranslations('reconciliation');
  const name = subjectName(item.subject, t);
  return (
    <tr className="align-top">
      <Cell className="py-3 align-top max-tablet:empty:hidden">
        {isApplicable(item) ? (
          <label className="-m-2 grid size-9 place-items-center max-tablet:size-11">
            <input
              type="checkbox"
              name="choose"
              value={item.subject}
              defaultChecked={item.state === 'not_applied'}
              aria-label={t('ledger.selectOne', { subject: name })}
              className="size-4 accent-accent"
            />
          </label>
        ) : null}
      </Cell>
      <Cell className="border-r py-3 align-top whitespace-normal">
        <OurCell item={item} name={name} currencyId={run.currencyId} />
      </Cell>
      <Cell className="border-r py-3 align-top whitespace-normal">
        <TheirCell item={item} currencyId={run.currencyId} locale={locale} />
      </Cell>
      <Cell className="py-3 align-top whitespace-normal">
        <VerdictCell item={item} run={run} name={name} exception={exception} now={now} locale={locale} />
      </Cell>
    </tr>
  );
}
