import { getLocale, getTranslations } from 'next-intl/server';
import { ViewTab, ViewTabs } from '@/app/_ui/view-tabs';

/** The two parts of reconciliation, with how many cases wait for somebody. */
export async function ReconciliationTabs({ current, open }: { current: 'compare' | 'exceptions'; open: number }) {
  const [t, locale] = await Promise.all([getTranslations('reconciliation.tabs'), getLocale()]);
  return (
    <ViewTabs label={t('label')}>
      <ViewTab href="/reconciliation" isCurrent={current === 'compare'}>
        {t('compare')}
      </ViewTab>
      <ViewTab
        href="/reconciliation/exceptions"
        isCurrent={current === 'exceptions'}
        count={open.toLocaleString(locale)}
        isHot={open > 0}
      >
        {t('exceptions')}
      </ViewTab>
    </ViewTabs>
  );
}
