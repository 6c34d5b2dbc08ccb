'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { searchIcon } from '@/app/_ui/icons';
import { Input } from '@/app/_ui/input';
import type { SaleLine } from '../sale';
import { Shortcut } from '../shortcut';
import { useTillPlace } from '../till-context';
import type { TillItem } from '../till-item';
import { findItems } from './find-items';
import { keepFocus } from './keep-focus';
import { Tiles } from './tiles';

type ItemPickerProps = {
  lines: readonly SaleLine[];
  onAdd: (item: TillItem) => void;
  search: RefObject<HTMLInputElement | null>;
};

/** Fewer are found sooner by looking than by typing. */
const FEW = 12;

/** What can be sold by name: search, categories, and one tile each. */
export function ItemPicker({ lines, onAdd, search }: ItemPickerProps) {
  const t = useTranslations('till.build');
  const { items, itemSource, settings } = useTillPlace();
  const [text, setText] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const categories = [...new Set(items.flatMap((item) => item.category ?? []))].sort((a, b) => a.localeCompare(b));
  const found = findItems(items, { text, category });
  if (items.length === 0) {
    return (
      <p className="grid place-content-center rounded-xl border border-dashed border-line-strong p-6 text-center text-balance text-ink-3">
        {t('noItems')}
      </p>
    );
  }

  /** Enter sells the first that was found; Esc goes back to the keypad. */
  function press(event: KeyboardEvent<HTMLInputElement>): void {
    const [first] = found;
    if (event.key === 'Enter' && text.trim() !== '' && first) {
      event.preventDefault();
      onAdd(first);
      setText('');
    } else if (event.key === 'Escape') {
      event.preventDefault();
      setText('');
      event.currentTarget.blur();
    }
  }

  return (
    <div className="grid min-h-0 grid-cols-1 grid-rows-[auto_minmax(0,1fr)] gap-3 max-tablet:gap-2">
      <div className="flex flex-wrap items-center gap-2 empty:hidden">
        {items.length > FEW ? (
          <div className="w-full tablet:w-60">
            <Input
              ref={search}
              type="search"
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={press}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              enterKeyHint="done"
              aria-label={t('search')}
              placeholder={t('search')}
              leading={<Icon shape={searchIcon} size={14} />}
              trailing={settings.keys ? <Shortcut name="/" /> : null}
              className="[&::-webkit-search-cancel-button]:hidden"
            />
          </div>
        ) : null}
        {itemSource === 'catalog' && categories.length > 0 ? (
          <fieldset className="flex max-w-full min-w-0 gap-1.5 overflow-x-auto px-0.5 py-0.5 [scrollbar-width:none]">
            <legend className="unseen">{t('categories')}</legend>
            {[null, ...categories].map((name) => (
              <button
                key={name ?? ''}
                type="button"
                aria-pressed={category === name}
                onMouseDown={keepFocus}
                onClick={() => setCategory(name)}
                className="inline-flex h-9 shrink-0 items-center rounded-full border border-line-strong px-3.5 text-sm font-medium whitespace-nowrap text-ink-2 hover:bg-hover aria-pressed:border-accent-line aria-pressed:bg-selected aria-pressed:text-ink pointer-coarse:h-11 forced-colors:aria-pressed:outline-2"
              >
                {name ?? t('all')}
              </button>
            ))}
          </fieldset>
        ) : null}
      </div>
      {found.length > 0 ? (
        <Tiles items={found} lines={lines} onAdd={onAdd} />
      ) : (
        <p role="status" className="grid place-content-center p-6 text-center text-ink-3">
          {t('noMatch')}
        </p>
      )}
      {/* Readers hear how many are left while somebody types. */}
      <span role="status" className="unseen">
        {text.trim() === '' ? '' : t('found', { count: found.length })}
      </span>
    </div>
  );
}
