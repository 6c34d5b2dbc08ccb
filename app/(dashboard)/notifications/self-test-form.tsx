'use client';

import { useActionState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { radioIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type SelfTestState, testAddress } from './actions';

const notTested: SelfTestState = null;

/** Calls our own address as Mercado Pago would, and says in words what happened. */
export function SelfTestForm({ words }: { words: { readonly submit: string; readonly submitting: string } }) {
  const [answer, action] = useActionState(testAddress, notTested);
  return (
    <>
      <form action={action}>
        <SubmitButton size="small" busyLabel={words.submitting}>
          <Icon shape={radioIcon} size={14} />
          {words.submit}
        </SubmitButton>
      </form>
      {answer ? (
        <div className="w-full pb-1">
          <Note tone={answer.isGood ? 'idle' : 'warn'} role={answer.isGood ? 'status' : 'alert'} title={answer.title}>
            {answer.detail}
          </Note>
        </div>
      ) : null}
    </>
  );
}
