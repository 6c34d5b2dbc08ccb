import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { TestBanner } from '@/app/_ui/test-banner';
import { requireSession } from '@/lib/web/session';
import { AccessBanner } from './_shell/access-banner';
import { PersonMenu } from './_shell/person-menu';
import { PhoneBar } from './_shell/phone-bar';
import { PhoneTabs } from './_shell/phone-tabs';
import { Sidebar } from './_shell/sidebar';
import { WebhookBanner } from './_shell/webhook-banner';

/** Session, navigation, and the white panel that every page of the desk fills. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const session = await requireSession();
  const t = await getTranslations('shell');
  const isLive = session.environment === 'live';
  return (
    <div className={isLive ? '[--banner:0px]' : '[--banner:32px]'}>
      <a
        href="#content"
        className="fixed top-2 left-2 z-70 -translate-y-20 rounded-md bg-raised px-3 py-2 text-sm shadow-2 focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <TestBanner environment={session.environment} />
      <div className="tablet:grid tablet:grid-cols-[60px_minmax(0,1fr)] desktop:grid-cols-[232px_minmax(0,1fr)] print:block">
        <PhoneBar session={session} />
        <Sidebar session={session} />
        <main
          id="content"
          tabIndex={-1}
          className="flex min-h-[calc(100dvh-112px-var(--banner))] min-w-0 flex-col bg-surface outline-none max-tablet:mb-[calc(60px+env(safe-area-inset-bottom))] tablet:my-2 tablet:mr-2 tablet:min-h-[calc(100dvh-16px-var(--banner))] tablet:overflow-clip tablet:rounded-lg tablet:border tablet:border-line tablet:has-data-fill-window:h-[calc(100dvh-16px-var(--banner))] print:m-0 print:border-0"
        >
          <AccessBanner session={session} />
          <WebhookBanner session={session} />
          {children}
        </main>
        <PhoneTabs role={session.role} />
        <PersonMenu session={session} />
      </div>
    </div>
  );
}
