'use client';

import { useEffect } from 'react';
import { useLetterKeys } from '@/app/_ui/use-letter-keys';

/** Shows the `/` key, which puts the cursor into the field with this id; silent while somebody writes elsewhere. */
export function SlashKey({ fieldId }: { fieldId: string }) {
  const [areOn] = useLetterKeys();
  useEffect(() => {
    if (!areOn) return;
    function press(event: KeyboardEvent): void {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea, [contenteditable]')) return;
      const field = document.getElementById(fieldId);
      if (!(field instanceof HTMLInputElement)) return;
      event.preventDefault();
      field.focus();
      field.select();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [fieldId, areOn]);
  if (!areOn) return null;
  return (
    <kbd className="min-w-4.5 rounded-xs border border-line-strong px-1 text-center font-sans text-2xs font-medium text-ink-3 max-tablet:hidden">
      /
    </kbd>
  );
}
