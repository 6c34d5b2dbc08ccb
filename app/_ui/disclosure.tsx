import type { ReactNode } from 'react';
import { Icon } from './icon';
import { chevronRightIcon } from './icons';

/** What few want to see, behind its name. Works without script. */
export function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group mt-3 text-xs">
      <summary className="-ml-1 inline-flex min-h-6 list-none items-center gap-1 rounded-sm pr-1.5 font-medium text-ink-2 hover:text-ink max-tablet:min-h-11 pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <Icon shape={chevronRightIcon} size={14} className="group-open:rotate-90" />
        {label}
      </summary>
      {children}
    </details>
  );
}
