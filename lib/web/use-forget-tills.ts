'use client';

import { useEffect } from 'react';

/** Everything that tills keep in a tab begins with this, and then says whose it is. */
export const tillPrefix = 'till ';

/** Forgets what the tills of this tab kept, once; for after somebody signed out. */
export function useForgetTills(): void {
  useEffect(() => forgetTills(() => true), []);
}

/** Forgets what tills kept under names that match. Where a browser keeps nothing there is nothing to forget. */
export function forgetTills(matches: (name: string) => boolean): void {
  try {
    for (const name of Object.keys(window.sessionStorage))
      if (name.startsWith(tillPrefix) && matches(name)) window.sessionStorage.removeItem(name);
  } catch {
    // Storage is switched off.
  }
}
