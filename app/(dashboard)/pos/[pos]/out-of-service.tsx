'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { PlaceProblemNote } from '../../place-problem-note';
import { makePosAgain } from '../pos-actions';

type OutOfServiceProps = {
  status: 'retired' | 'missing';
  /** Null for one without a code, which cannot be made again. */
  posKey: string | null;
  mayMake: boolean;
};

/** Why a till charges no more, and the way back for one that Mercado Pago has lost. */
export function OutOfService({ status, posKey, mayMake }: OutOfServiceProps) {
  const t = useTranslations('places.retire');
  const [problem, make] = useActionState(makePosAgain.bind(null, posKey ?? ''), null);
  const isRecoverable = status === 'missing' && posKey !== null && mayMake;
  return (
    <div className="grid gap-3">
      <Note
        tone={status === 'missing' ? 'stop' : 'idle'}
        title={t(status)}
        actions={
          isRecoverable ? (
            <form action={make}>
              <SubmitButton size="small" busyLabel={t('recreating')}>
                {t('recreate')}
              </SubmitButton>
            </form>
          ) : null
        }
      />
      <PlaceProblemNote problem={problem} />
    </div>
  );
}
