import type { ReactNode } from 'react';
import { Icon } from './icon';
import { filterIcon, lockIcon, receiptIcon } from './icons';

type EmptyProps = {
  /** `nothing-yet` says what will be here, `no-match` how to see more, `not-allowed` which permission and who gives it. */
  kind: 'nothing-yet' | 'no-match' | 'not-allowed';
  title: string;
  children?: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** Shape for `nothing-yet`, of what is missing. */
  icon?: string;
};

/** What stands where a list would: never a bare table. */
export function Empty({ kind, title, children, action, icon = receiptIcon }: EmptyProps) {
  const shape = kind === 'nothing-yet' ? icon : kind === 'no-match' ? filterIcon : lockIcon;
  return (
    <div className="grid justify-items-center gap-2 px-6 py-12 text-center text-sm text-ink-2">
      <Icon shape={shape} size={28} className="text-ink-3" />
      <p className="text-base font-semibold text-ink">{title}</p>
      {children ? <div className="max-w-[48ch] text-balance">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
