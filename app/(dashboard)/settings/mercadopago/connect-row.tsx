import { useLocale, useTranslations } from 'next-intl';
import { buttonClass } from '@/app/_ui/button-look';
import { Note } from '@/app/_ui/note';
import { errors } from '@/lib/i18n/messages/errors';
import { SettingsRow } from '../settings-row';
import { connect } from './actions';
import type { Connection } from './read-connection';
import { SecretFieldForm } from './secret-field-form';

type ConnectRowProps = {
  connection: Connection;
  mayConnect: boolean;
  /** How an authorisation at Mercado Pago ended, when somebody just came back from one. */
  outcome: string | undefined;
};

/** How an account is connected, and where its token is found. Who may not connect sees who may. */
export function ConnectRow({ connection, mayConnect, outcome }: ConnectRowProps) {
  const t = useTranslations('settings.mercadoPago');
  const isConnected = connection.account !== null;
  return (
    <SettingsRow title={isConnected ? t('replace') : t('connect')} about={t('connectAbout')}>
      {mayConnect ? (
        <>
          {outcome === undefined ? null : <OAuthOutcome outcome={outcome} />}
          {connection.offersOAuth ? <OAuthStart /> : null}
          <TokenForm tone={connection.offersOAuth ? 'default' : 'primary'} />
          <Steps isOpen={!isConnected} />
        </>
      ) : (
        <Note title={t('ownersOnly')} />
      )}
    </SettingsRow>
  );
}

function OAuthStart() {
  const t = useTranslations('settings.mercadoPago');
  return (
    <div className="grid justify-items-start gap-2">
      {/* It sets a cookie and leaves the site: a plain link, never fetched ahead. */}
      <a href="/api/oauth/mercadopago" className={buttonClass({ tone: 'primary' })}>
        {t('oauthStart')}
      </a>
      <p className="text-xs text-ink-3">{t('oauthDetail')}</p>
      <h3 className="mt-3 text-sm font-medium">{t('oauthOr')}</h3>
    </div>
  );
}

function TokenForm({ tone }: { tone: 'primary' | 'default' }) {
  const t = useTranslations('settings.mercadoPago');
  const locale = useLocale();
  return (
    <SecretFieldForm
      name="access_token"
      action={connect}
      tone={tone}
      words={{
        field: t('accessToken'),
        hint: t('accessTokenHint'),
        submit: t('submit'),
        submitting: t('submitting'),
        fieldErrors: errors[locale].field,
      }}
    />
  );
}

function Steps({ isOpen }: { isOpen: boolean }) {
  const t = useTranslations('settings.mercadoPago');
  return (
    <details open={isOpen} className="text-sm">
      <summary className="inline-block rounded-sm py-1 font-medium text-ink-2 hover:text-ink">{t('where')}</summary>
      <ol className="mt-2 grid list-decimal gap-2 pl-5 text-ink-2 marker:text-ink-3">
        <li>{t('whereSteps.panel')}</li>
        <li>{t('whereSteps.application')}</li>
        <li>{t('whereSteps.credentials')}</li>
      </ol>
    </details>
  );
}

function OAuthOutcome({ outcome }: { outcome: string }) {
  const t = useTranslations('settings.mercadoPago');
  if (outcome === 'connected') return <Note role="status" title={t('oauthConnected')} />;
  return <Note tone="warn" role="alert" title={outcome === 'conflict' ? t('oauthConflict') : t('oauthFailed')} />;
}
