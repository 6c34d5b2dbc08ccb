import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Icon } from '@/app/_ui/icon';
import { pencilIcon, scanQrCodeIcon } from '@/app/_ui/icons';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { Note } from '@/app/_ui/note';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { Section } from '@/app/_ui/section';
import { TextLink } from '@/app/_ui/text-link';
import { readSegment } from '@/app/(dashboard)/read-segment';
import { tillDoing } from '@/app/(dashboard)/till-doing';
import { TillDoingLabel } from '@/app/(dashboard)/till-doing-label';
import { getCharger, listPossibleChargers } from '@/db/charging-rights';
import { getUnfinishedOrder, listOrders } from '@/db/orders';
import { getPos } from '@/db/pos';
import { summarizeSales } from '@/db/sales';
import { lastNotificationOfPos, listLastOrders } from '@/db/till-activity';
import { dayAt, periodOfDays } from '@/lib/domain/calendar';
import { isAlwaysCharger, mayChargeOn } from '@/lib/domain/charging-rights';
import { may } from '@/lib/domain/permissions';
import { whyNotChargeable } from '@/lib/domain/why-not-chargeable';
import { requireSession } from '@/lib/web/session';
import { ChargersForm } from './chargers-form';
import { ChargingForm } from './charging-form';
import { LiveOrder } from './live-order';
import { OutOfService } from './out-of-service';
import { PosStickers } from './pos-stickers';
import { TillCodeSection } from './till-code-section';
import { TillExtras } from './till-extras';
import { TillFacts, TodayFacts } from './till-facts';

type PosPageProps = { params: Promise<{ pos: string }> };

export async function generateMetadata({ params }: PosPageProps): Promise<Metadata> {
  const session = await requireSession();
  const pos = await getPos(session.merchant, readSegment((await params).pos));
  return { title: pos ? `${pos.name}, ${pos.storeName}` : (await getTranslations('pos'))('title') };
}

