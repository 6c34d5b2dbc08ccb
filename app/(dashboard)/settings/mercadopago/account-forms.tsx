'use client';

import { useActionState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { refreshIcon } from '@/app/_ui/icons';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type ConnectState, disconnect, readAgain } from './actions';
import { Answer } from './answer';

const nothingYet: ConnectState = { fieldError: null, answer: null };

type PressFormProps = { words: { readonly submit: string; readonly submitting: string } };

/** Reads stores and tills again, and says what came. */
export function ReadAgainForm({ words }: PressFormProps) {
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
export function DisconnectForm({ words }: PressFormProps) {
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
