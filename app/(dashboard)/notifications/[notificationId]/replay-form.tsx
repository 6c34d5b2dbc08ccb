'use client';

import { useActionState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { refreshIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type ReplayState, replay } from '../actions';

type ReplayFormProps = {
  id: string;
  words: { readonly submit: string; readonly submitting: string; readonly about: string };
};

const notReplayed: ReplayState = null;

/** Has Mercado Pago asked once more for the reason that this delivery gives, and says what that found. */
export function ReplayForm({ id, words }: ReplayFormProps) {
  const [answer, action] = useActionState(replay, notReplayed);
  return (
    <form action={action} className="grid justify-items-start gap-3">
      <input type="hidden" name="id" value={id} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SubmitButton busyLabel={words.submitting}>
          <Icon shape={refreshIcon} />
          {words.submit}
        </SubmitButton>
        <p className="text-xs text-ink-3">{words.about}</p>
      </div>
      {answer ? (
        <div className="w-full">
          <Note key={answer.at} tone={answer.tone} role="status" title={answer.title}>
            {answer.time}
          </Note>
        </div>
      ) : null}
    </form>
  );
}
