import type { ReactNode } from 'react';

/** An outlined square: a fact about something, never its state. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex h-5 items-center rounded-xs px-1.5 text-xs font-medium whitespace-nowrap text-ink-2 inset-ring inset-ring-line-strong">
      {children}
    </span>
  );
}
