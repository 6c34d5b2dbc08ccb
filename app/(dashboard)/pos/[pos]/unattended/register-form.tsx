'use client';

import { useActionState } from 'react';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type RegisterState, registerAddress } from './actions';

type RegisterFormProps = { posKey: string; words: { readonly submit: string; readonly submitting: string } };

const untouched: RegisterState = null;

/** Tells Mercado Pago the address, and says what it answered. */
export function RegisterForm({ posKey, words }: RegisterFormProps) {
  const [state, action] = useActionState(registerAddress.bind(null, posKey), untouched);
  return (
    <form action={action} className="grid justify-items-start gap-3">
      <SubmitButton size="small" busyLabel={words.submitting}>
        {words.submit}
      </SubmitButton>
      {state ? (
        <Note
          tone={state.isGood ? 'idle' : 'warn'}
          role={state.isGood ? 'status' : 'alert'}
          title={state.title}
          code={state.code ?? undefined}
        />
      ) : null}
    </form>
  );
}
