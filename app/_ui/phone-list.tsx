import Link from 'next/link';
import type { ReactNode } from 'react';
import { classes } from './classes';

/** The same rows as a table, on phones: two lines each. Hide the table there with `max-tablet:hidden`. */
export function PhoneList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="grid tablet:hidden">
      {children}
    </ul>
  );
}

type PhoneRowProps = {
  href: string;
  /** Top left, such as the state. */
  title: ReactNode;
  /** Top right, such as the amount. */
  figure?: ReactNode;
  /** Bottom left and right, such as reference and time. */
  detail?: ReactNode;
  time?: ReactNode;
  isLive?: boolean;
};

export function PhoneRow({ href, title, figure, detail, time, isLive = false }: PhoneRowProps) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        className={classes(
          'grid min-h-11 grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 border-b border-line px-4 py-3 -outline-offset-2',
          isLive ? 'bg-accent-tint/50' : 'active:bg-hover',
        )}
      >
        <span className="min-w-0 truncate">{title}</span>
        <span className="text-md font-semibold">{figure}</span>
        <span className="min-w-0 truncate text-sm text-ink-3">{detail}</span>
        <span className="text-right text-sm text-ink-3">{time}</span>
      </Link>
    </li>
  );
}
