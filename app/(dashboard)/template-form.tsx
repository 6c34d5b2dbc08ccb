'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useActionState } from 'react';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { saveTemplate, type TemplateState } from './template-actions';

type TemplateFormProps = {
  /** The till that it is of; null for every till without its own. */
  posKey: string | null;
  template: string | null;
  label: string;
  hint: ReactNode;
  placeholder: string;
};

const untouched: TemplateState = { outcome: 'none', typed: null };

/** How references are made, in one line. */
export function TemplateForm({ posKey, template, label, hint, placeholder }: TemplateFormProps) {
  const t = useTranslations('tillSettings');
  const [state, action] = useActionState(saveTemplate.bind(null, posKey), untouched);
  const { outcome } = state;
  const error = outcome === 'none' || outcome === 'saved' ? undefined : t(`reference.problem.${outcome}`);
  return (
    // Drawn anew with what was typed or saved: React empties a form once its action is over.
    <form key={`${state.typed} ${template}`} action={action} className="grid gap-3">
      <TextField
        id="template"
        name="template"
        label={label}
        hint={hint}
        error={error}
        defaultValue={state.typed ?? template ?? ''}
        placeholder={placeholder}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        className="code"
      />
      {outcome === 'saved' ? <Note role="status" title={t('saved')} /> : null}
      <div>
        <SubmitButton busyLabel={t('saving')}>{t('save')}</SubmitButton>
      </div>
    </form>
  );
}
