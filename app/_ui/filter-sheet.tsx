import type { ReactNode } from 'react';
import { Button, ButtonLink } from './button';
import { buttonClass } from './button-look';
import { Icon } from './icon';
import { filterIcon } from './icons';

const SHEET_ID = 'filters';

type FilterSheetProps = {
  /** Page that the filters are about. */
  action: string;
  /** The same page without any. */
  clearHref: string;
  words: { readonly open: string; readonly title: string; readonly clear: string; readonly apply: string };
  /** The fields. */
  children: ReactNode;
};

/**
 * Filters of a list in one form behind a button, once per page. A native popover, on phones a sheet from below: it opens
 * and sends without script.
 */
export function FilterSheet({ action, clearHref, words, children }: FilterSheetProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={SHEET_ID}
        className={`${buttonClass({ size: 'small' })} border-dashed [anchor-name:--filters]`}
      >
        <Icon shape={filterIcon} size={14} />
        {words.open}
      </button>
      <form
        id={SHEET_ID}
        popover="auto"
        action={action}
        aria-label={words.title}
        className="fixed m-auto w-160 max-w-[calc(100vw-16px)] overflow-auto rounded-xl bg-raised text-sm shadow-3 max-tablet:inset-x-0 max-tablet:top-auto max-tablet:bottom-0 max-tablet:mx-0 max-tablet:mb-0 max-tablet:max-h-[85dvh] max-tablet:w-full max-tablet:max-w-none max-tablet:rounded-b-none tablet:supports-[position-area:bottom]:m-0 tablet:supports-[position-area:bottom]:mt-1 tablet:supports-[position-area:bottom]:max-h-[70dvh] tablet:supports-[position-area:bottom]:[position-anchor:--filters] tablet:supports-[position-area:bottom]:[position-area:bottom_span-right] tablet:supports-[position-area:bottom]:[position-try-fallbacks:flip-inline]"
      >
        {children}
        <div className="sticky bottom-0 flex justify-end gap-2 border-t border-line bg-raised px-5 py-3.5">
          <ButtonLink href={clearHref} tone="quiet">
            {words.clear}
          </ButtonLink>
          <Button tone="primary">{words.apply}</Button>
        </div>
      </form>
    </>
  );
}
