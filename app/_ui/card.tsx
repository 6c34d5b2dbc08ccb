import type { ReactNode } from 'react';
import { classes } from './classes';

/** An edge around a table, a strip of figures, or a thing to pick; nothing else needs a box. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={classes('min-w-0 overflow-clip rounded-lg border border-line bg-surface', className)}>
      {children}
    </div>
  );
}
