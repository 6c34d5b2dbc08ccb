import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { getReceiptSettings } from '@/db/receipts';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { SettingsRow } from '../settings-row';
import { SettingsTabs } from '../settings-tabs';
import { ReceiptsForm } from './receipts-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ticket.settings'))('title') };
}

/** What receipts say beside the sale, and whether they may be public. */
export default async function ReceiptSettingsPage() {
  const session = await requireSession();
  const [t, settings] = await Promise.all([getTranslations('ticket.settings'), getTranslations('settings')]);
  if (!may(session.role, 'settings:write')) return <NotAllowed what={t('title')} />;
  return (
    <>
      <PageHead title={settings('title')} />
      <SettingsTabs current="receipts" />
      <PageBody>
        <SettingsRow title={t('title')} about={t('about')}>
          <ClientMessages names={['ticket']}>
            <ReceiptsForm settings={await getReceiptSettings(session.merchant)} />
          </ClientMessages>
        </SettingsRow>
      </PageBody>
    </>
  );
}
