'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { webhookEventTypes } from '@/lib/domain/webhook';
import type { FieldErrorCode } from '@/lib/errors';
import { add, type NewEndpointState } from './actions';
import { EventChoice } from './event-choice';
import { WebhookSecretOnce } from './secret-once';

const untouched: NewEndpointState = { secret: null, problems: {}, typed: null };

type NewEndpointFormProps = { fieldErrors: Readonly<Record<FieldErrorCode, string>> };

/** Adds an address, and shows its secret this once. Works without JavaScript. */
export function NewEndpointForm({ fieldErrors }: NewEndpointFormProps) {
  const t = useTranslations('webhooks.add');
  const [{ secret, problems, typed }, action] = useActionState(add, untouched);
  const errorOf = (field: string) => (problems[field] ? fieldErrors[problems[field]] : undefined);
  return (
    <>
      {secret === null ? null : <WebhookSecretOnce key={secret} secret={secret} />}
      <form action={action} className="grid gap-5">
        <TextField
          id="webhook-url"
          name="url"
          type="url"
          label={t('url')}
          placeholder="https://"
          error={errorOf('url')}
          defaultValue={typed?.url}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <TextField
          id="webhook-description"
          name="description"
          label={t('description')}
          hint={t('descriptionHint')}
          error={errorOf('description')}
          defaultValue={typed?.description}
          maxLength={200}
          autoComplete="off"
        />
        <EventChoice
          chosen={typed?.events ?? webhookEventTypes}
          error={problems.events ? t('tooFewEvents') : undefined}
        />
        <div>
          <SubmitButton tone="primary" busyLabel={t('submitting')}>
            {t('submit')}
          </SubmitButton>
        </div>
      </form>
    </>
  );
}
