import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { Dot } from '@/app/_ui/dot';
import { Fact, Facts } from '@/app/_ui/facts';
import { Icon } from '@/app/_ui/icon';
import { plugIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { Tag } from '@/app/_ui/tag';
import { TimeText } from '@/app/_ui/time-text';
import { formatDay, type TimeReader } from '@/lib/i18n/format-time';
import { SettingsRow } from '../settings-row';
import { DisconnectForm, ReadAgainForm } from './account-forms';
import type { Connection } from './read-connection';

type AccountRowProps = { connection: Connection; mayConnect: boolean; now: Date; reader: TimeReader };

/** Which account is paid, what is known of its token, and what was read of it. */
export function AccountRow({ connection, mayConnect, now, reader }: AccountRowProps) {
  const t = useTranslations('settings.mercadoPago');
  const { account, environment, renewalProblem, posWithoutExternalId } = connection;
  return (
    <SettingsRow title={t('account')} about={t('accountAbout')}>
      {account ? (
        <Card>
          <AccountHead connection={connection} account={account} locale={reader.locale} />
          <div className="border-t border-line px-5 py-4">
            <Facts>
              <TokenFact connection={connection} reader={reader} />
              <Fact label={t('since')}>
                {connection.connectedAt ? <TimeText at={connection.connectedAt} now={now} reader={reader} /> : '—'}
              </Fact>
              <Fact label={t('stores')}>{t('storesCount', { stores: connection.stores, pos: connection.pos })}</Fact>
            </Facts>
            {mayConnect && connection.accessProblem === null ? (
              <div className="mt-4">
                <ReadAgainForm words={{ submit: t('readAgain'), submitting: t('readingAgain') }} />
              </div>
            ) : null}
            {mayConnect && connection.accessProblem !== 'disconnected' ? <Disconnect /> : null}
          </div>
        </Card>
      ) : (
        <Note tone="warn" title={t('notConnected')}>
          {t('notConnectedDetail')}
        </Note>
      )}
      {renewalProblem ? <Note tone="stop" title={t('renewalProblem', { problem: renewalProblem })} /> : null}
      {posWithoutExternalId > 0 ? (
        <Note tone="warn" title={t('withoutExternalId', { count: posWithoutExternalId })} />
      ) : null}
      {account ? <Note title={t(`kindAbout.${environment}.title`)}>{t(`kindAbout.${environment}.detail`)}</Note> : null}
    </SettingsRow>
  );
}

/** Leads to what cannot be undone here: the account has to be connected again. Works without JavaScript. */
function Disconnect() {
  const t = useTranslations('settings.mercadoPago.disconnect');
  return (
    <details className="mt-3 text-sm">
      <summary className="inline-block rounded-sm py-1 font-medium text-ink-2 hover:text-ink">{t('title')}</summary>
      <p className="mt-2 mb-3 text-ink-2">{t('detail')}</p>
      <DisconnectForm words={{ submit: t('submit'), submitting: t('submitting') }} />
    </details>
  );
}

type AccountHeadProps = {
  connection: Connection;
  account: NonNullable<Connection['account']>;
  locale: TimeReader['locale'];
};

function AccountHead({ connection, account, locale }: AccountHeadProps) {
  const t = useTranslations('settings.mercadoPago');
  const currency = useTranslations('money.currency');
  const kind = { simulator: t('kindSimulator'), test: t('kindTest'), live: t('kindLive') }[connection.environment];
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(account.countryCode);
  return (
    <div className="flex flex-wrap items-center gap-4 px-5 py-4">
      <span className="grid size-11 place-items-center rounded-lg bg-sunken text-ink-2 inset-ring inset-ring-line">
        <Icon shape={plugIcon} size={20} />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2">
          <strong className="font-semibold">{account.nickname ?? account.collectorId}</strong>
          {connection.accessProblem ? (
            <Tag>{t(`accessProblem.${connection.accessProblem}`)}</Tag>
          ) : (
            <Connected>{t('isConnected')}</Connected>
          )}
          <Tag>{kind}</Tag>
        </p>
        <p className="text-sm text-ink-3">
          {t('seller')} <span className="num">{account.collectorId}</span> · {country} ·{' '}
          {t('charges', { currency: currency(account.currencyId), currencyId: account.currencyId })}
        </p>
      </div>
    </div>
  );
}

/** That it works is a dot and a word; green tints are for money. */
function Connected({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex h-6 items-center gap-2 rounded-full bg-idle-tint pr-2.5 pl-2.5 text-xs font-medium text-idle-ink inset-ring inset-ring-idle-line">
      <Dot tone="works" />
      {children}
    </span>
  );
}

function TokenFact({ connection, reader }: { connection: Connection; reader: TimeReader }) {
  const t = useTranslations('settings.mercadoPago');
  const { lastFour, tokenExpiresAt } = connection;
  return (
    <Fact label={t('token')}>
      {lastFour === null ? (
        '—'
      ) : (
        <span>
          <span className="code" aria-hidden="true">
            ••••••••{lastFour}
          </span>
          <span className="unseen">{t('tokenEnding', { lastFour })}</span>
          {tokenExpiresAt ? (
            <span className="block text-ink-3">{t('tokenExpires', { time: formatDay(tokenExpiresAt, reader) })}</span>
          ) : null}
        </span>
      )}
    </Fact>
  );
}
