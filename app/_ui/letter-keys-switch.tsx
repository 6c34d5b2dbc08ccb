'use client';

import { useLetterKeys } from './use-letter-keys';

/** Switches keys of a single character on or off, on this device. */
export function LetterKeysSwitch({ label }: { label: string }) {
  const [areOn, change] = useLetterKeys();
  return (
    <label className="flex min-h-11 items-center gap-3 text-sm">
      <input
        type="checkbox"
        checked={areOn}
        onChange={(event) => change(event.target.checked)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  );
}
