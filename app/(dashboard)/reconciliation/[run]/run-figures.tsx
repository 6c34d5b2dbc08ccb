import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/app/_ui/money';
import { Stat, StatStrip } from '@/app/_ui/stat-strip';
import { formatMoney } from '@/lib/i18n/format-money';
import type { RunPageData } from './read-run';

/** What Mercado Pago has, how far it is from ours, and how many sales are how. */
export function RunFigures({ page: { run, sums, counts } }: { page: RunPageData }) {
  const t = useTranslations('reconciliation.run');
  const locale = useLocale();
  const theirs = run.agreedMinor + sums.theirsMinor;
  const difference = sums.theirsMinor - sums.oursMinor;
  const amount = formatMoney(Math.abs(difference), run.currencyId);
  const isKnown = run.status === 'done';
  const words = difference === 0 ? t('equal') : difference > 0 ? t('more', { amount }) : t('less', { amount });
  return (
    <StatStrip>
      <Stat label={t('has')} detail={isKnown ? words : null}>
        <Money minor={run.status === 'listing' ? null : theirs} currencyId={run.currencyId} size="stat" />
      </Stat>
      <Stat label={t('matched')} detail={counts.unpaid > 0 ? t('unpaid', { count: counts.unpaid }) : null}>
        {counts.matched.toLocaleString(locale)}
      </Stat>
      <Stat label={t('different')}>{counts.toDecide.toLocaleString(locale)}</Stat>
      {counts.waiting > 0 || counts.applied === 0 ? (
        <Stat label={t('waiting')}>{counts.waiting.toLocaleString(locale)}</Stat>
      ) : (
        <Stat label={t('applied')}>{counts.applied.toLocaleString(locale)}</Stat>
      )}
    </StatStrip>
  );
}
