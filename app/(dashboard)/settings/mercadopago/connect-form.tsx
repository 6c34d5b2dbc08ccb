'use client';

import { useActionState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { refreshIcon } from '@/app/_ui/icons';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import type { FieldErrorCode } from '@/lib/errors';
import { type ConnectState, connect, disconnect, readAgain } from './actions';
import { Answer } from './answer';

type ConnectFormProps = {
  /** `default` where another way to connect is the page's first. */
  tone: 'primary' | 'default';
  words: {
    readonly accessToken: string;
    readonly hint: string;
    readonly submit: string;
    readonly submitting: string;
    readonly fieldErrors: Readonly<Record<FieldErrorCode, string>>;
  };
};

const nothingYet: ConnectState = { fieldError: null, answer: null };

/** Takes a token and says what Mercado Pago thinks of it. The token never comes back. Works without JavaScript. */
export function ConnectForm({ tone, words }: ConnectFormProps) {
  const [state, action] = useActionState(connect, nothingYet);
  return (
    <form action={action} className="grid gap-4">
      <Answer answer={state.answer} />
      <TextField
        id="access_token"
        name="access_token"
        type="password"
        label={words.accessToken}
        hint={words.hint}
        error={state.fieldError ? words.fieldErrors[state.fieldError] : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={512}
        required
      />
      <div>
        <SubmitButton tone={tone} busyLabel={words.submitting}>
          {words.submit}
        </SubmitButton>
      </div>
    </form>
  );
}

type ReadAgainFormProps = { words: { readonly submit: string; readonly submitting: string } };

/** Reads stores and tills again, and says what came. */
export function ReadAgainForm({ words }: ReadAgainFormProps) {
  const [state, action] = useActionState(readAgain, nothingYet);
  return (
    <form action={action} className="grid justify-items-start gap-3">
      <SubmitButton size="small" busyLabel={words.submitting}>
        <Icon shape={refreshIcon} size={14} />
        {words.submit}
      </SubmitButton>
      <Answer answer={state.answer} />
    </form>
  );
}

/** Gives the account up. The answer is the page itself; only a refusal is said here. */
export function DisconnectForm({ words }: ReadAgainFormProps) {
  const [state, action] = useActionState(disconnect, nothingYet);
  return (
    <form action={action} className="grid justify-items-start gap-3">
      <SubmitButton tone="danger" size="small" busyLabel={words.submitting}>
        {words.submit}
      </SubmitButton>
      <Answer answer={state.answer} />
    </form>
  );
}
