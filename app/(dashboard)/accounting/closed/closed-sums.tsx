import { useTranslations } from 'next-intl';
import { Stat, StatStrip } from '@/app/_ui/stat-strip';
import type { ClosedSums as Sums } from '@/db/closed-orders';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';

type ClosedSumsProps = { sums: readonly Sums[]; currencyId: CurrencyId };

/** What the whole period comes to; one strip per currency, because amounts of two do not add up. */
export function ClosedSums({ sums, currencyId }: ClosedSumsProps) {
  const t = useTranslations('accounting.sums');
  const shown: readonly Sums[] = sums.length > 0 ? sums : [{ currencyId, count: 0, paidMinor: 0, refundedMinor: 0 }];
  return shown.map((sum) => {
    const money = (minor: number) => formatMoney(minor, sum.currencyId);
    return (
      <section key={sum.currencyId} aria-label={t('label', { currency: sum.currencyId })}>
        {shown.length > 1 ? <h2 className="mb-1.5 text-sm font-medium">{sum.currencyId}</h2> : null}
        <StatStrip>
          <Stat label={t('count')}>{sum.count}</Stat>
          <Stat label={t('paid')}>{money(sum.paidMinor)}</Stat>
          <Stat label={t('refunded')}>{money(sum.refundedMinor)}</Stat>
          <Stat label={t('net')}>{money(sum.paidMinor - sum.refundedMinor)}</Stat>
        </StatStrip>
      </section>
    );
  });
}
