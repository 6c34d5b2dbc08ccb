'use client';

import { useActionState } from 'react';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import type { FieldErrorCode } from '@/lib/errors';
import { Answer } from './answer';
import { addSecret, removeSecret } from './secret-actions';

type SecretFormProps = {
  words: {
    readonly field: string;
    readonly hint: string;
    readonly submit: string;
    readonly submitting: string;
    readonly fieldErrors: Readonly<Record<FieldErrorCode, string>>;
  };
};

const nothingYet = { fieldError: null, answer: null };

/** Takes one more secret. It never comes back. Works without JavaScript. */
export function SecretForm({ words }: SecretFormProps) {
  const [state, action] = useActionState(addSecret, nothingYet);
  return (
    <form action={action} className="grid gap-4">
      <Answer answer={state.answer} />
      <TextField
        id="webhook_secret"
        name="webhook_secret"
        type="password"
        label={words.field}
        hint={words.hint}
        error={state.fieldError ? words.fieldErrors[state.fieldError] : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={512}
        required
      />
      <div>
        <SubmitButton busyLabel={words.submitting}>{words.submit}</SubmitButton>
      </div>
    </form>
  );
}

type RemoveSecretFormProps = {
  secret: { readonly place: number; readonly lastFour: string };
  words: { readonly submit: string; readonly submitting: string; readonly label: string };
};

/** Forgets one secret. It can be pasted again, so nobody is asked twice. */
export function RemoveSecretForm({ secret, words }: RemoveSecretFormProps) {
  return (
    <form action={removeSecret}>
      <input type="hidden" name="place" value={secret.place} />
      <input type="hidden" name="last_four" value={secret.lastFour} />
      <SubmitButton tone="stop" size="small" busyLabel={words.submitting}>
        <span aria-hidden="true">{words.submit}</span>
        <span className="unseen">{words.label}</span>
      </SubmitButton>
    </form>
  );
}
