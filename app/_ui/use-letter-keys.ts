'use client';

import { useCallback, useSyncExternalStore } from 'react';

const NAME = 'letter keys';
/** For browsers that keep nothing: the choice lasts as long as the page. */
let memory: string | null = null;

/**
 * Whether keys of a single character do something on this device (WCAG 2.1.4), and how to change that. Other tabs follow.
 */
export function useLetterKeys(): [boolean, (areOn: boolean) => void] {
  const areOn = useSyncExternalStore(subscribe, areStoredOn, () => true);
  const change = useCallback((next: boolean) => {
    memory = next ? 'on' : 'off';
    try {
      window.localStorage.setItem(NAME, memory);
    } catch {
      // Nothing is kept here.
    }
    window.dispatchEvent(new StorageEvent('storage', { key: NAME }));
  }, []);
  return [areOn, change];
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('storage', onChange);
  return () => window.removeEventListener('storage', onChange);
}

function areStoredOn(): boolean {
  try {
    return (window.localStorage.getItem(NAME) ?? memory) !== 'off';
  } catch {
    return memory !== 'off';
  }
}
