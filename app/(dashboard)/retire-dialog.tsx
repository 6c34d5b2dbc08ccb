'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useId } from 'react';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { PlaceProblemNote } from './place-problem-note';
import type { RetireState } from './retire-state';

type RetireDialogProps = {
  kind: 'store' | 'till';
  name: string;
  code: string;
  /** How many tills go with a store. */
  tillCount?: number;
  action: (before: RetireState, form: FormData) => Promise<RetireState>;
};

const untouched: RetireState = { problem: null, why: null, code: null };

/** Takes a store or till out of service once its code was typed. */
export function RetireDialog({ kind, name, code, tillCount = 0, action }: RetireDialogProps) {
  const t = useTranslations('places.retire');
  const errors = useTranslations('errors.field');
  const id = useId();
  const [state, retire] = useActionState(action, untouched);
  const wrong = state.problem?.fields.confirm;
  return (
    <Dialog trigger={{ label: t(kind), tone: 'stop' }} title={t('storeTitle', { name })} closeLabel={t('close')}>
      <form action={retire}>
        <DialogBody>
          <p>
            {t('detail')} {kind === 'till' ? t('tillDetail') : t('storeTills', { count: tillCount })}
          </p>
          <TextField
            id={id}
            name="confirm"
            label={t('type', { code })}
            error={wrong ? errors(wrong) : undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
          />
          {state.why ? (
            <Note tone="warn" role="alert" title={t(state.why, { code: state.code ?? code })} />
          ) : wrong ? null : (
            <PlaceProblemNote problem={state.problem} />
          )}
        </DialogBody>
        <DialogFooter>
          <SubmitButton tone="danger" busyLabel={t('running')}>
            {t('confirm')}
          </SubmitButton>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
