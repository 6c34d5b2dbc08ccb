'use client';

import { useTranslations } from 'next-intl';
import { SecretOnce } from '@/app/_ui/secret-once';

/** The secret of an endpoint as it was made. */
export function WebhookSecretOnce({ secret }: { secret: string }) {
  const t = useTranslations('webhooks.secret');
  return (
    <SecretOnce
      secret={secret}
      title={t('shown')}
      detail={t('shownDetail')}
      what={t('label').toLowerCase()}
      testId="webhook-secret"
    />
  );
}
