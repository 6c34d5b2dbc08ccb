import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { StatusLabel } from '@/app/_ui/status-label';
import type { StatusLook } from '@/app/_ui/status-look';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { CaseRow } from '@/db/exceptions';
import type { ItemRow, RunRow } from '@/db/reconciliation';
import { differenceReasons, type Verdict } from '@/lib/domain/reconcile';
import { formatMoney } from '@/lib/i18n/format-money';
import { formatClock, tellTime } from '@/lib/i18n/format-time';
import type { Locale } from '@/lib/i18n/locales';
import { apply } from '../actions';
import { figuresText, isApplicable } from './preview';

type VerdictCellProps = {
  item: ItemRow;
  run: RunRow;
  name: string;
  exception: Pick<CaseRow, 'id' | 'status'> | undefined;
  now: Date;
  locale: Locale;
};

/** What comparing said, why, and the one thing to do about it. */
export function VerdictCell({ item, run, name, exception, now, locale }: VerdictCellProps) {
  const t = useTranslations('reconciliation');
  const reader = { locale, timeZone: run.timeZone };
  if (item.state === 'pending' || item.state === 'unanswered' || item.verdict === null)
    return <NotKnown item={item} timeZone={run.timeZone} />;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-48 flex-1">
        <StatusLabel
          look={item.state === 'applied' ? appliedLook : verdictLooks[item.verdict]}
          word={t(`verdict.${item.verdict}`)}
        />
        <div className="grid gap-0.5 pl-[22px] text-xs text-ink-2">
          <Reasons item={item} run={run} />
          <Outcome item={item} run={run} now={now} reader={reader} />
          <p className="text-ink-3">
            {item.comparedAt ? t('ledger.compared', { time: tellTime(item.comparedAt, now, reader).text }) : null}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 max-tablet:w-full">
        {isApplicable(item) ? (
          <form action={apply.bind(null, run.id)}>
            <input type="hidden" name="subject" value={item.subject} />
            <SubmitButton size="small" busyLabel={t('apply.busy')}>
              {t('apply.one')} <span className="unseen">{name}</span>
            </SubmitButton>
          </form>
        ) : null}
        {exception ? (
          <ButtonLink
            href={`/reconciliation/exceptions/${exception.id}`}
            size="small"
            tone={exception.status === 'open' ? 'default' : 'quiet'}
          >
            {exception.status === 'open' ? t('ledger.case') : t('ledger.caseClosed')}
            <span className="unseen">{name}</span>
          </ButtonLink>
        ) : null}
      </div>
    </div>
  );
}

export const verdictLooks: Readonly<Record<Verdict, StatusLook>> = {
  matched: { shape: 'disc-check', tone: 'idle' },
  no_money: { shape: 'ring-slash', tone: 'idle' },
  missing_here: { shape: 'dashed-ring-question', tone: 'warn' },
  missing_there: { shape: 'octagon-cross', tone: 'stop' },
  status_differs: { shape: 'disc-clock', tone: 'warn' },
  amount_differs: { shape: 'ring-plus', tone: 'warn' },
  refund_not_in_books: { shape: 'return-arrow', tone: 'warn' },
};

/** Nothing is left to do about it. */
const appliedLook: StatusLook = { shape: 'disc-check', tone: 'idle' };

type Reader = { locale: Locale; timeZone: string };

function NotKnown({ item, timeZone }: { item: ItemRow; timeZone: string }) {
  const t = useTranslations('reconciliation.state');
  const isOver = item.state === 'unanswered';
  if (!isOver && item.problem === null)
    return <StatusLabel look={{ shape: 'dashed-ring', tone: 'live' }} word={t('pending')} />;
  return (
    <div>
      <StatusLabel look={{ shape: 'dashed-ring-question', tone: 'warn' }} word={t('unanswered')} />
      <p className="pl-[22px] text-xs text-ink-2">
        {item.dueAt ? t('later', { time: formatClock(item.dueAt, timeZone, { seconds: true }) }) : null}{' '}
        <span className="code text-ink-3">{item.problem}</span>
      </p>
    </div>
  );
}

function Reasons({ item, run }: { item: ItemRow; run: RunRow }) {
  const t = useTranslations('reconciliation.reason');
  const { ours, theirs } = item;
  const paid = (theirs?.paidMinor ?? 0) - (ours?.paidMinor ?? 0);
  const refund = (theirs?.refundedMinor ?? 0) - (ours?.refundedMinor ?? 0);
  const values = {
    difference: formatMoney(paid, run.currencyId, { signed: true }),
    refund: formatMoney(Math.abs(refund), run.currencyId),
  };
  return item.reasons.map((reason) => (
    <p key={reason}>{differenceReasons.includes(reason) ? t(reason, values) : t('other')}</p>
  ));
}

function Outcome({ item, run, now, reader }: { item: ItemRow; run: RunRow; now: Date; reader: Reader }) {
  const t = useTranslations('reconciliation');
  const status = useTranslations('status');
  const figures = item.after && figuresText(item.after, run.currencyId, { t, status });
  switch (item.state) {
    case 'applying':
      return <p className="font-medium text-accent-ink">{t('state.applying')}…</p>;
    case 'applied':
      return (
        <p className="font-medium text-ink">
          {item.appliedAt ? t('apply.applied', { time: tellTime(item.appliedAt, now, reader).text }) : null}
          {figures ? ` · ${t('apply.became', { figures })}` : null}
        </p>
      );
    case 'not_applied':
      return (
        <p className="font-medium text-stop-ink">
          {item.problem === 'still_differs' ? t('apply.stillDiffers') : `${t('apply.failed')} ${t('apply.noAnswer')}`}
        </p>
      );
    default:
      return figures && isApplicable(item) ? <p>{t('apply.becomes', { figures })}</p> : null;
  }
}
