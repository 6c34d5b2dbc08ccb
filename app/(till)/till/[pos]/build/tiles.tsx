'use client';

import { useTranslations } from 'next-intl';
import { classes } from '@/app/_ui/classes';
import { formatMoney } from '@/lib/i18n/format-money';
import type { FrequentItem } from '../frequent-item';
import type { SaleLine } from '../sale';
import { useTillPlace } from '../till-context';
import { keepFocus } from './keep-focus';

type TilesProps = { lines: readonly SaleLine[]; onAdd: (item: FrequentItem) => void };

/** What this shop sells most: name, price, and how many are in the sale already. */
export function Tiles({ lines, onAdd }: TilesProps) {
  const t = useTranslations('till.build');
  const { frequentItems, terms } = useTillPlace();
  if (frequentItems.length === 0) {
    return (
      <p className="grid place-content-center rounded-xl border border-dashed border-line-strong p-6 text-center text-balance text-ink-3">
        {t('noItems')}
      </p>
    );
  }
  return (
    <ul className="grid min-h-0 auto-rows-[minmax(88px,1fr)] grid-cols-[repeat(auto-fill,minmax(140px,1fr))] content-start gap-2 overflow-y-auto">
      {frequentItems.map((item) => {
        const count = countIn(lines, item);
        return (
          <li key={item.title} className="grid max-h-40">
            <button
              type="button"
              onMouseDown={keepFocus}
              onClick={() => onAdd(item)}
              className={classes(
                'relative grid touch-manipulation content-between gap-2 rounded-xl border p-3.5 text-left text-[0.9375rem] leading-5 transition-colors duration-press select-none hover:bg-hover active:bg-selected',
                count > 0 ? 'border-accent-line bg-selected' : 'border-line bg-surface',
              )}
            >
              <span className="line-clamp-2 font-medium">{item.title}</span>
              <span className="num text-sm text-ink-3">
                {formatMoney(item.unitPriceMinor, terms.currencyId, { roundShort: true })}
              </span>
              {count > 0 ? (
                <span className="absolute right-2.5 bottom-3 grid h-[22px] min-w-[22px] place-items-center rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent tabular-nums">
                  <span aria-hidden="true">{count}</span>
                  <span className="unseen">{t('inSale', { count: String(count) })}</span>
                </span>
              ) : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function countIn(lines: readonly SaleLine[], item: FrequentItem): number {
  return lines.find((line) => line.title === item.title && line.unitPriceMinor === item.unitPriceMinor)?.quantity ?? 0;
}
