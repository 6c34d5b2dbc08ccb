'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { taxRates } from '@/lib/domain/included-tax';
import { saveTypedTax, type TaxState } from './actions';

const untouched: TaxState = { outcome: 'none' };

/** The IVA inside an amount that has no item. */
export function TypedTaxForm({ rate }: { rate: number }) {
  const t = useTranslations('tillSettings');
  const [state, action] = useActionState(saveTypedTax, untouched);
  return (
    <form action={action} className="grid max-w-80 gap-3">
      <SelectField key={rate} id="rate" name="rate" label={t('tax.label')} defaultValue={rate}>
        {taxRates.map((known) => (
          <option key={known} value={known}>
            {known} %
          </option>
        ))}
      </SelectField>
      {state.outcome === 'saved' ? <Note role="status" title={t('saved')} /> : null}
      <div>
        <SubmitButton busyLabel={t('saving')}>{t('save')}</SubmitButton>
      </div>
    </form>
  );
}
