'use client';

import { Button } from '@/app/_ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { SubmitButton } from '@/app/_ui/submit-button';
import { revokeKey } from './actions';

type RevokeDialogProps = {
  id: string;
  words: {
    readonly title: string;
    readonly detail: string;
    readonly open: string;
    readonly openLabel: string;
    readonly submit: string;
    readonly submitting: string;
    readonly keep: string;
    readonly close: string;
  };
};

/** Asks before a key ends for good: a till somewhere may depend on it. */
export function RevokeDialog({ id, words }: RevokeDialogProps) {
  const label = (
    <>
      <span aria-hidden="true">{words.open}</span>
      <span className="unseen">{words.openLabel}</span>
    </>
  );
  return (
    <Dialog trigger={{ label, tone: 'stop', size: 'small' }} title={words.title} closeLabel={words.close}>
      <DialogBody>
        <p>{words.detail}</p>
      </DialogBody>
      <DialogFooter>
        <form method="dialog">
          <Button>{words.keep}</Button>
        </form>
        <form action={revokeKey}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton tone="stop" busyLabel={words.submitting}>
            {words.submit}
          </SubmitButton>
        </form>
      </DialogFooter>
    </Dialog>
  );
}
