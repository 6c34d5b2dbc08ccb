import { classes } from './classes';

/** A place that is being filled. It shows after 150 ms, in the shape of what comes, and does not shimmer. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classes('block h-3 animate-appear rounded-xs bg-idle-tint', className)} />;
}

const widths = ['w-24', 'w-20', 'w-28', 'w-16'] as const;

/** Rows of a list that is being read, under the height of its head. */
export function SkeletonRows({ rows = 8, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <div aria-hidden="true" className="animate-appear">
      {numbers(rows).map((row) => (
        <div key={row} className="flex h-11 items-center gap-6 border-b border-line px-4 tablet:px-6">
          {numbers(columns).map((column) => (
            <span
              key={column}
              className={classes(
                'h-3 rounded-xs bg-idle-tint',
                widths[(row + column) % widths.length],
                column === columns - 1 && 'ml-auto',
              )}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
