'use client';

import { useEffect, useRef } from 'react';

/** What a key does, by its `KeyboardEvent.key`; letters in lower case. */
export type TillKeys = Readonly<Record<string, () => void>>;

/** Keys that may be held down. */
const repeatable = /^(\d|Backspace)$/;

/**
 * Keys of what is on the screen. They are silent in fields, beside a modifier and while something floats above; Enter
 * leaves what has the focus to itself. Single characters can be switched off.
 */
export function useTillKeys(keys: TillKeys, areCharactersOn: boolean): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const isCharacter = event.key.length === 1;
      const action = latest.current[isCharacter ? event.key.toLowerCase() : event.key];
      if (!action || (isCharacter && !areCharactersOn) || (event.repeat && !repeatable.test(event.key))) return;
      if (isTakenByFocus(event) || document.querySelector('dialog[open], [popover]:popover-open')) return;
      event.preventDefault();
      action();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [areCharactersOn]);
}

function isTakenByFocus(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select, [contenteditable]')) return event.key !== 'Escape';
  return event.key === 'Enter' && target.closest('a, button, summary') !== null;
}
