import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/app/_ui/money';
import { Stat, StatStrip } from '@/app/_ui/stat-strip';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { languageTags } from '@/lib/i18n/locales';
import type { Overview } from './read-overview';

type StatsProps = { overview: Overview; currencyId: CurrencyId; lastDay: string };

/** The four figures of the day. Each says behind a button what it counts and what it leaves out. */
export function Stats({ overview, currencyId, lastDay }: StatsProps) {
  const t = useTranslations('overview.stats');
  const { sales, counts, openMinor } = overview;
  const money = (minor: number) => formatMoney(minor, currencyId);
  const average = sales.closedCount === 0 ? null : Math.round(sales.soldMinor / sales.closedCount);
  const open = openMinor === null ? null : t('openAmount', { amount: money(openMinor) });
  const helpOf = (figure: string) => t('help', { figure });
  return (
    <StatStrip>
      <Stat
        label={t('sold')}
        help={t('soldHelp')}
        helpLabel={helpOf(t('sold'))}
        detail={<Change now={sales.soldMinor} before={overview.soldMinorByNow} lastDay={lastDay} />}
      >
        <Money minor={sales.soldMinor} currencyId={currencyId} size="stat" />
      </Stat>
      <Stat
        label={t('paid')}
        help={t('paidHelp')}
        helpLabel={helpOf(t('paid'))}
        detail={average === null ? t('paidNone') : t('paidAverage', { amount: money(average) })}
      >
        {sales.closedCount}
      </Stat>
      <Stat
        label={t('refunded')}
        help={t('refundedHelp')}
        helpLabel={helpOf(t('refunded'))}
        detail={t('refundedOrders', { count: sales.refundedCount })}
      >
        <Money minor={sales.refundedMinor} currencyId={currencyId} size="stat" />
      </Stat>
      <Stat
        label={t('open')}
        help={t('openHelp')}
        helpLabel={helpOf(t('open'))}
        detail={counts.open === 0 ? t('openNone') : open}
      >
        {counts.open}
      </Stat>
    </StatStrip>
  );
}

/** The day so far against the same hours of a week ago, in words; never a percentage of nothing. */
function Change({ now, before, lastDay }: { now: number; before: number; lastDay: string }) {
  const t = useTranslations('overview.stats');
  const tag = languageTags[useLocale()];
  if (before === 0) return t('soldNothingBefore', { day: lastDay });
  if (now === before) return t('soldSame', { day: lastDay });
  const change = now / before - 1;
  const maximumFractionDigits = Math.abs(change) < 1 ? 1 : 0;
  const format = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits, signDisplay: 'exceptZero' });
  return t.rich('soldChange', {
    change: format.format(change).replace('-', '−'),
    day: lastDay,
    strong: (text) => <strong className="num font-medium text-ink">{text}</strong>,
  });
}
