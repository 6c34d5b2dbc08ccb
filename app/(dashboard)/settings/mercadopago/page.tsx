import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { SettingsTabs } from '../settings-tabs';
import { AccountRow } from './account-row';
import { ConnectRow } from './connect-row';
import { NoticesRow } from './notices-row';
import { readConnection } from './read-connection';
import { SecretsRow } from './secrets-row';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.mercadoPago'))('title') };
}

/** The account that is paid: which one it is, how to connect one, and how its notices reach us. */
export default async function MercadoPagoSettingsPage({ searchParams }: { searchParams: Promise<{ oauth?: string }> }) {
  const session = await requireSession();
  const [t, locale, { oauth }] = await Promise.all([getTranslations('settings'), getLocale(), searchParams]);
  const mayConnect = may(session.role, 'settings:write');
  const connection = await readConnection(session.merchant, mayConnect);
  const reading = { now: new Date(), reader: { locale, timeZone: session.timeZone } };
  return (
    <>
      <PageHead title={t('title')} />
      <SettingsTabs current="mercadopago" />
      <PageBody>
        <ClientMessages names={['refusal']}>
          <AccountRow connection={connection} mayConnect={mayConnect} {...reading} />
          <ConnectRow connection={connection} mayConnect={mayConnect} outcome={oauth} />
        </ClientMessages>
        <NoticesRow connection={connection} {...reading} />
        {connection.webhookSecrets ? <SecretsRow secrets={connection.webhookSecrets} /> : null}
      </PageBody>
    </>
  );
}
