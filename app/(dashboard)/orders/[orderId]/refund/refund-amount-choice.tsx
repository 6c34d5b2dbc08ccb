'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { formatMoney } from '@/lib/i18n/format-money';
import type { RefundTerms } from './refund-terms';

/** What the amount is of. */
export type AmountOf = 'all' | 'surplus' | 'other';

type AmountChoiceProps = { terms: RefundTerms; choice: AmountOf; onChoose: (choice: AmountOf) => void };

/** How much: all that is left, what came too much when that is something else, or an amount to be typed. */
export function AmountChoice({ terms, choice, onChoose }: AmountChoiceProps) {
  const t = useTranslations('refund');
  const name = useId();
  const { leftMinor, surplusMinor, currencyId } = terms;
  const options = [
    ...(surplusMinor > 0 && surplusMinor < leftMinor ? [{ of: 'surplus' as const, minor: surplusMinor }] : []),
    { of: 'all' as const, minor: leftMinor },
    { of: 'other' as const, minor: null },
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="unseen">{t('howMuch')}</legend>
      {options.map(({ of, minor }) => (
        <label
          key={of}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md border border-line-strong px-3.5 py-2.5 font-medium has-checked:border-accent-mark has-checked:bg-accent-tint has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            value={of}
            checked={choice === of}
            onChange={() => onChoose(of)}
            className="size-4 accent-accent"
          />
          <span className="flex-1">{t(of)}</span>
          {minor === null ? null : <span className="num font-normal">{formatMoney(minor, currencyId)}</span>}
        </label>
      ))}
    </fieldset>
  );
}
