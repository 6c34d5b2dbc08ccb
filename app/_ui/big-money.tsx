import type { CurrencyId } from '@/lib/domain/sites';
import { moneyParts } from '@/lib/i18n/format-money';
import { classes } from './classes';

type BigMoneyProps = {
  minor: number;
  currencyId: CurrencyId;
  /** Largest size; a long amount is set smaller so that it is never cut. */
  cap: keyof typeof caps;
  className?: string;
};

/** An amount as large as its place allows: symbol and cents step back, the units lead. */
export function BigMoney({ minor, currencyId, cap, className }: BigMoneyProps) {
  const { symbol, units, decimals } = moneyParts(minor, currencyId);
  const fontSize = `min(${caps[cap]}, ${(98 / widthInEms(symbol, units, decimals)).toFixed(2)}cqi)`;
  return (
    <div className={classes('@container w-full', className)}>
      <span className="num block leading-none font-semibold tracking-[-0.045em]" style={{ fontSize }}>
        <span className={aside}>{symbol}</span>
        {units}
        {decimals ? <span className={aside}>{decimals}</span> : null}
      </span>
    </div>
  );
}

const aside = 'text-[0.56em] font-medium tracking-[-0.01em] text-ink-3';

const caps = {
  typed: 'clamp(2.5rem, 1.8rem + 2.4vw, 4rem)',
  till: 'clamp(3rem, 1.6rem + 5.6vw, 6rem)',
  paid: 'clamp(3.5rem, 1.5rem + 8vw, 8.5rem)',
} as const;

/** Width of the text in its own font size, from the widths of Geist's figures and marks, rounded up. */
function widthInEms(symbol: string, units: string, decimals: string): number {
  const marks = units.replace(/\d/g, '').length;
  const figures = units.length - marks;
  return figures * 0.58 + marks * 0.27 + (symbol.length + decimals.length) * 0.56 * 0.62;
}
