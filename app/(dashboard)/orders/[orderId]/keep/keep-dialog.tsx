'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useId } from 'react';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { type KeepState, keepMoney } from './actions';

type KeepDialogProps = { caseId: string; version: number; reference: string };

const untouched: KeepState = { problem: 'none' };

/** Keeps odd money, with a note that stays in the queue of exceptions. */
export function KeepDialog({ caseId, version, reference }: KeepDialogProps) {
  const t = useTranslations('refund.keepMoney');
  const id = useId();
  const [state, keep] = useActionState(keepMoney.bind(null, { caseId, version }), untouched);
  return (
    <Dialog
      trigger={{ label: t('open'), size: 'small', tone: 'quiet' }}
      title={t('title', { reference })}
      closeLabel={t('close')}
    >
      <form action={keep}>
        <DialogBody>
          <p>{t('detail')}</p>
          <TextField id={id} name="note" label={t('note')} hint={t('noteHint')} maxLength={2_000} autoComplete="off" />
          {state.problem === 'conflict' ? <Note tone="warn" role="alert" title={t('conflict')} /> : null}
        </DialogBody>
        <DialogFooter>
          <SubmitButton tone="primary" busyLabel={t('saving')}>
            {t('confirm')}
          </SubmitButton>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
