import type { ReactNode } from 'react';

/** Names at the left, values at the right. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm max-tablet:gap-y-3">
      {children}
    </dl>
  );
}

/** One fact; its value may be a text, a link, an amount, or a code with a copy button. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="flex min-w-0 items-center justify-end gap-1.5 text-right wrap-anywhere">{children}</dd>
    </>
  );
}
