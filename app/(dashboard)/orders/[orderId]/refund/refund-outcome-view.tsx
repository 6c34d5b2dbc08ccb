'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_ui/button';
import { DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { Note } from '@/app/_ui/note';
import { RefusalNote } from '@/app/_ui/refusal-note';
import { parseMinor } from '@/lib/domain/money';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import type { RefundAnswer } from './refund-answer';

type Stored = Extract<RefundAnswer, { kind: 'stored' }>;

type RefundOutcomeViewProps = { answer: Stored; needsSecond: boolean; currencyId: CurrencyId };

/** What came of a refund that was stored, as it stood when it was answered; the order's page follows it from there. */
export function RefundOutcomeView({ answer, needsSecond, currencyId }: RefundOutcomeViewProps) {
  const t = useTranslations('refund');
  const minor = parseMinor(answer.amount, currencyId);
  const amount = minor === null ? answer.amount : formatMoney(minor, currencyId);
  const kind = answer.status === 'requested' && needsSecond ? 'waiting' : answer.status;
  return (
    <>
      <DialogBody>
        {answer.refusal ? (
          <RefusalNote refusal={answer.refusal} lead={t(`answer.${kind}.title`, { amount })} role="alert" />
        ) : (
          <Note tone={tones[kind]} role="alert" title={t(`answer.${kind}.title`, { amount })}>
            {t(`answer.${kind}.detail`)}
          </Note>
        )}
      </DialogBody>
      <DialogFooter>
        <Button type="submit" autoFocus>
          {t('close')}
        </Button>
      </DialogFooter>
    </>
  );
}

const tones = {
  approved: 'paid',
  in_process: 'live',
  waiting: 'live',
  requested: 'warn',
  unknown: 'warn',
  rejected: 'stop',
} as const;
