import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { plugIcon, plusIcon, scanQrCodeIcon } from '@/app/_ui/icons';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { SilenceNote } from '@/app/_ui/silence-note';
import { hourAt } from '@/lib/domain/calendar';
import { may } from '@/lib/domain/permissions';
import { formatDayHead, zoneName } from '@/lib/i18n/format-time';
import { requireSession, type Session } from '@/lib/web/session';
import { ConnectionCard } from './connection-card';
import { Decisions } from './decisions';
import { HourChart } from './hour-chart';
import { LatestOrders } from './latest-orders';
import { readOverview, readWaitingRefunds } from './read-overview';
import { Stats } from './stats';
import { TillsNow } from './tills-now';
import { WaitingRefunds } from './waiting-refunds';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') };
}

/** Today: what was sold, what the tills are doing, and what waits for somebody. */
export default async function OverviewPage() {
  const session = await requireSession();
  const [t, words] = await Promise.all([getTranslations('overview'), getTranslations('notifications')]);
  if (!may(session.role, 'orders:read')) return <NotAllowed what={t('what')} />;
  // Without access nothing new comes in; what was sold today stays in view, under the banner.
  if (!session.connected && session.accessProblem === null) return <Unconnected session={session} />;

  const { timeZone, currencyId } = session;
  const now = new Date();
  const [overview, waiting] = await Promise.all([
    readOverview(session.merchant, now, timeZone),
    may(session.role, 'refunds:approve') ? readWaitingRefunds(session.merchant) : null,
  ]);
  const reader = { locale: await getLocale(), timeZone };
  const lastDay = t(`lastDay.${overview.weekday}`);
  const zone = t('zone', { zone: zoneName(now, timeZone) });
  const isNew = overview.latest.length === 0;
  return (
    <>
      <PageHead
        title={formatDayHead(now, now, reader)}
        actions={
          <>
            <span className="text-sm text-ink-3 max-tablet:hidden">{zone}</span>
            {may(session.role, 'orders:write') ? (
              <ButtonLink href="/till" tone="primary" className="max-tablet:hidden">
                <Icon shape={plusIcon} />
                {t('charge')}
              </ButtonLink>
            ) : null}
          </>
        }
      >
        <p className="text-sm text-ink-3 tablet:hidden">{zone}</p>
      </PageHead>
      <PageBody>
        <LiveRefresh serverNow={now.toISOString()} />
        {overview.silence ? (
          <div className="mb-4">
            <SilenceNote
              silence={overview.silence}
              actions={
                may(session.role, 'notifications:read') ? (
                  <ButtonLink href="/notifications" size="small">
                    {words('silence.open')}
                  </ButtonLink>
                ) : null
              }
            />
          </div>
        ) : null}
        {isNew ? (
          <FirstOrder session={session} hasTills={overview.tills.length > 0} />
        ) : (
          <Stats overview={overview} currencyId={currencyId} lastDay={lastDay} />
        )}
        <div className="mt-6 grid gap-6 tablet:mt-7 tablet:gap-8 wide:grid-cols-[minmax(0,1fr)_344px]">
          <div className="grid min-w-0 content-start gap-6 tablet:gap-8">
            {isNew ? null : (
              <HourChart
                today={overview.sales.soldMinorByHour}
                before={overview.salesBefore.soldMinorByHour}
                hourNow={hourAt(now, timeZone)}
                lastDay={lastDay}
                currencyId={currencyId}
              />
            )}
            <TillsNow tills={overview.tills} lastOrders={overview.lastOrders} now={now} reader={reader} />
            {isNew ? null : <LatestOrders orders={overview.latest} now={now} reader={reader} />}
          </div>
          {/* On narrow screens what waits for somebody comes first, and the state of the connection last. */}
          <div className="min-w-0 max-wide:contents wide:grid wide:content-start wide:gap-8">
            {isNew ? null : (
              <div className="grid min-w-0 gap-6 max-wide:-order-1 tablet:gap-8">
                {waiting && waiting.count > 0 ? (
                  <WaitingRefunds refunds={waiting.refunds} count={waiting.count} now={now} reader={reader} />
                ) : null}
                <Decisions orders={overview.undecided} count={overview.counts.undecided} now={now} reader={reader} />
              </div>
            )}
            <ConnectionCard overview={overview} now={now} reader={reader} />
          </div>
        </div>
      </PageBody>
    </>
  );
}

async function Unconnected({ session }: { session: Session }) {
  const t = await getTranslations('overview');
  const canConnect = may(session.role, 'settings:write');
  return (
    <>
      <PageHead title={t('title')} />
      <PageBody>
        <Empty
          kind="nothing-yet"
          icon={plugIcon}
          title={t('start.connectTitle')}
          action={
            canConnect ? (
              <ButtonLink href="/settings/mercadopago" tone="primary">
                {t('start.connect')}
              </ButtonLink>
            ) : null
          }
        >
          {t('start.connectDetail')} {canConnect ? null : t('start.askOwner')}
        </Empty>
      </PageBody>
    </>
  );
}

async function FirstOrder({ session, hasTills }: { session: Session; hasTills: boolean }) {
  const t = await getTranslations('overview.start');
  return (
    <Empty
      kind="nothing-yet"
      icon={scanQrCodeIcon}
      title={t('firstTitle')}
      action={
        hasTills && may(session.role, 'orders:write') ? (
          <ButtonLink href="/till" tone="primary">
            {t('first')}
          </ButtonLink>
        ) : null
      }
    >
      {t(hasTills ? 'firstDetail' : 'firstWithoutTills')}
    </Empty>
  );
}
