'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { approve, type DecisionState, decline } from './actions';

type ApprovalFormsProps = {
  requestId: string;
  /** Already formatted. */
  amount: string;
  reference: string;
  reason: string;
  requestedBy: string | null;
  /** Whoever asked may only take it back. */
  isOwn: boolean;
  mayApprove: boolean;
};

const untouched: DecisionState = { problem: 'none' };

/** A second person's word on a refund, or taking one's own back. */
export function ApprovalForms({ requestId, isOwn, mayApprove, ...refund }: ApprovalFormsProps) {
  const t = useTranslations('refund.approval');
  const [said, say] = useActionState(() => decline(requestId), untouched);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {mayApprove && !isOwn ? <ApproveDialog requestId={requestId} {...refund} /> : null}
      <form action={say}>
        <SubmitButton size="small" tone="quiet" busyLabel={t('declining')}>
          {isOwn ? t('withdraw') : t('decline')}
        </SubmitButton>
      </form>
      {said.problem === 'conflict' ? <Note tone="warn" role="alert" title={t('conflict')} /> : null}
    </div>
  );
}

type ApproveDialogProps = Omit<ApprovalFormsProps, 'isOwn' | 'mayApprove'>;

function ApproveDialog({ requestId, amount, reference, reason, requestedBy }: ApproveDialogProps) {
  const t = useTranslations('refund.approval');
  const refund = useTranslations('refund');
  const [said, say] = useActionState(() => approve(requestId), untouched);
  const name = requestedBy ?? t('someone');
  return (
    <Dialog
      trigger={{ label: t('approve'), size: 'small' }}
      title={t('approveTitle', { amount })}
      closeLabel={refund('closeLabel')}
    >
      <form action={say}>
        <DialogBody>
          <p className="wrap-anywhere">{t('approveDetail', { name, amount, reference, reason })}</p>
          {said.problem === 'conflict' ? <Note tone="warn" role="alert" title={t('conflict')} /> : null}
        </DialogBody>
        <DialogFooter>
          <SubmitButton tone="danger" busyLabel={t('approving')}>
            {t('approveConfirm', { amount })}
          </SubmitButton>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
