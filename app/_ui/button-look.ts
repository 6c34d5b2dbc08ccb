import { classes } from './classes';

export type ButtonTone = 'primary' | 'default' | 'quiet' | 'danger' | 'stop';
export type ButtonSize = 'small' | 'medium' | 'large' | 'till';

export type ButtonLook = {
  /** One `primary` per surface. `danger` does the destructive thing, `stop` only leads to it. */
  tone?: ButtonTone;
  size?: ButtonSize;
  /** `icon` is a square that needs an `aria-label`; `full` fills its line. */
  fit?: 'icon' | 'full';
};

/** Classes of a button, for the rare element that is neither `Button` nor `ButtonLink`. */
export function buttonClass({ tone = 'default', size = 'medium', fit }: ButtonLook): string {
  return classes(
    shared,
    sizes[size],
    tones[tone],
    fit === 'icon' ? squares[size] : paddings[size],
    fit === 'full' && 'w-full',
  );
}

const shared =
  'inline-flex shrink-0 items-center justify-center whitespace-nowrap border font-medium transition-[background-color,border-color,translate] duration-fade select-none ' +
  'active:translate-y-[0.5px] aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-off aria-disabled:shadow-none ' +
  'disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-off disabled:shadow-none';

const tones: Readonly<Record<ButtonTone, string>> = {
  primary: 'border-transparent bg-accent text-on-accent shadow-1 hover:bg-accent-hover active:bg-accent-press',
  default: 'border-line-strong bg-surface text-ink shadow-1 hover:bg-hover [&_svg]:text-ink-3',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink [&_svg]:text-ink-3',
  danger: 'border-transparent bg-stop text-on-stop shadow-1 hover:bg-stop-hover',
  stop: 'border-line-strong bg-surface text-stop-ink shadow-1 hover:bg-hover [&_svg]:text-stop-mark',
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  small: 'h-7 gap-1.5 rounded-sm text-xs max-tablet:h-9 max-tablet:text-sm pointer-coarse:h-9',
  medium: 'h-9 gap-2 rounded-md text-sm max-tablet:h-11 max-tablet:text-[0.9375rem] pointer-coarse:h-11',
  large: 'h-11 gap-2 rounded-md text-base max-tablet:text-[0.9375rem]',
  till: 'h-16 gap-3 rounded-xl text-[1.125rem] font-semibold max-tablet:h-14 max-tablet:text-[1.0625rem]',
};

const paddings: Readonly<Record<ButtonSize, string>> = {
  small: 'px-2.5',
  medium: 'px-3.5',
  large: 'px-[18px]',
  till: 'px-7 max-tablet:px-4',
};

const squares: Readonly<Record<ButtonSize, string>> = {
  small: 'w-7 max-tablet:w-9 pointer-coarse:w-9',
  medium: 'w-9 max-tablet:w-11 pointer-coarse:w-11',
  large: 'w-11',
  till: 'w-16 max-tablet:w-14',
};
