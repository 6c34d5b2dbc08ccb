'use client';

import { useActionState } from 'react';
import { RefusalWords } from '@/app/_ui/refusal-words';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import type { FieldErrorCode } from '@/lib/errors';
import type { ConnectState } from './actions';
import { Answer } from './answer';

type SecretFieldFormProps = {
  /** Of the field, as the action reads it. */
  name: string;
  action: (before: ConnectState, form: FormData) => Promise<ConnectState>;
  /** `primary` where this is the page's first way forward. */
  tone?: 'primary' | 'default';
  words: {
    readonly field: string;
    readonly hint: string;
    readonly submit: string;
    readonly submitting: string;
    readonly fieldErrors: Readonly<Record<FieldErrorCode, string>>;
  };
};

const nothingYet: ConnectState = { fieldError: null, answer: null };

/** Takes one secret, and says what came of it. The secret never comes back. Works without JavaScript. */
export function SecretFieldForm({ name, action, tone = 'default', words }: SecretFieldFormProps) {
  const [state, submit] = useActionState(action, nothingYet);
  return (
    <form action={submit} className="grid gap-4">
      <Answer answer={state.answer} />
      <TextField
        id={name}
        name={name}
        type="password"
        label={words.field}
        hint={words.hint}
        error={state.fieldError ? words.fieldErrors[state.fieldError] : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={512}
        required
      />
      {state.fieldRefusal ? <RefusalWords refusal={state.fieldRefusal} bundle={state.fieldRefusal.bundle} /> : null}
      <div>
        <SubmitButton tone={tone} busyLabel={words.submitting}>
          {words.submit}
        </SubmitButton>
      </div>
    </form>
  );
}
