import Link from 'next/link';
import { Icon } from './icon';
import { crossIcon } from './icons';

type FilterChipProps = {
  name: string;
  value: string;
  /** The same page without this filter. */
  removeHref: string;
  /** Name of the cross for readers: "Quitar Estado". */
  removeLabel: string;
};

/** One filter in force, with a cross of its own. */
export function FilterChip({ name, value, removeHref, removeLabel }: FilterChipProps) {
  return (
    <span className="inline-flex h-7 shrink-0 items-center rounded-sm border border-line-strong bg-surface text-xs whitespace-nowrap max-tablet:h-9 max-tablet:text-sm pointer-coarse:h-9">
      <span className="pr-1 pl-2.5 text-ink-3">{name}</span>
      <span className="pr-2 font-medium">{value}</span>
      <Link
        href={removeHref}
        prefetch={false}
        aria-label={removeLabel}
        className="grid h-full w-7 place-items-center rounded-r-sm border-l border-line text-ink-3 hover:bg-hover hover:text-ink max-tablet:w-9"
      >
        <Icon shape={crossIcon} size={12} />
      </Link>
    </span>
  );
}
