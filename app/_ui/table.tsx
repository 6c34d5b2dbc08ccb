import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';

type TableProps = {
  /** Name of the table for readers. */
  label: string;
  /** `HeadCell`s of the one head row. */
  head: ReactNode;
  /** `Row`s. */
  children: ReactNode;
  /** `panel` keeps the page's gutter at both ends, `card` a smaller one. */
  gutter?: 'panel' | 'card';
  className?: string;
};

/** A table with scoped heads. It does not scroll sideways: phones get a list instead. */
export function Table({ label, head, children, gutter = 'panel', className }: TableProps) {
  return (
    <table aria-label={label} className={classes('w-full border-collapse', gutters[gutter], className)}>
      <thead>
        <tr>{head}</tr>
      </thead>
      <tbody className="[&:last-child>tr:last-child>*]:border-b-0">{children}</tbody>
    </table>
  );
}

type CellProps = ComponentProps<'td'> & {
  /** `number` stands right, in tabular figures. */
  kind?: 'text' | 'number';
  /** The first width at which the column is shown; secondary columns go before the amount does. */
  from?: 'desktop' | 'wide';
};

export function HeadCell({ kind, from, className, ...cell }: CellProps) {
  return (
    <th
      scope="col"
      {...cell}
      className={classes(
        'h-9 border-b border-line px-3 text-left text-xs font-medium whitespace-nowrap text-ink-3',
        cellClass({ kind, from }),
        className,
      )}
    />
  );
}

export function Cell({ kind, from, className, ...cell }: CellProps) {
  return <td {...cell} className={classes('cell', cellClass({ kind, from }), className)} />;
}

type RowProps = {
  children: ReactNode;
  isSelected?: boolean;
  /** Still being paid: a faint tint. */
  isLive?: boolean;
  /** Changed while being looked at: a tint that fades. Give the row a `key` that changes with it. */
  hasChanged?: boolean;
};

/** A row; with a `RowLink` in one of its cells all of it is that link. A selected row's link says `aria-current`. */
export function Row({ children, isSelected = false, isLive = false, hasChanged = false }: RowProps) {
  return (
    <tr
      className={classes(
        'row',
        hasChanged && 'motion-safe:animate-changed',
        isSelected
          ? 'bg-selected shadow-[inset_2px_0_0_var(--accent-mark)]'
          : isLive
            ? 'bg-accent-tint/40 hover:bg-hover'
            : 'hover:bg-hover',
      )}
    >
      {children}
    </tr>
  );
}

/** The link of a whole row. Other controls in the row stand above it with `relative z-1`. */
export function RowLink({ className, ...link }: ComponentProps<typeof Link>) {
  return <Link prefetch={false} {...link} className={classes('row-link', className)} />;
}

function cellClass({ kind, from }: Pick<CellProps, 'kind' | 'from'>): string {
  return classes(
    kind === 'number' && 'num text-right',
    from === 'desktop' && 'max-desktop:hidden',
    from === 'wide' && 'max-wide:hidden',
  );
}

const gutters = {
  panel: '[&_tr>*:first-child]:pl-6 [&_tr>*:last-child]:pr-6',
  card: '[&_tr>*:first-child]:pl-4 [&_tr>*:last-child]:pr-4',
} as const;
