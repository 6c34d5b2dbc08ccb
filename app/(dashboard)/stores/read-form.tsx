'use client';

import { useActionState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { refreshIcon } from '@/app/_ui/icons';
import { SubmitButton } from '@/app/_ui/submit-button';
import { PlaceProblemNote } from '../place-problem-note';
import { readStores } from './actions';

type ReadFormProps = { words: { readonly submit: string; readonly submitting: string } };

/** Has Mercado Pago read again; how far that is, the page shows. */
export function ReadForm({ words }: ReadFormProps) {
  const [problem, action] = useActionState(readStores, null);
  return (
    <form action={action} className="contents">
      <SubmitButton busyLabel={words.submitting}>
        <Icon shape={refreshIcon} />
        {words.submit}
      </SubmitButton>
      <div className="basis-full empty:hidden">
        <PlaceProblemNote problem={problem} />
      </div>
    </form>
  );
}
