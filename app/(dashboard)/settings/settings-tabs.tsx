import { useTranslations } from 'next-intl';
import { ViewTab, ViewTabs } from '@/app/_ui/view-tabs';

/** The pages of the settings, side by side. */
export function SettingsTabs({
  current,
}: {
  current: 'mercadopago' | 'refunds' | 'receipts' | 'apiKeys' | 'webhooks' | 'till' | 'preferences';
}) {
  const t = useTranslations('settings');
  const limits = useTranslations('refund.limits');
  const receipts = useTranslations('ticket.settings');
  const keys = useTranslations('apiKeys');
  const webhooks = useTranslations('webhooks');
  const till = useTranslations('tillSettings');
  return (
    <ViewTabs label={t('title')}>
      <ViewTab href="/settings/mercadopago" isCurrent={current === 'mercadopago'}>
        {t('mercadoPago.title')}
      </ViewTab>
      <ViewTab href="/settings/refunds" isCurrent={current === 'refunds'}>
        {limits('title')}
      </ViewTab>
      <ViewTab href="/settings/receipts" isCurrent={current === 'receipts'}>
        {receipts('title')}
      </ViewTab>
      <ViewTab href="/settings/api-keys" isCurrent={current === 'apiKeys'}>
        {keys('title')}
      </ViewTab>
      <ViewTab href="/settings/webhooks" isCurrent={current === 'webhooks'}>
        {webhooks('title')}
      </ViewTab>
      <ViewTab href="/settings/till" isCurrent={current === 'till'}>
        {till('title')}
      </ViewTab>
      <ViewTab href="/settings/preferences" isCurrent={current === 'preferences'}>
        {t('preferences.title')}
      </ViewTab>
    </ViewTabs>
  );
}
