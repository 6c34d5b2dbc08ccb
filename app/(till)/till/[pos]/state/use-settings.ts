'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { useLetterKeys } from '@/app/_ui/use-letter-keys';
import { type ReceiptPaper, readReceiptPaper } from '@/lib/domain/receipt';

/** What somebody chose for this till, on this device only. */
export type TillSettings = {
  readonly notes: boolean;
  readonly voice: boolean;
  readonly vibration: boolean;
  /** Not this till's alone: the desk's pages on this device follow it. */
  readonly keys: boolean;
  /** The ticket of a sale that is paid here prints by itself. */
  readonly ticket: boolean;
  readonly paper: ReceiptPaper;
};

export const defaultSettings: TillSettings = {
  notes: true,
  voice: true,
  vibration: true,
  keys: true,
  ticket: false,
  paper: '80',
};

const NAME = 'till settings';

/** The settings of this device, and a way to change one of them. Other tabs follow. */
export function useSettings(): [TillSettings, (change: Partial<TillSettings>) => void] {
  const text = useSyncExternalStore(subscribe, stored, () => null);
  const [keys, changeKeys] = useLetterKeys();
  const settings = { ...readSettings(text), keys };
  const change = useCallback(
    ({ keys: wanted, ...changed }: Partial<TillSettings>) => {
      if (wanted !== undefined) changeKeys(wanted);
      const next = JSON.stringify({ ...readSettings(stored()), ...changed });
      memory = next;
      try {
        window.localStorage.setItem(NAME, next);
      } catch {
        // A browser that keeps nothing: the choice lasts as long as the page.
      }
      window.dispatchEvent(new StorageEvent('storage', { key: NAME }));
    },
    [changeKeys],
  );
  return [settings, change];
}

/** For browsers that keep nothing. */
let memory: string | null = null;

function subscribe(onChange: () => void): () => void {
  window.addEventListener('storage', onChange);
  return () => window.removeEventListener('storage', onChange);
}

function stored(): string | null {
  try {
    return window.localStorage.getItem(NAME) ?? memory;
  } catch {
    return memory;
  }
}

/** What is missing or odd is as it was delivered. */
function readSettings(text: string | null): Omit<TillSettings, 'keys'> {
  if (text === null) return defaultSettings;
  const value: unknown = parse(text);
  const flag = (name: 'notes' | 'voice' | 'vibration') => valueIn(value, name) !== false;
  return {
    notes: flag('notes'),
    voice: flag('voice'),
    vibration: flag('vibration'),
    ticket: valueIn(value, 'ticket') === true,
    paper: readReceiptPaper(valueIn(value, 'paper')),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function valueIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
