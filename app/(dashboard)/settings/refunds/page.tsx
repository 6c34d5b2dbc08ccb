import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { listRefundLimits } from '@/db/refunds';
import { may } from '@/lib/domain/permissions';
import { refundAskers, usualRefundLimit } from '@/lib/domain/refund';
import { requireSession } from '@/lib/web/session';
import { SettingsRow } from '../settings-row';
import { SettingsTabs } from '../settings-tabs';
import { LimitsForm } from './limits-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('refund.limits'))('title') };
}

/** Up to how much each role gives back alone. */
export default async function RefundSettingsPage() {
  const session = await requireSession();
  const [t, settings] = await Promise.all([getTranslations('refund.limits'), getTranslations('settings')]);
  if (!may(session.role, 'settings:write')) return <NotAllowed what={t('title')} />;
  const { currencyId } = session;
  const set = await listRefundLimits(session.merchant);
  const limits = refundAskers.map((asker) => ({ asker, ...(set.get(asker) ?? usualRefundLimit(asker, currencyId)) }));
  return (
    <>
      <PageHead title={settings('title')} />
      <SettingsTabs current="refunds" />
      <PageBody>
        <SettingsRow title={t('title')} about={t('about')}>
          <ClientMessages names={['refund']}>
            <LimitsForm limits={limits} currencyId={currencyId} />
          </ClientMessages>
        </SettingsRow>
      </PageBody>
    </>
  );
}
