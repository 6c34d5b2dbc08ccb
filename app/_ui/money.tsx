import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney, type MoneyOptions, moneyParts } from '@/lib/i18n/format-money';
import { classes } from './classes';

type MoneyProps = MoneyOptions & {
  /** Minor units; null when the amount is not known. */
  minor: number | null;
  currencyId: CurrencyId;
  /** `text` is one even text for columns and sentences; in all others symbol and cents step back. */
  size?: keyof typeof sizes;
  /** ISO code after the amount: where a page shows more than one currency. */
  withCode?: boolean;
  /** Why the amount is not known, read and shown on hover. */
  whyUnknown?: string;
};

/** An amount in its country's format, in tabular figures, never wrapped. */
export function Money({ minor, currencyId, size = 'text', withCode, whyUnknown, ...options }: MoneyProps) {
  if (minor === null) return <UnknownMoney why={whyUnknown} />;
  const code = withCode ? <span className="ml-[0.3em] text-[0.8em] font-normal text-ink-3">{currencyId}</span> : null;
  if (size === 'text') {
    return (
      <span className="num">
        {formatMoney(minor, currencyId, options)}
        {code}
      </span>
    );
  }
  const { sign, symbol, units, decimals } = moneyParts(minor, currencyId, options);
  return (
    <span className={classes('num font-semibold', sizes[size])}>
      {sign}
      <span className={aside}>{symbol}</span>
      {units}
      {decimals ? <span className={aside}>{decimals}</span> : null}
      {code}
    </span>
  );
}

function UnknownMoney({ why }: { why?: string | undefined }) {
  return (
    <span className="num text-ink-3" title={why}>
      <span aria-hidden={why ? true : undefined}>—</span>
      {why ? <span className="unseen">{why}</span> : null}
    </span>
  );
}

const aside = 'text-[0.56em] font-medium tracking-[-0.01em] text-ink-3';

const sizes = {
  text: '',
  stat: 'text-xl tracking-[-0.03em] max-tablet:text-lg',
  order: 'text-2xl',
  page: 'text-[2.75rem] leading-[3rem] tracking-[-0.04em] max-tablet:text-[2.5rem]',
  till: 'text-till',
  paid: 'text-paid',
} as const;
