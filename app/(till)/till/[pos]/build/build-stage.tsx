'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { BigMoney } from '@/app/_ui/big-money';
import { Button } from '@/app/_ui/button';
import { classes } from '@/app/_ui/classes';
import { Icon } from '@/app/_ui/icon';
import { keypadIcon, listIcon, plusIcon } from '@/app/_ui/icons';
import { formatMoney } from '@/lib/i18n/format-money';
import type { Sale, SaleAction } from '../sale';
import { Shortcut } from '../shortcut';
import { useTillKeys } from '../state/use-till-keys';
import { useTillPlace } from '../till-context';
import { ItemPicker } from './item-picker';
import { keepFocus } from './keep-focus';
import { Keypad } from './keypad';

type BuildStageProps = {
  sale: Sale;
  change: (action: SaleAction) => void;
  totalMinor: number;
  onCharge: () => void;
  onDiscount: () => void;
  /** Something that has to be known before charging, above everything else. */
  notice: ReactNode;
};

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Where a sale is built: keypad and what is sold most, side by side where there is room. */
export function BuildStage({ sale, change, totalMinor, onCharge, onDiscount, notice }: BuildStageProps) {
  const t = useTranslations('till.build');
  const { terms, settings } = useTillPlace();
  const search = useRef<HTMLInputElement>(null);
  const [tab, setTab] = useState<'pad' | 'tiles'>('pad');
  const type = (typed: string) => change({ type: 'digits_typed', digits: typed });
  const erase = () => change({ type: 'digit_erased' });
  const clear = () => change({ type: 'typed_cleared' });
  const add = () => change({ type: 'typed_added', title: terms.amountTitle });
  const last = sale.lines.length - 1;
  const step = (by: number) => change({ type: 'quantity_changed', index: last, by });
  const find = () => {
    flushSync(() => setTab('tiles'));
    search.current?.focus();
  };
  useTillKeys(
    {
      ...Object.fromEntries(digits.map((digit) => [digit, () => type(digit)])),
      Backspace: erase,
      Delete: clear,
      Escape: clear,
      // With an amount on the keypad it becomes a line; without, one more of the last.
      '+': () => (sale.typedMinor === 0 ? step(1) : add()),
      '-': () => step(-1),
      '/': find,
      d: onDiscount,
      Enter: onCharge,
    },
    settings.keys,
  );
  return (
    <section
      aria-label={t('label')}
      className="flex min-h-0 min-w-0 flex-col gap-4 rounded-2xl border border-line bg-surface p-5 max-tablet:gap-2.5 max-tablet:rounded-xl max-tablet:p-3"
    >
      {notice}
      <div className="grid min-h-0 flex-1 grid-cols-1 grid-rows-[auto_minmax(0,1fr)_auto] gap-4 max-tablet:gap-2.5 keys:grid-cols-[minmax(0,1fr)_minmax(340px,400px)] keys:gap-x-5">
        <TabRow tab={tab} onChoose={setTab} />
        <div
          className={classes(
            'grid min-h-0 grid-cols-1 keys:col-start-1 keys:row-span-2',
            tab === 'pad' && 'max-keys:hidden',
          )}
        >
          <ItemPicker
            lines={sale.lines}
            onAdd={({ isFavorite: _offered, ...item }) => change({ type: 'item_added', item })}
            search={search}
          />
        </div>
        <div
          className={classes(
            'grid min-h-0 grid-rows-[auto_minmax(0,1fr)] gap-4 max-tablet:gap-2 keys:col-start-2 keys:row-span-2 keys:row-start-1',
            tab === 'tiles' && 'max-keys:hidden',
          )}
        >
          <Shown sale={sale} />
          <Keypad onDigits={type} onErase={erase} />
        </div>
        <ChargeRow sale={sale} totalMinor={totalMinor} onAdd={add} onCharge={onCharge} />
      </div>
    </section>
  );
}

function TabRow({ tab, onChoose }: { tab: 'pad' | 'tiles'; onChoose: (tab: 'pad' | 'tiles') => void }) {
  const t = useTranslations('till.build');
  const { itemSource } = useTillPlace();
  return (
    <div className="keys:col-start-1 keys:row-start-1">
      <h2 className="text-md font-semibold max-keys:hidden">{t(itemSource)}</h2>
      <fieldset className="inline-flex rounded-md bg-canvas p-0.5 inset-ring inset-ring-line keys:hidden">
        <legend className="unseen">{t('label')}</legend>
        {(['pad', 'tiles'] as const).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={tab === name}
            onMouseDown={keepFocus}
            onClick={() => onChoose(name)}
            className="inline-flex h-9 items-center gap-1.5 rounded-sm px-3 text-sm font-medium text-ink-2 hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line-strong),var(--elev-1)] pointer-coarse:h-11 dark:aria-pressed:bg-raised forced-colors:aria-pressed:outline-2"
          >
            <Icon shape={name === 'pad' ? keypadIcon : listIcon} size={15} />
            {t(name)}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/** What is on the keypad; when nothing is, what was added last. */
function Shown({ sale }: { sale: Sale }) {
  const t = useTranslations('till.build');
  const { terms } = useTillPlace();
  const last = sale.typedMinor === 0 ? sale.lines.at(-1) : undefined;
  return (
    <div className="grid justify-items-end gap-1 px-2 text-right">
      <p className="max-w-full truncate text-sm text-ink-3">{last ? last.title : t('typed')}</p>
      <BigMoney
        minor={last ? last.unitPriceMinor : sale.typedMinor}
        currencyId={terms.currencyId}
        cap="typed"
        className={classes(sale.typedMinor === 0 && !last && 'text-ink-3')}
      />
    </div>
  );
}

type ChargeRowProps = { sale: Sale; totalMinor: number; onAdd: () => void; onCharge: () => void };

function ChargeRow({ sale, totalMinor, onAdd, onCharge }: ChargeRowProps) {
  const t = useTranslations('till.build');
  const { terms } = useTillPlace();
  return (
    <div className="flex gap-3 keys:col-start-2 keys:row-start-3">
      <Button
        type="button"
        size="till"
        fit="icon"
        aria-label={t('add')}
        title={t('add')}
        disabled={sale.typedMinor === 0}
        onMouseDown={keepFocus}
        onClick={onAdd}
      >
        <Icon shape={plusIcon} size={22} />
      </Button>
      <Button
        type="button"
        size="till"
        tone="primary"
        className="min-w-0 flex-1"
        disabled={totalMinor === 0}
        onMouseDown={keepFocus}
        onClick={onCharge}
      >
        {totalMinor === 0 ? (
          t('nothing')
        ) : (
          <>
            {t('charge')} <span className="num truncate">{formatMoney(totalMinor, terms.currencyId)}</span>
            <Shortcut name="Enter" />
          </>
        )}
      </Button>
    </div>
  );
}
