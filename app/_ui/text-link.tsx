import Link from 'next/link';
import type { ComponentProps } from 'react';
import { classes } from './classes';

/** A link in running text or in a list of facts. */
export function TextLink({ className, ...link }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      {...link}
      className={classes('rounded-xs font-medium text-accent-ink underline-offset-3 hover:underline', className)}
    />
  );
}