/** One till: its code, how it charges, and what it did today. */
export default async function PosPage({ params }: PosPageProps) {
  const session = await requireSession();
  const [t, places] = await Promise.all([getTranslations('pos'), getTranslations('places')]);
  if (!may(session.role, 'pos:read')) return <NotAllowed what={t('what')} />;
  const { merchant } = session;
  const pos = await getPos(merchant, readSegment((await params).pos));
  if (!pos) notFound();
  const now = new Date();
  const day = dayAt(now, pos.timeZone);
  const [live, sales, lastOrders, lastSale, notifiedAt, charger, chargers] = await Promise.all([
    getUnfinishedOrder(merchant, pos.id),
    summarizeSales(merchant, { ...periodOfDays(day, day, pos.timeZone), timeZone: pos.timeZone, posId: pos.id }),
    listLastOrders(merchant),
    listOrders(merchant, { filter: { posId: pos.id, statuses: ['closed'] }, limit: 1 }),
    lastNotificationOfPos(merchant, pos.id),
    getCharger(merchant, session.person.id),
    listPossibleChargers(merchant, pos.id),
  ]);
  // Owners and managers charge anyway: the others are who is chosen.
  const people = chargers.filter(({ role }) => !isAlwaysCharger(role));
  const reader = { locale: await getLocale(), timeZone: pos.timeZone };
  const maySeeSales = may(session.role, 'orders:read');
  const mayWrite = may(session.role, 'pos:write') && session.connected;
  const isTheirs = charger !== null && mayChargeOn(charger, pos);
  const mayCharge = may(session.role, 'orders:write') && isTheirs && whyNotChargeable(pos) === null;
  return (
    <>
      <PageHead
        title={`${pos.name}, ${pos.storeName}`}
        parent={{ href: '/pos', label: t('title') }}
        actions={
          <>
            {mayWrite && pos.status !== 'retired' ? (
              <ButtonLink href={`/pos/${encodeURIComponent(pos.externalPosId ?? pos.id)}/edit`}>
                <Icon shape={pencilIcon} />
                {places('till.edit')}
              </ButtonLink>
            ) : null}
            {mayCharge ? (
              <ButtonLink href={`/till/${encodeURIComponent(pos.externalPosId ?? '')}`} tone="primary">
                <Icon shape={scanQrCodeIcon} />
                {t('charge')}
              </ButtonLink>
            ) : null}
          </>
        }
      >
        <p className="text-sm">
          <TillDoingLabel doing={tillDoing(pos, lastOrders.get(pos.id), now)} now={now} reader={reader} />
        </p>
      </PageHead>
      <PageBody>
        <LiveRefresh serverNow={now.toISOString()} />
        {pos.status === 'active' ? null : (
          <div className="mb-6">
            <ClientMessages names={['places', 'refusal', 'errors']}>
              <OutOfService status={pos.status} posKey={pos.externalPosId} mayMake={mayWrite} />
            </ClientMessages>
          </div>
        )}
        {pos.externalPosId === null ? (
          <div className="mb-6">
            <Note
              tone="warn"
              title={t('notIntegrableTitle')}
              actions={
                mayWrite && pos.status === 'active' ? (
                  <ButtonLink
                    href={`/pos/new-till?store=${encodeURIComponent(pos.externalStoreId ?? pos.storeId)}`}
                    size="small"
                  >
                    {places('drift.replace')}
                  </ButtonLink>
                ) : null
              }
            >
              {t('notIntegrableDetail')}
            </Note>
          </div>
        ) : null}
        {/* On narrow screens the code stands between what is happening and what can be set. */}
        <div className="grid grid-cols-1 gap-8 wide:grid-cols-[minmax(0,1fr)_344px]">
          <div className="min-w-0 max-wide:contents wide:grid wide:content-start wide:gap-8">
            {maySeeSales ? (
              <div className="grid grid-cols-1 gap-8 max-wide:-order-2">
                {live ? <LiveOrder order={live} now={now} /> : null}
                <TodayFacts
                  sales={sales}
                  currencyId={session.currencyId}
                  lastPaidAt={lastSale.orders[0]?.closedAt ?? null}
                  now={now}
                  reader={reader}
                />
              </div>
            ) : null}
            {may(session.role, 'pos:write') && pos.externalPosId && pos.status === 'active' ? (
              <Section title={t('charging.title')}>
                <ClientMessages names={['pos', 'refusal']}>
                  <div className="max-w-140">
                    <ChargingForm
                      posKey={pos.externalPosId}
                      name={pos.name}
                      integration={pos.integration}
                      mode={pos.mode}
                      previous={
                        pos.previousIntegration && pos.previousMode
                          ? { integration: pos.previousIntegration, mode: pos.previousMode }
                          : null
                      }
                      currencyId={session.currencyId}
                      mayCharge={mayCharge}
                    />
                    <p className="mt-3 text-sm">
                      <TextLink href={`/pos/${encodeURIComponent(pos.externalPosId)}/unattended`}>
                        {pos.integration === 'unattended' ? t('unattendedSetup') : t('unattendedAbout')}
                      </TextLink>
                    </p>
                  </div>
                </ClientMessages>
              </Section>
            ) : null}
            {may(session.role, 'pos:write') && pos.externalPosId && pos.status !== 'retired' ? (
              <Section title={t('chargers.title')}>
                <ClientMessages names={['pos', 'places', 'refusal']}>
                  <ChargersForm
                    posKey={pos.externalPosId}
                    isForEverybody={pos.isForEverybody}
                    people={people.map(({ personId: id, name, isNamed }) => ({ id, name, isNamed }))}
                  />
                </ClientMessages>
              </Section>
            ) : null}
            {may(session.role, 'pos:write') && pos.externalPosId ? (
              <TillExtras pos={pos} posKey={pos.externalPosId} />
            ) : null}
          </div>
          <div className="min-w-0 max-wide:contents wide:grid wide:content-start wide:gap-8">
            <div className="min-w-0 max-wide:-order-1">
              <TillCodeSection pos={pos} />
            </div>
            <PosStickers
              merchant={merchant}
              posId={pos.id}
              mayVoid={may(session.role, 'pos:write')}
              now={now}
              reader={reader}
            />
            <TillFacts
              pos={pos}
              siteId={session.siteId}
              notifiedAt={notifiedAt}
              chargerCount={pos.isForEverybody ? null : people.filter(({ isNamed }) => isNamed).length}
              now={now}
              reader={reader}
            />
          </div>
        </div>
      </PageBody>
    </>
  );
}
