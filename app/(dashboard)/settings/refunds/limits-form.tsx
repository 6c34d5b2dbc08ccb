'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { MoneyField } from '@/app/_ui/money-field';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { RefundAsker, RefundLimit } from '@/lib/domain/refund';
import type { CurrencyId } from '@/lib/domain/sites';
import { type LimitsState, saveLimits } from './actions';

type LimitsFormProps = { limits: readonly (RefundLimit & { asker: RefundAsker })[]; currencyId: CurrencyId };

const untouched: LimitsState = { outcome: 'none' };

/** Two amounts per role; an empty one is no limit. */
export function LimitsForm({ limits, currencyId }: LimitsFormProps) {
  const t = useTranslations('refund.limits');
  const [state, action] = useActionState(saveLimits, untouched);
  return (
    <form action={action} className="grid gap-5">
      {limits.map(({ asker, perRefundMinor, perDayMinor }) => (
        // Drawn anew with what was saved: React empties a form once its action is over.
        <fieldset key={`${asker} ${perRefundMinor} ${perDayMinor}`} className="grid gap-3 tablet:grid-cols-2">
          <legend className="mb-2 text-sm font-semibold">{t(`asker.${asker}`)}</legend>
          <MoneyField
            name={`${asker}.perRefund`}
            label={t('perRefund')}
            currencyId={currencyId}
            defaultMinor={perRefundMinor ?? undefined}
          />
          <MoneyField
            name={`${asker}.perDay`}
            label={t('perDay')}
            currencyId={currencyId}
            defaultMinor={perDayMinor ?? undefined}
          />
        </fieldset>
      ))}
      <p className="text-xs text-ink-3">{t('hint')}</p>
      {state.outcome === 'saved' ? <Note role="status" title={t('saved')} /> : null}
      {state.outcome === 'wrong' ? <Note tone="stop" role="alert" title={t('wrong')} /> : null}
      <div>
        <SubmitButton tone="primary" busyLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </div>
    </form>
  );
}
