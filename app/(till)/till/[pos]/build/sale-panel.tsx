'use client';

import { useTranslations } from 'next-intl';
import { type RefObject, useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { classes } from '@/app/_ui/classes';
import { Icon } from '@/app/_ui/icon';
import { chevronDownIcon } from '@/app/_ui/icons';
import { Tag } from '@/app/_ui/tag';
import { formatMoney } from '@/lib/i18n/format-money';
import { chargedLines } from '../sale';
import type { SaleFigures } from '../sale-figures';
import type { BuiltSale } from '../state/use-sale';
import { useTillPlace } from '../till-context';
import { keepFocus } from './keep-focus';
import { BuyerPreview, SaleDetails } from './sale-details';
import { SaleLines } from './sale-lines';

type SalePanelProps = {
  built: BuiltSale;
  figures: SaleFigures;
  discountField: RefObject<HTMLInputElement | null>;
  /** What has to be corrected, by the API's name of the field. */
  problems: Readonly<Record<string, string>>;
  /** On a phone it is one line until somebody opens it; then it covers the keypad. */
  isOpen: boolean;
  onToggle: () => void;
};

/** The sale while it is built: its lines, what goes with it, its total. */
export function SalePanel({ built, figures, discountField, problems, isOpen, onToggle }: SalePanelProps) {
  const t = useTranslations('till.sale');
  const { terms } = useTillPlace();
  const { sale, isReady, change } = built;
  const bodyId = useId();
  const [selected, setSelected] = useState<number | null>(null);
  const [first] = chargedLines(sale, terms.amountTitle);
  const money = (minor: number) => (isReady ? formatMoney(minor, terms.currencyId) : '');
  const folded = !isOpen && 'max-[901px]:hidden';
  return (
    <section
      aria-label={t('title')}
      className="flex min-h-0 min-w-0 flex-col overflow-hidden rounded-2xl border border-line bg-surface max-tablet:rounded-xl"
    >
      <header className="flex items-center gap-2 py-3 pr-3 pl-4 min-[901px]:pt-5 min-[901px]:pr-4 min-[901px]:pl-6">
        <h2 className="text-md font-semibold">{t('title')}</h2>
        {sale.lines.length > 0 || sale.typedMinor === 0 ? (
          <span className={classes('inline-flex', isOpen && 'max-[901px]:hidden')}>
            <Tag>{isReady ? t('lines', { count: sale.lines.length }) : '…'}</Tag>
          </span>
        ) : null}
        {sale.lines.length > 0 ? (
          <Button
            type="button"
            size="small"
            tone="quiet"
            className={classes('ml-auto', folded)}
            onMouseDown={keepFocus}
            onClick={() => change({ type: 'emptied' })}
          >
            {t('empty')}
          </Button>
        ) : null}
        <Toggle isOpen={isOpen} isAlone={!isOpen || sale.lines.length === 0} controls={bodyId} onToggle={onToggle}>
          {money(figures.totalMinor)}
        </Toggle>
      </header>
      {/* Where there is little room all of it scrolls; else the lines alone do. */}
      <div id={bodyId} className={classes('flex min-h-0 flex-1 flex-col overflow-y-auto', folded)}>
        <div className="min-h-28 flex-1 overflow-y-auto max-[901px]:min-h-fit max-[901px]:flex-none">
          {isReady ? <SaleLines sale={sale} change={change} selected={selected} onSelect={setSelected} /> : null}
        </div>
        <footer className="grid gap-3 border-t border-dashed border-line-strong px-4 pt-3 pb-4 min-[901px]:px-6 min-[901px]:pb-5">
          {isReady && first ? <BuyerPreview title={first.title} pictureUrl={first.pictureUrl} /> : null}
          <SaleDetails
            sale={sale}
            figures={figures}
            change={change}
            problems={problems}
            discountField={discountField}
          />
          {figures.discountMinor ? (
            <dl className="grid grid-cols-[1fr_auto] gap-y-1 text-sm text-ink-2">
              <dt>{t('subtotal')}</dt>
              <dd className="num text-right">{money(figures.subtotalMinor)}</dd>
              <dt>{t('discount')}</dt>
              <dd className="num text-right">{money(-figures.discountMinor)}</dd>
            </dl>
          ) : null}
          <p className="flex items-baseline justify-between text-lg font-semibold tracking-[-0.02em] max-[901px]:hidden">
            <span>{t('total')}</span>
            <span className="num">{money(figures.totalMinor)}</span>
          </p>
        </footer>
      </div>
    </section>
  );
}

type ToggleProps = { isOpen: boolean; isAlone: boolean; controls: string; onToggle: () => void; children: string };

function Toggle({ isOpen, isAlone, controls, onToggle, children }: ToggleProps) {
  const t = useTranslations('till.sale');
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={controls}
      onMouseDown={keepFocus}
      onClick={onToggle}
      className={classes(
        'inline-flex h-11 items-center gap-2 rounded-md pr-1 pl-2 text-lg font-semibold tracking-[-0.02em] hover:bg-hover min-[901px]:hidden',
        isAlone && 'ml-auto',
      )}
    >
      <span className="num">{children}</span>
      <Icon shape={chevronDownIcon} size={18} className={classes('text-ink-3', isOpen && 'rotate-180')} />
      <span className="unseen">{isOpen ? t('close') : t('open')}</span>
    </button>
  );
}
