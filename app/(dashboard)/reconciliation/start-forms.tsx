'use client';

import { useActionState } from 'react';
import { describedBy, Field } from '@/app/_ui/field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { comparePeriod, compareReferences } from './actions';
import type { StartProblem } from './start-problem';

type Words = {
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly busy: string;
  readonly problems: Readonly<Record<StartProblem, string>>;
};

/** The server refuses a longer request unread, so the browser has to say it. */
const LONGEST_LIST_BYTES = 200_000;
const isTooMuch = (list: string) => new Blob([list]).size > LONGEST_LIST_BYTES;

const nothing = { problem: null, references: '' };

/** One reference or a list of them, compared on both sides. */
export function ReferencesForm({ words }: { words: Words }) {
  const [{ problem, references }, submit] = useActionState(compareReferences, nothing);
  const error = problem && words.problems[problem];
  return (
    <form action={submit} className="grid content-start gap-3">
      <Field id="references" label={words.label} hint={words.hint} error={error}>
        <textarea
          id="references"
          name="references"
          required
          rows={3}
          key={references}
          defaultValue={references}
          spellCheck={false}
          autoComplete="off"
          onInput={({ currentTarget: list }) =>
            list.setCustomValidity(isTooMuch(list.value) ? words.problems.too_many : '')
          }
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy('references', { hint: words.hint, error })}
          className="code min-h-20 w-full rounded-md border border-line-control bg-surface px-2.5 py-2 text-sm focus:border-focus aria-invalid:border-stop-mark"
        />
      </Field>
      <div>
        <SubmitButton tone="primary" busyLabel={words.busy}>
          {words.submit}
        </SubmitButton>
      </div>
    </form>
  );
}

type PeriodFormProps = { words: Words & { from: string; to: string }; today: string };

/** Everything between two days of the merchant's zone. */
export function PeriodForm({ words, today }: PeriodFormProps) {
  const [{ problem }, submit] = useActionState(comparePeriod, nothing);
  const error = problem && words.problems[problem];
  return (
    <form action={submit} className="grid content-start gap-3">
      <div className="grid grid-cols-2 gap-3">
        <TextField id="from" name="from" type="date" required max={today} defaultValue={today} label={words.from} />
        <TextField id="to" name="to" type="date" required defaultValue={today} label={words.to} isInvalid={!!error} />
      </div>
      <p className={error ? 'text-xs text-stop-ink' : 'text-xs text-ink-3'} role={error ? 'alert' : undefined}>
        {error ?? words.hint}
      </p>
      <div>
        <SubmitButton busyLabel={words.busy}>{words.submit}</SubmitButton>
      </div>
    </form>
  );
}
