'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from './button';
import type { ButtonLook } from './button-look';
import { Spinner } from './spinner';

type SubmitButtonProps = ButtonLook & {
  children: ReactNode;
  /** What it says while the form is under way: "Creando…". */
  busyLabel: string;
  name?: string;
  value?: string;
};

/** Submits the form around it. Its width stays while it is busy, and a second press does nothing. */
export function SubmitButton({ children, busyLabel, name, value, ...look }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button
      {...look}
      type="submit"
      name={name}
      value={value}
      aria-busy={pending}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
    >
      <span className="grid place-items-center">
        <span className={`col-start-1 row-start-1 inline-flex items-center gap-2 ${pending ? 'invisible' : ''}`}>
          {children}
        </span>
        <span className={`col-start-1 row-start-1 inline-flex items-center gap-2 ${pending ? '' : 'invisible'}`}>
          <Spinner />
          {busyLabel}
        </span>
      </span>
    </Button>
  );
}
