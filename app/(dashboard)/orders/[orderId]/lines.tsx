import type { ReactNode } from 'react';
import { classes } from '@/app/_ui/classes';

type LineProps = {
  label: ReactNode;
  /** What stands before the label, such as how many. */
  leading?: ReactNode;
  children: ReactNode;
  /** The line that the others lead to. */
  isSum?: boolean;
};

/** One line of a bill: what it is, and its amount at the right. */
export function Line({ label, leading, children, isSum = false }: LineProps) {
  return (
    <li
      className={classes(
        'flex items-baseline gap-3 border-t border-line py-2.5 first:border-t-0',
        isSum ? 'text-base font-semibold' : 'text-sm',
      )}
    >
      {leading}
      <span className="min-w-0 flex-1 wrap-anywhere">{label}</span>
      <span className="num text-right">{children}</span>
    </li>
  );
}
