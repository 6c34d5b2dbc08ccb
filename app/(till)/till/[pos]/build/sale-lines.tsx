'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_ui/button';
import { classes } from '@/app/_ui/classes';
import { Icon } from '@/app/_ui/icon';
import { minusIcon, plusIcon, trashIcon } from '@/app/_ui/icons';
import { formatMoney } from '@/lib/i18n/format-money';
import { lineTotal, type Sale, type SaleAction, type SaleLine } from '../sale';
import { useTillPlace } from '../till-context';
import { keepFocus } from './keep-focus';

type SaleLinesProps = {
  sale: Sale;
  change: (action: SaleAction) => void;
  /** Place of the line that was touched last; without one, the newest. */
  selected: number | null;
  onSelect: (index: number | null) => void;
};

/** Lines of a sale; the one in hand shows its quantity keys. */
export function SaleLines({ sale, change, selected, onSelect }: SaleLinesProps) {
  const t = useTranslations('till.sale');
  if (sale.lines.length === 0 && sale.typedMinor === 0) {
    return <p className="px-4 py-6 text-center text-balance text-ink-3 min-[901px]:px-6">{t('nothing')}</p>;
  }
  const inHand = selected !== null && selected < sale.lines.length ? selected : sale.lines.length - 1;
  return (
    <ul>
      {sale.lines.map((line, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike in everything but their place
          key={index}
          line={line}
          isInHand={index === inHand}
          onSelect={() => onSelect(index)}
          onQuantity={(by) => change({ type: 'quantity_changed', index, by })}
          onRemove={() => change({ type: 'line_removed', index })}
        />
      ))}
      {sale.typedMinor > 0 ? <TypedLine minor={sale.typedMinor} /> : null}
    </ul>
  );
}

/** What is on the keypad counts too; without its line the total would look wrong. */
function TypedLine({ minor }: { minor: number }) {
  const t = useTranslations('till.build');
  const { terms } = useTillPlace();
  return (
    <li className="grid grid-cols-[32px_minmax(0,1fr)_auto] gap-x-2 px-4 py-3 text-[0.9375rem] leading-5 text-ink-2 min-[901px]:px-6">
      <span aria-hidden="true">+</span>
      <span>{t('typed')}</span>
      <span className="num">{formatMoney(minor, terms.currencyId)}</span>
    </li>
  );
}

type LineProps = {
  line: SaleLine;
  isInHand: boolean;
  onSelect: () => void;
  onQuantity: (by: number) => void;
  onRemove: () => void;
};

function Line({ line, isInHand, onSelect, onQuantity, onRemove }: LineProps) {
  const { terms } = useTillPlace();
  return (
    <li
      className={classes(
        'border-b border-line px-4 text-[0.9375rem] leading-5 last:border-b-0 min-[901px]:px-6',
        isInHand && 'bg-selected shadow-[inset_3px_0_0_var(--accent-mark)]',
      )}
    >
      <button
        type="button"
        aria-expanded={isInHand}
        onMouseDown={keepFocus}
        onClick={onSelect}
        className="grid w-full grid-cols-[32px_minmax(0,1fr)_auto] gap-x-2 py-3 text-left"
      >
        <span className="num text-ink-3">{line.quantity} ×</span>
        <span className="line-clamp-2">{line.title}</span>
        <span className="num">{formatMoney(lineTotal(line), terms.currencyId)}</span>
      </button>
      {isInHand ? <LineKeys line={line} onQuantity={onQuantity} onRemove={onRemove} /> : null}
    </li>
  );
}

function LineKeys({ line, onQuantity, onRemove }: Pick<LineProps, 'line' | 'onQuantity' | 'onRemove'>) {
  const t = useTranslations('till.sale');
  const { terms } = useTillPlace();
  const { title } = line;
  return (
    <div className="flex items-center gap-2 pb-3 pl-10">
      <div className="inline-flex items-center rounded-md border border-line-control bg-surface">
        <button
          type="button"
          aria-label={t('less', { title })}
          className={step}
          onMouseDown={keepFocus}
          onClick={() => onQuantity(-1)}
        >
          <Icon shape={minusIcon} />
        </button>
        <span className="min-w-10 text-center font-medium tabular-nums">{line.quantity}</span>
        <button
          type="button"
          aria-label={t('more', { title })}
          className={step}
          onMouseDown={keepFocus}
          onClick={() => onQuantity(1)}
        >
          <Icon shape={plusIcon} />
        </button>
      </div>
      {line.quantity > 1 ? (
        <span className="min-w-0 text-xs text-ink-3 tabular-nums">
          {t('each', { price: formatMoney(line.unitPriceMinor, terms.currencyId) })}
        </span>
      ) : null}
      <Button
        type="button"
        tone="quiet"
        fit="icon"
        className="ml-auto"
        aria-label={t('remove', { title })}
        onMouseDown={keepFocus}
        onClick={onRemove}
      >
        <Icon shape={trashIcon} />
      </Button>
    </div>
  );
}

const step =
  'grid size-9 place-items-center rounded-md text-ink-2 hover:bg-hover max-tablet:size-11 pointer-coarse:size-11';
