import Link from 'next/link';
import type { ReactNode } from 'react';
import { classes } from './classes';

/** Saved views above a list, as links: the URL holds the view. */
export function ViewTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className="flex gap-1 overflow-x-auto border-b border-line px-2 pt-2 [scrollbar-width:none] tablet:px-[22px] tablet:pt-3"
    >
      {children}
    </nav>
  );
}

type ViewTabProps = {
  href: string;
  isCurrent: boolean;
  /** How many are in it; a text, because a capped count reads "10.000+". */
  count?: string;
  /** Amber, only where a decision waits. */
  isHot?: boolean;
  children: ReactNode;
};

export function ViewTab({ href, isCurrent, count, isHot = false, children }: ViewTabProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isCurrent ? 'page' : undefined}
      className="-mb-px flex items-center gap-1.5 rounded-t-sm border-b-2 border-transparent px-2.5 pt-2 pb-2.5 text-sm font-medium whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:border-accent-mark aria-[current]:text-ink max-tablet:min-h-11"
    >
      {children}
      {count === undefined ? null : (
        <span className={classes('num', isHot ? 'font-semibold text-warn-ink' : 'font-normal text-ink-3')}>
          {count}
        </span>
      )}
    </Link>
  );
}
