'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { type ReceiptsState, saveReceipts } from './actions';

type ReceiptsFormProps = { settings: { taxId: string | null; note: string | null; hasLinks: boolean } };

const untouched: ReceiptsState = { outcome: 'none' };

/** What paper says beside the sale, and whether it may be seen on the web. */
export function ReceiptsForm({ settings: { taxId, note, hasLinks } }: ReceiptsFormProps) {
  const t = useTranslations('ticket.settings');
  const [state, action] = useActionState(saveReceipts, untouched);
  return (
    // Drawn anew with what was saved: React empties a form once its action is over.
    <form key={`${taxId} ${note} ${hasLinks}`} action={action} className="grid gap-5">
      <TextField
        id="taxId"
        name="taxId"
        label={t('taxId')}
        hint={t('taxIdHint')}
        defaultValue={taxId ?? ''}
        maxLength={40}
      />
      <TextField
        id="note"
        name="note"
        label={t('note')}
        hint={t('noteHint')}
        defaultValue={note ?? ''}
        maxLength={200}
      />
      <label className="flex items-start gap-3 text-sm">
        <input type="checkbox" name="hasLinks" defaultChecked={hasLinks} className="mt-0.5 size-4 accent-(--accent)" />
        <span className="grid gap-1">
          <span className="font-medium">{t('links')}</span>
          <span className="text-ink-3">{t('linksHint')}</span>
        </span>
      </label>
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
