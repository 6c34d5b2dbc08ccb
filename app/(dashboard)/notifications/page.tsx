import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { radioIcon } from '@/app/_ui/icons';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { Pager } from '@/app/_ui/pager';
import { SilenceNote } from '@/app/_ui/silence-note';
import { may } from '@/lib/domain/permissions';
import { zoneName } from '@/lib/i18n/format-time';
import { requireSession } from '@/lib/web/session';
import { HitChart } from './hit-chart';
import { HealthStrip } from './notification-health';
import { notificationsHref, type SearchParameters } from './notification-query';
import { NotificationsBar } from './notifications-bar';
import { NotificationsTable } from './notifications-table';
import { PastSilences } from './past-silences';
import { readHours, readNotificationHealth, readNotifications } from './read-notifications';
import { UrlRow } from './url-row';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notifications'))('title') };
}

/** Everything that arrived at the notification URL, newest first, and whether anything does. */
export default async function NotificationsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const session = await requireSession();
  const [t, ui, locale] = await Promise.all([
    getTranslations('notifications'),
    getTranslations('ui.pagination'),
    getLocale(),
  ]);
  if (!may(session.role, 'notifications:read')) return <NotAllowed what={t('what')} />;
  const now = new Date();
  const { merchant, timeZone } = session;
  const reader = { locale, timeZone };
  const [page, health, hours] = await Promise.all([
    readNotifications(merchant, await searchParams, { now, timeZone }),
    readNotificationHealth(merchant, { now, timeZone }),
    readHours(merchant, now),
  ]);
  const { query, newer, older } = page;
  const isNarrowed = notificationsHref(query) !== notificationsHref();
  return (
    <>
      <PageHead title={t('title')} />
      <div className="grid grid-cols-1 gap-3 px-4 pt-4 pb-2 tablet:px-6">
        {health.silence ? <SilenceNote silence={health.silence} /> : null}
        <HealthStrip health={health} now={now} reader={reader} />
        <UrlRow health={health} mayTest={may(session.role, 'orders:write')} />
        <HitChart {...hours} timeZone={timeZone} />
        <PastSilences silences={health.pastSilences} reader={reader} />
      </div>
      <NotificationsBar query={query} zone={zoneName(now, timeZone)} />
      <div className="flex-1 border-t border-line">
        {page.notifications.length > 0 ? (
          <NotificationsTable notifications={page.notifications} now={now} reader={reader} />
        ) : (
          <Empty
            kind={isNarrowed ? 'no-match' : 'nothing-yet'}
            icon={radioIcon}
            title={t(isNarrowed ? 'noMatch.title' : 'empty.title')}
            action={isNarrowed ? <ButtonLink href={notificationsHref()}>{t('noMatch.action')}</ButtonLink> : null}
          >
            {t(isNarrowed ? 'noMatch.detail' : 'empty.detail')}
          </Empty>
        )}
      </div>
      <Pager
        label={ui('label')}
        newer={{ href: newer === null ? null : notificationsHref(query, { newer }), label: ui('newer') }}
        older={{ href: older === null ? null : notificationsHref(query, { older }), label: ui('older') }}
      >
        <LiveRefresh serverNow={now.toISOString()} age={{ words: t.raw('age'), locale }} />
      </Pager>
    </>
  );
}
