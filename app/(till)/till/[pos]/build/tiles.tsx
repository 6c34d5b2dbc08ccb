'use client';

import { useTranslations } from 'next-intl';
import { classes } from '@/app/_ui/classes';
import { formatMoney } from '@/lib/i18n/format-money';
import type { SaleLine } from '../sale';
import { useTillPlace } from '../till-context';
import type { TillItem } from '../till-item';
import { keepFocus } from './keep-focus';

type TilesProps = {
  items: readonly TillItem[];
  lines: readonly SaleLine[];
  onAdd: (item: TillItem) => void;
};

/** Nobody looks through more; whoever does not see it types its name. */
const MOST_TILES = 200;

/** One tile each, of very many the first: picture, name, price, and how many are in the sale already. */
export function Tiles({ items, lines, onAdd }: TilesProps) {
  const t = useTranslations('till.build');
  const { terms } = useTillPlace();
  return (
    <ul className="grid min-h-0 auto-rows-[minmax(100px,1fr)] grid-cols-[repeat(auto-fill,minmax(140px,1fr))] content-start gap-2 overflow-y-auto">
      {items.slice(0, MOST_TILES).map((item, index) => {
        const count = countIn(lines, item);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two items may be alike in everything but their place
          <li key={`${item.title} ${index}`} className="grid max-h-40">
            <button
              type="button"
              onMouseDown={keepFocus}
              onClick={() => onAdd(item)}
              className={classes(
                'relative grid touch-manipulation content-between gap-2 rounded-xl border p-3.5 text-left text-[0.9375rem] leading-5 transition-colors duration-press select-none hover:bg-hover active:bg-selected',
                count > 0 ? 'border-accent-line bg-selected' : 'border-line bg-surface',
              )}
            >
              <span className="flex min-w-0 items-start gap-2.5">
                {item.pictureUrl ? <Picture url={item.pictureUrl} /> : null}
                <span className="line-clamp-2 min-w-0 font-medium">{item.title}</span>
              </span>
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
      {items.length > MOST_TILES ? (
        <li className="col-span-full grid place-content-center p-4 text-center text-sm text-ink-3">
          {t('more', { count: items.length - MOST_TILES })}
        </li>
      ) : null}
    </ul>
  );
}

/** Decoration: the name stands beside it. */
function Picture({ url }: { url: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: the merchant's own address, and nothing is to be optimised here
    <img
      src={url}
      alt=""
      loading="lazy"
      referrerPolicy="no-referrer"
      className="size-10 shrink-0 rounded-md bg-sunken object-cover"
    />
  );
}

function countIn(lines: readonly SaleLine[], item: TillItem): number {
  return lines.find((line) => line.title === item.title && line.unitPriceMinor === item.unitPriceMinor)?.quantity ?? 0;
}
