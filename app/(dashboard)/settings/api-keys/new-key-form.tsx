'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Button } from '@/app/_ui/button';
import { SecretOnce } from '@/app/_ui/secret-once';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { apiKeyBounds } from '@/lib/domain/api-key';
import { apiKeyScopes } from '@/lib/domain/permissions';
import type { FieldErrorCode } from '@/lib/errors';
import { addKey, type NewKeyState } from './actions';

const lifetimes = [30, 90, 180, 365] as const;

const untouched: NewKeyState = {
  key: null,
  problems: {},
  typed: {
    name: '',
    scopes: ['orders:read', 'orders:write', 'pos:read'],
    days: String(apiKeyBounds.days.usual),
    rate: String(apiKeyBounds.ratePerSecond.usual),
  },
};

type NewKeyFormProps = { fieldErrors: Readonly<Record<FieldErrorCode, string>> };

/** Makes a key, and shows it this once. */
export function NewKeyForm({ fieldErrors }: NewKeyFormProps) {
  const t = useTranslations('apiKeys');
  const [{ key, problems, typed }, action] = useActionState(addKey, untouched);
  const errorOf = (field: string) => (problems[field] ? fieldErrors[problems[field]] : undefined);
  if (key !== null) return <KeyShownOnce secret={key} />;
  return (
    <form action={action} className="grid gap-5">
      <TextField
        id="key-name"
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        error={errorOf('name')}
        defaultValue={typed.name}
        maxLength={apiKeyBounds.name.max}
        autoComplete="off"
        required
      />
      <Scopes chosen={typed.scopes} error={errorOf('scopes')} />
      <div className="grid gap-4 tablet:grid-cols-2">
        <SelectField id="key-days" name="days" label={t('days')} error={errorOf('days')} defaultValue={typed.days}>
          {lifetimes.map((days) => (
            <option key={days} value={days}>
              {t('daysOption', { days: String(days) })}
            </option>
          ))}
        </SelectField>
        <TextField
          id="key-rate"
          name="rate"
          type="number"
          inputMode="numeric"
          min={apiKeyBounds.ratePerSecond.min}
          max={apiKeyBounds.ratePerSecond.max}
          label={t('rate')}
          hint={t('rateHint')}
          error={errorOf('ratePerSecond')}
          defaultValue={typed.rate}
          required
        />
      </div>
      <div>
        <SubmitButton tone="primary" busyLabel={t('creating')}>
          {t('create')}
        </SubmitButton>
      </div>
    </form>
  );
}

function Scopes({ chosen, error }: { chosen: readonly string[]; error: string | undefined }) {
  const t = useTranslations('apiKeys');
  return (
    // Drawn anew with what was ticked: React empties a form once its action is over.
    <fieldset key={chosen.join()} className="min-w-0" aria-describedby={error ? 'key-scopes-error' : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{t('scopes')}</legend>
      <div className="grid gap-x-6 tablet:grid-cols-2">
        {apiKeyScopes.map((scope) => (
          <label
            key={scope}
            className="-mx-1.5 flex min-h-11 items-center gap-2.5 rounded-sm px-1.5 py-1 text-sm hover:bg-hover"
          >
            <input
              type="checkbox"
              name="scopes"
              value={scope}
              defaultChecked={chosen.includes(scope)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="grid min-w-0">
              {t(`scope.${scope}`)}
              <span className="code text-xs text-ink-3">{scope}</span>
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id="key-scopes-error" role="alert" className="mt-1 text-xs text-stop-ink">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

function KeyShownOnce({ secret }: { secret: string }) {
  const t = useTranslations('apiKeys');
  return (
    <SecretOnce secret={secret} title={t('once')} detail={t('onceDetail')} what={t('theKey')} testId="api-key">
      <div>
        <Button type="button" size="small" onClick={() => location.reload()}>
          {t('kept')}
        </Button>
      </div>
    </SecretOnce>
  );
}
