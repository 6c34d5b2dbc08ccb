'use client';

import { useActionState } from 'react';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { type SignInState, signIn } from './actions';

type SignInFormProps = {
  words: {
    email: string;
    password: string;
    submit: string;
    submitting: string;
    error: Record<NonNullable<SignInState['error']>, string>;
  };
  /** Fills the e-mail in and goes straight to the password. */
  email: string;
  /** The page that was asked for before signing in. */
  from: string;
};

/** The sign-in form. Without script it is the same form, answered by a whole page. */
export function SignInForm({ words, email, from }: SignInFormProps) {
  const [state, action] = useActionState(signIn, { error: null, email });
  const isRefused = state.error === 'wrong_credentials' || state.error === 'invalid_input';
  return (
    <form action={action} className="grid gap-5">
      {state.error ? <Note tone="stop" role="alert" title={words.error[state.error]} /> : null}
      <TextField
        id="email"
        name="email"
        type="email"
        size="large"
        label={words.email}
        autoComplete="username"
        defaultValue={state.email}
        key={state.email}
        isInvalid={isRefused}
        autoFocus={state.email === ''}
        maxLength={254}
        required
      />
      <TextField
        id="password"
        name="password"
        type="password"
        size="large"
        label={words.password}
        autoComplete="current-password"
        isInvalid={isRefused}
        autoFocus={state.email !== ''}
        maxLength={200}
        required
      />
      <input type="hidden" name="from" value={from} />
      <SubmitButton tone="primary" size="large" fit="full" busyLabel={words.submitting}>
        {words.submit}
      </SubmitButton>
    </form>
  );
}
