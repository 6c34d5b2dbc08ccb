'use client';

import { useTranslations } from 'next-intl';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { countOf, lineTotal } from './sale';
import type { TillOrderItem } from './till-order';

/** What is being charged, as far as this panel shows it: an order, or a sale on its way to be one. */
export type Charged = {
  readonly externalReference: string;
  readonly items: readonly TillOrderItem[];
  readonly taxMinor: number;
  readonly discountMinor: number;
  readonly note: string | null;
  readonly totalMinor: number;
  readonly currencyId: CurrencyId;
};

/** What is being charged: it does not change any more, so it is only shown. */
export function OrderPanel({ charged }: { charged: Charged }) {
  const t = useTranslations('till.sale');
  const money = (minor: number) => formatMoney(minor, charged.currencyId);
  return (
    <section
      aria-label={t('title')}
      className="flex min-h-0 min-w-0 flex-col overflow-hidden rounded-2xl border border-line bg-surface max-tablet:rounded-xl max-[901px]:order-2"
    >
      <header className="flex items-center gap-2 px-4 pt-5 pb-3 min-[901px]:px-6">
        <h2 className="text-md font-semibold">{t('title')}</h2>
        <span className="code ml-auto text-ink-3">{charged.externalReference}</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard */}
      <ul tabIndex={0} aria-label={t('title')} className="min-h-0 flex-1 overflow-y-auto px-4 min-[901px]:px-6">
        {charged.items.map((item, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: what was charged never changes its order
            key={index}
            className="grid grid-cols-[32px_minmax(0,1fr)_auto] gap-x-2 border-b border-line py-3 text-[0.9375rem] leading-5 last:border-b-0"
          >
            <span className="num text-ink-3">{item.quantity} ×</span>
            <span className="line-clamp-2">{item.title}</span>
            <span className="num">{money(lineTotal(item))}</span>
            {item.description ? <span className="col-start-2 text-xs text-ink-3">{item.description}</span> : null}
          </li>
        ))}
      </ul>
      {charged.note === null ? null : (
        <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2 min-[901px]:px-6">
          <span className="text-ink-3">{t('note')}:</span> {charged.note}
        </p>
      )}
      <footer className="grid gap-1.5 border-t border-dashed border-line-strong px-4 pt-4 pb-5 text-base min-[901px]:px-6">
        <p className="flex justify-between text-ink-2">
          <span>{t('items', { count: countOf(charged.items) })}</span>
          {charged.taxMinor > 0 ? (
            <span className="num">
              {t('tax')} {money(charged.taxMinor)}
            </span>
          ) : null}
        </p>
        {charged.discountMinor > 0 ? (
          <p className="flex justify-between text-ink-2">
            <span>{t('discount')}</span>
            <span className="num">{money(-charged.discountMinor)}</span>
          </p>
        ) : null}
        <p className="flex items-baseline justify-between text-lg font-semibold tracking-[-0.02em]">
          <span>{t('total')}</span>
          <span className="num">{money(charged.totalMinor)}</span>
        </p>
      </footer>
    </section>
  );
}
