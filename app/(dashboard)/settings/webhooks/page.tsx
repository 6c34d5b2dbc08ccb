import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { listEndpoints } from '@/db/webhook-endpoints';
import { may } from '@/lib/domain/permissions';
import { errors } from '@/lib/i18n/messages/errors';
import { requireSession } from '@/lib/web/session';
import { SettingsRow } from '../settings-row';
import { SettingsTabs } from '../settings-tabs';
import { EndpointList } from './endpoint-list';
import { NewEndpointForm } from './new-endpoint-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('title') };
}

/** Where the merchant's own systems are told what happens: the addresses that there are, and one more. */
export default async function WebhooksPage() {
  const session = await requireSession();
  const [t, settings, locale] = await Promise.all([
    getTranslations('webhooks'),
    getTranslations('settings'),
    getLocale(),
  ]);
  if (!may(session.role, 'settings:write')) return <NotAllowed what={t('title')} />;
  const endpoints = await listEndpoints(session.merchant);
  const fieldErrors = {
    ...errors[locale].field,
    too_many: t('add.tooMany'),
    already_used: t('add.alreadyUsed'),
  };
  return (
    <>
      <PageHead title={settings('title')} />
      <SettingsTabs current="webhooks" />
      <PageBody>
        <SettingsRow title={t('list')} about={t('about')}>
          <EndpointList endpoints={endpoints} now={new Date()} />
        </SettingsRow>
        <SettingsRow title={t('add.title')} about={t('add.about')}>
          <ClientMessages names={['webhooks', 'ui']}>
            <NewEndpointForm fieldErrors={fieldErrors} />
          </ClientMessages>
        </SettingsRow>
      </PageBody>
    </>
  );
}
