import type { ComponentProps, ReactNode } from 'react';
import { describedBy, Field } from './field';
import { Icon } from './icon';
import { chevronsUpDownIcon } from './icons';
import { inputBoxClass } from './input';

type SelectFieldProps = ComponentProps<'select'> & {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
};

/** A labelled native select: the phone's own sheet, the desktop's own list. Its children are `<option>`s. */
export function SelectField({ id, label, hint, error, ...select }: SelectFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <span className={`${inputBoxClass({ isInvalid: Boolean(error) })} relative`}>
        <select
          {...select}
          id={id}
          aria-invalid={Boolean(error) || undefined}
          aria-describedby={describedBy(id, { hint, error })}
          className="-mx-2.5 h-full w-[calc(100%+20px)] min-w-0 shrink-0 appearance-none rounded-md bg-surface pr-8 pl-2.5 outline-none"
        />
        <Icon shape={chevronsUpDownIcon} size={14} className="pointer-events-none absolute right-2.5" />
      </span>
    </Field>
  );
}
