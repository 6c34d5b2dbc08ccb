import { type ReactNode, useId } from 'react';
import { Icon } from './icon';
import { infoIcon } from './icons';

/** A definition behind a small button. A native popover: Esc or a press elsewhere closes it, without script. */
export function HelpHint({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className="-m-1.5 grid size-6.5 place-items-center rounded-full text-ink-3 hover:text-ink"
      >
        <Icon shape={infoIcon} size={14} />
      </button>
      <span
        id={id}
        popover="auto"
        className="m-auto max-w-72 rounded-md bg-raised px-3 py-2 text-xs font-normal tracking-normal whitespace-normal text-ink-2 shadow-2 supports-[position-area:bottom]:m-0 supports-[position-area:bottom]:mt-1 supports-[position-area:bottom]:[position-area:bottom_span-right] supports-[position-area:bottom]:[position-try-fallbacks:flip-inline]"
      >
        {children}
      </span>
    </>
  );
}
