import { useTranslations } from 'next-intl';
import { CopyButton } from '@/app/_ui/copy-button';
import { Fact, Facts } from '@/app/_ui/facts';
import { LockedField } from '@/app/_ui/locked-field';
import { Note } from '@/app/_ui/note';
import { TimeText } from '@/app/_ui/time-text';
import type { TimeReader } from '@/lib/i18n/format-time';
import { SettingsRow } from '../settings-row';
import type { Connection } from './read-connection';

type NoticesRowProps = { connection: Connection; now: Date; reader: TimeReader };

/** Where Mercado Pago writes to, whether it can, and when it last did. The address is masked: who has it can make us look. */
export function NoticesRow({ connection, now, reader }: NoticesRowProps) {
  const t = useTranslations('settings.mercadoPago');
  const { notificationUrl, applicationUrl, lastDeliveryAt, appUrl, isReachable } = connection;
  return (
    <SettingsRow title={t('notifications')} about={t('notificationsDetail')}>
      {isReachable ? null : (
        <Note tone="warn" title={t('notPublic', { address: appUrl })}>
          {t('notPublicDetail')}
        </Note>
      )}
      {notificationUrl ? (
        <LockedField
          label={t('address')}
          value={masked(notificationUrl)}
          why={t('addressSecret')}
          trailing={<CopyButton text={notificationUrl} label={t('copyAddress')} copiedLabel={t('copied')} />}
        />
      ) : null}
      {applicationUrl ? (
        <>
          <LockedField
            label={t('applicationAddress')}
            value={masked(applicationUrl)}
            why={t('applicationAddressWhy')}
            trailing={
              <CopyButton text={applicationUrl} label={t('copyApplicationAddress')} copiedLabel={t('copied')} />
            }
          />
          <ApplicationSteps />
        </>
      ) : null}
      <Facts>
        <Fact label={t('lastNotification')}>
          {lastDeliveryAt ? <TimeText at={lastDeliveryAt} now={now} reader={reader} /> : t('never')}
        </Fact>
      </Facts>
    </SettingsRow>
  );
}

/** Where the application's address is pasted: the only thing that Mercado Pago's panel has to be told. */
function ApplicationSteps() {
  const t = useTranslations('settings.mercadoPago');
  return (
    <details className="text-sm">
      <summary className="inline-block rounded-sm py-1 font-medium text-ink-2 hover:text-ink">
        {t('applicationWhere')}
      </summary>
      <ol className="mt-2 grid list-decimal gap-2 pl-5 text-ink-2 marker:text-ink-3">
        <li>{t('applicationSteps.panel')}</li>
        <li>{t('applicationSteps.webhooks')}</li>
        <li>{t('applicationSteps.event')}</li>
      </ol>
    </details>
  );
}

/** All of an address but the middle of its last part, which is what is secret about it. */
function masked(url: string): string {
  const secretAt = url.lastIndexOf('/') + 1;
  return `${url.slice(0, secretAt + 4)}…${url.slice(-4)}`;
}
