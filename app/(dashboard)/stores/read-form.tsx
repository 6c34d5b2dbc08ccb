'use client';

import { useActionState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { refreshIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { readStores } from './actions';

type ReadFormProps = { words: { readonly submit: string; readonly submitting: string } };

/** Reads from Mercado Pago again, and says below itself what came of it. */
export function ReadForm({ words }: ReadFormProps) {
  const [state, action] = useActionState(readStores, null);
  return (
    <form action={action} className="contents">
      <SubmitButton busyLabel={words.submitting}>
        <Icon shape={refreshIcon} />
        {words.submit}
      </SubmitButton>
      <div className="basis-full empty:hidden">
        {state ? (
          <Note tone={state.isDone ? 'idle' : 'warn'} role={state.isDone ? 'status' : 'alert'} title={state.sentence} />
        ) : null}
      </div>
    </form>
  );
}
