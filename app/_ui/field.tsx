import type { ReactNode } from 'react';
import { StatusShape } from './status-shape';

type FieldProps = {
  /** Id of the control inside; hint and error take theirs from it. */
  id: string;
  label: string;
  hint?: ReactNode;
  /** Replaces the hint; a sentence that names the fix. */
  error?: ReactNode;
  /** Something at the end of the label's line, such as a link. */
  aside?: ReactNode;
  children: ReactNode;
};

/** Label above, control, hint or error below. Give the control `aria-describedby={describedBy(...)}`. */
export function Field({ id, label, hint, error, aside, children }: FieldProps) {
  return (
    <div className="grid content-start gap-1.5">
      <div className="flex min-w-0 items-center justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children}
      {error ? (
        <p id={`${id}-error`} className="flex gap-1.5 text-xs text-stop-ink">
          <StatusShape shape="octagon-cross" size={14} className="mt-px text-stop-mark" />
          <span>{error}</span>
        </p>
      ) : hint ? (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** Id of the text that describes a field's control, if there is one. */
export function describedBy(id: string, { hint, error }: { hint?: ReactNode; error?: ReactNode }): string | undefined {
  if (error) return `${id}-error`;
  return hint ? `${id}-hint` : undefined;
}
