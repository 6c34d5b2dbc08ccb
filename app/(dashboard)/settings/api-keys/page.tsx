import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { TextLink } from '@/app/_ui/text-link';
import { listApiKeys } from '@/db/api-keys';
import { may } from '@/lib/domain/permissions';
import { errors } from '@/lib/i18n/messages/errors';
import { requireSession } from '@/lib/web/session';
import { SettingsRow } from '../settings-row';
import { SettingsTabs } from '../settings-tabs';
import { KeyList } from './key-list';
import { NewKeyForm } from './new-key-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('apiKeys'))('title') };
}

/** Keys with which POS systems use the API: those that there are, and one more. */
export default async function ApiKeysPage() {
  const session = await requireSession();
  const [t, settings, locale] = await Promise.all([
    getTranslations('apiKeys'),
    getTranslations('settings'),
    getLocale(),
  ]);
  if (!may(session.role, 'settings:write')) return <NotAllowed what={t('title')} />;
  const keys = await listApiKeys(session.merchant);
  const reader = { locale, timeZone: session.timeZone };
  return (
    <>
      <PageHead title={settings('title')} />
      <SettingsTabs current="apiKeys" />
      <PageBody>
        <SettingsRow
          title={t('title')}
          about={
            <>
              {t('about')} <TextLink href="/docs/api">{t('reference')}</TextLink>
            </>
          }
        >
          <KeyList keys={keys} now={new Date()} reader={reader} />
        </SettingsRow>
        <SettingsRow title={t('newKey')} about={t('newKeyAbout')}>
          <ClientMessages names={['apiKeys', 'ui']}>
            <NewKeyForm fieldErrors={{ ...errors[locale].field, required: t('required') }} />
          </ClientMessages>
        </SettingsRow>
      </PageBody>
    </>
  );
}
