'use client';

import { useActionState } from 'react';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { readQr } from './actions';

type ReadQrFormProps = {
  posKey: string;
  words: { readonly submit: string; readonly submitting: string; readonly failed: string };
};

/** Asks for a till's code once more. */
export function ReadQrForm({ posKey, words }: ReadQrFormProps) {
  const [state, action] = useActionState(readQr.bind(null, posKey), { hasFailed: false });
  return (
    <form action={action} className="grid justify-items-start gap-3">
      <SubmitButton size="small" busyLabel={words.submitting}>
        {words.submit}
      </SubmitButton>
      {state.hasFailed ? <Note tone="warn" role="alert" title={words.failed} /> : null}
    </form>
  );
}
