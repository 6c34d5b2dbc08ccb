import type { ComponentProps, ReactNode } from 'react';
import { describedBy, Field } from './field';
import { Input } from './input';

type TextFieldProps = ComponentProps<typeof Input> & {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
};

/** A labelled text input with its hint or error. */
export function TextField({ id, label, hint, error, isInvalid, ...input }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <Input
        {...input}
        id={id}
        isInvalid={isInvalid || Boolean(error)}
        aria-describedby={describedBy(id, { hint, error })}
      />
    </Field>
  );
}
