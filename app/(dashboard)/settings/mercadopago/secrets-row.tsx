import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { errors } from '@/lib/i18n/messages/errors';
import { SettingsRow } from '../settings-row';
import type { Connection } from './read-connection';
import { RemoveSecretForm } from './remove-secret-form';
import { addSecret } from './secret-actions';
import { SecretFieldForm } from './secret-field-form';

/** The secrets that notices are signed with: which are known, one more, one less. */
export function SecretsRow({ secrets }: { secrets: NonNullable<Connection['webhookSecrets']> }) {
  const t = useTranslations('settings.mercadoPago.secrets');
  const locale = useLocale();
  return (
    <SettingsRow title={t('title')} about={t('about')}>
      {secrets.length > 0 ? (
        <Card>
          <ul aria-label={t('known')}>
            {secrets.map((secret) => (
              <li
                key={`${secret.place} ${secret.lastFour}`}
                className="flex items-center justify-between gap-3 border-line px-5 py-3 not-first:border-t"
              >
                <span className="text-sm">
                  <span className="code" aria-hidden="true">
                    ••••••••{secret.lastFour}
                  </span>
                  <span className="unseen">{t('ending', { lastFour: secret.lastFour })}</span>
                </span>
                <RemoveSecretForm
                  secret={secret}
                  words={{
                    submit: t('remove'),
                    submitting: t('removing'),
                    label: t('removeLabel', { lastFour: secret.lastFour }),
                  }}
                />
              </li>
            ))}
          </ul>
        </Card>
      ) : (
        <p className="text-sm text-ink-3">{t('none')}</p>
      )}
      <SecretFieldForm
        name="webhook_secret"
        action={addSecret}
        words={{
          field: t('field'),
          hint: t('hint'),
          submit: t('add'),
          submitting: t('adding'),
          fieldErrors: { ...errors[locale].field, too_many: t('tooMany') },
        }}
      />
    </SettingsRow>
  );
}
