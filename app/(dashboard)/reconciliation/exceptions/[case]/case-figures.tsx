import { useTranslations } from 'next-intl';
import { classes } from '@/app/_ui/classes';
import { CopiedCode } from '@/app/_ui/copied-code';
import { Money } from '@/app/_ui/money';
import { OrderStatusLabel } from '@/app/_ui/order-status';
import type { CaseSummary } from '@/db/exceptions';
import { formatMoney } from '@/lib/i18n/format-money';

/** Both sides as they stood when the case was opened, or opened again. */
export function CaseFigures({ found }: { found: CaseSummary }) {
  const t = useTranslations('reconciliation');
  const { ours, theirs } = found.facts;
  return (
    <dl
      className={classes(
        'grid gap-px overflow-clip rounded-lg border border-line bg-line',
        theirs && 'tablet:grid-cols-2',
      )}
    >
      <div className="bg-surface px-4 py-3.5">
        <dt className="text-sm text-ink-2">{t('case.ours')}</dt>
        {ours ? (
          <dd className="mt-1 grid gap-1 text-sm">
            <Money minor={ours.paidMinor} currencyId={found.currencyId} size="stat" />
            <span className="text-xs text-ink-3">
              {t('ledger.ofTotal', { amount: formatMoney(ours.totalMinor, found.currencyId) })}
            </span>
            <OrderStatusLabel status={ours.status} exception={ours.exception} place="plain" />
            <Refunded minor={ours.refundedMinor} found={found} />
          </dd>
        ) : (
          <dd className="mt-1 text-sm text-ink-3">{t('ledger.noOrder')}</dd>
        )}
      </div>
      {theirs ? (
        <div className="bg-surface px-4 py-3.5">
          <dt className="text-sm text-ink-2">{t('case.theirs')}</dt>
          <dd className="mt-1 grid gap-1 text-sm">
            <Money minor={theirs.paidMinor} currencyId={found.currencyId} size="stat" />
            <span className="text-xs text-ink-3">{t('ledger.payments', { count: theirs.paymentIds.length })}</span>
            {theirs.paymentIds.map((id) => (
              <span key={id} className="flex min-w-0 items-center gap-1 text-xs">
                <CopiedCode code={id} what={t('ledger.paymentId')} />
              </span>
            ))}
            <Refunded minor={theirs.refundedMinor} found={found} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Refunded({ minor, found }: { minor: number; found: CaseSummary }) {
  const t = useTranslations('reconciliation.run');
  if (minor === 0) return null;
  return (
    <span className="text-xs text-ink-2">
      {t('refunded')} <Money minor={-minor} currencyId={found.currencyId} />
    </span>
  );
}
