import type { ReactNode } from 'react';
import { Icon } from './icon';
import { lockIcon } from './icons';

type LockedFieldProps = {
  label: string;
  value: string;
  /** Why it cannot change. */
  why?: string;
  /** At the end of the box instead of the lock, such as a copy button. */
  trailing?: ReactNode;
};

/** A value that is shown like a field and cannot change. */
export function LockedField({ label, value, why, trailing }: LockedFieldProps) {
  return (
    <div className="grid content-start gap-1.5">
      <span className="text-sm font-medium">{label}</span>
      <span className="flex min-h-9 min-w-0 items-center gap-2 rounded-md border border-line-strong bg-sunken px-2.5 text-sm text-ink-2 max-tablet:min-h-11">
        <span className="code min-w-0 flex-1 py-2 break-all whitespace-normal">{value}</span>
        {trailing ?? <Icon shape={lockIcon} size={14} className="text-ink-3" />}
      </span>
      {why ? <span className="text-xs text-ink-3">{why}</span> : null}
    </div>
  );
}
