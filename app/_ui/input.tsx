import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';

type InputProps = Omit<ComponentProps<'input'>, 'size'> & {
  isInvalid?: boolean;
  /** 44 instead of 36, for forms that fingers fill in. On phones every input is that tall. */
  size?: 'medium' | 'large';
  leading?: ReactNode;
  trailing?: ReactNode;
};

/** A text input; what stands before and after it is inside the same box. */
export function Input({ isInvalid, size, leading, trailing, className, ...input }: InputProps) {
  return (
    <span className={inputBoxClass({ isInvalid, size })}>
      {leading}
      <input
        {...input}
        aria-invalid={isInvalid || undefined}
        className={classes('h-full w-full min-w-0 bg-transparent outline-none', className)}
      />
      {trailing}
    </span>
  );
}

/** The box around an input: edge, focus halo, error edge. */
export function inputBoxClass({
  isInvalid = false,
  size = 'medium',
}: {
  isInvalid?: boolean;
  size?: 'medium' | 'large';
}) {
  return classes(
    'flex w-full min-w-0 items-center gap-2 rounded-md border bg-surface px-2.5 transition-[border-color,box-shadow] duration-fade',
    'focus-within:border-focus focus-within:shadow-[0_0_0_1px_var(--focus),0_0_0_4px_color-mix(in_srgb,var(--focus)_16%,transparent)]',
    'forced-colors:focus-within:outline-2 [&>svg]:text-ink-3',
    isInvalid ? 'border-stop-mark' : 'border-line-control',
    size === 'large'
      ? 'h-11 text-md'
      : 'h-9 text-sm max-tablet:h-11 max-tablet:text-md pointer-coarse:h-11 pointer-coarse:text-md',
  );
}
