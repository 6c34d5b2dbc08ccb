'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { SubmitButton } from '@/app/_ui/submit-button';
import { PlaceProblemNote } from '@/app/(dashboard)/place-problem-note';
import { retryBatch, stopBatch } from './actions';

type BatchFormsProps = { batchId: string; mayStop: boolean; mayRetry: boolean };

/** Stops what was not asked for yet, or goes on with what came to nothing. */
export function BatchForms({ batchId, mayStop, mayRetry }: BatchFormsProps) {
  const t = useTranslations('places.making');
  const [problem, retry] = useActionState(retryBatch.bind(null, batchId), null);
  return (
    <>
      {mayStop ? (
        <form action={stopBatch.bind(null, batchId)}>
          <SubmitButton busyLabel={t('stopping')}>{t('stop')}</SubmitButton>
        </form>
      ) : null}
      {mayRetry ? (
        <form action={retry} className="contents">
          <SubmitButton busyLabel={t('retrying')}>{t('retry')}</SubmitButton>
          <PlaceProblemNote problem={problem} />
        </form>
      ) : null}
    </>
  );
}
