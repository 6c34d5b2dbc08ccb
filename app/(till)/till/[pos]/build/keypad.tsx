'use client';

import { useTranslations } from 'next-intl';
import { classes } from '@/app/_ui/classes';
import { Icon } from '@/app/_ui/icon';
import { eraseIcon } from '@/app/_ui/icons';
import { vibrate } from '../state/sounds';
import { useTillPlace } from '../till-context';
import { keepFocus } from './keep-focus';

type KeypadProps = { onDigits: (digits: string) => void; onErase: () => void };

const rows = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '00', '0'] as const;

/** Twelve keys as on a card terminal. A press leaves the focus where it was, so that Enter goes on charging. */
export function Keypad({ onDigits, onErase }: KeypadProps) {
  const t = useTranslations('till.build');
  const { settings } = useTillPlace();
  const press = (action: () => void) => () => {
    if (settings.vibration) vibrate(8);
    action();
  };
  return (
    <div className="grid min-h-0 auto-rows-[minmax(56px,1fr)] grid-cols-3 gap-2">
      {rows.map((digits) => (
        <button
          key={digits}
          type="button"
          className={classes(key, digits === '00' ? 'bg-sunken text-ink-2' : 'bg-surface')}
          onMouseDown={keepFocus}
          onClick={press(() => onDigits(digits))}
        >
          {digits}
        </button>
      ))}
      <button
        type="button"
        aria-label={t('erase')}
        className={classes(key, 'bg-sunken text-ink-2')}
        onMouseDown={keepFocus}
        onClick={press(onErase)}
      >
        <Icon shape={eraseIcon} size={26} />
      </button>
    </div>
  );
}

const key =
  'grid touch-manipulation place-items-center rounded-xl border border-line text-[1.75rem] font-medium tabular-nums transition-colors duration-press select-none hover:bg-hover active:bg-selected';
