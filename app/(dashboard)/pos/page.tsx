import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { plusIcon, scanQrCodeIcon, tillIcon } from '@/app/_ui/icons';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { MakingNote } from '@/app/(dashboard)/making-note';
import { isRetired, isShown, matches, type PlaceQuery, pageOf, readPlaceFilter } from '@/app/(dashboard)/place-filter';
import { PlacePager } from '@/app/(dashboard)/place-pager';
import { NoMatch, PlaceSearch } from '@/app/(dashboard)/place-search';
import { TillTable } from '@/app/(dashboard)/till-table';
import { summarizeCreationsUnderWay } from '@/db/place-creations';
import { listPos, type PosDetail } from '@/db/pos';
import { listStores, type StoreSummary } from '@/db/stores';
import { listLastOrders, sumClosedByPos } from '@/db/till-activity';
import { dayAt, periodOfDays } from '@/lib/domain/calendar';
import { may } from '@/lib/domain/permissions';
import { tellTime } from '@/lib/i18n/format-time';
import { requireSession, type Session } from '@/lib/web/session';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pos'))('title') };
}

/** Every till by store; `?q=` searches, `?retired=1` shows those out of service. */
export default async function PosListPage({ searchParams }: { searchParams: Promise<PlaceQuery> }) {
  const session = await requireSession();
  const [t, query] = await Promise.all([getTranslations('pos'), searchParams]);
  if (!may(session.role, 'pos:read')) return <NotAllowed what={t('what')} />;
  const now = new Date();
  const filter = readPlaceFilter(query);
  const [stores, all, lastOrders, sales, making] = await readTills(session, now);
  const tills = all.filter(
    (till) => isShown(till, filter) && matches([till.name, till.externalPosId, till.storeName], filter),
  );
  const page = pageOf(tills, filter);
  const groups = stores
    .map((store) => ({ store, tills: page.places.filter((till) => till.storeId === store.id) }))
    .filter((group) => group.tills.length > 0);
  return (
    <>
      <PageHead title={t('title')} actions={<Actions session={session} />} />
      {all.length > 0 ? (
        <div className="grid gap-3 px-4 pt-4 tablet:px-6">
          <MakingNote making={making} />
          <PlaceSearch action="/pos" filter={filter} hasRetired={all.some(isRetired)} />
        </div>
      ) : null}
      <div data-fill-window="" className="mt-4 min-h-0 flex-1 border-t border-line tablet:overflow-auto">
        {tills.length > 0 ? (
          <TillTable
            label={t('title')}
            groups={groups}
            lastOrders={lastOrders}
            sales={sales}
            currencyId={session.currencyId}
            now={now}
          />
        ) : all.length > 0 ? (
          <NoMatch href="/pos" />
        ) : (
          <Empty
            kind="nothing-yet"
            icon={tillIcon}
            title={t('none')}
            action={<ButtonLink href="/stores">{t('toStores')}</ButtonLink>}
          >
            {t('noneDetail')}
          </Empty>
        )}
      </div>
      <PlacePager action="/pos" filter={filter} page={page} />
      {tills.length > 0 ? <Foot stores={stores} tills={tills} now={now} session={session} /> : null}
    </>
  );
}

async function readTills({ merchant, timeZone, role }: Session, now: Date) {
  const today = dayAt(now, timeZone);
  return Promise.all([
    listStores(merchant),
    listPos(merchant),
    listLastOrders(merchant),
    may(role, 'orders:read') ? sumClosedByPos(merchant, periodOfDays(today, today, timeZone)) : null,
    summarizeCreationsUnderWay(merchant),
  ]);
}

async function Actions({ session }: { session: Session }) {
  const [t, places] = await Promise.all([getTranslations('pos'), getTranslations('places')]);
  const mayMake = may(session.role, 'pos:write') && session.connected;
  return (
    <>
      {may(session.role, 'orders:write') ? (
        <ButtonLink href="/till" className="max-tablet:hidden">
          <Icon shape={scanQrCodeIcon} />
          {t('chargeAny')}
        </ButtonLink>
      ) : null}
      {mayMake ? <ButtonLink href="/pos/many-tills">{places('bulk.open')}</ButtonLink> : null}
      {mayMake ? (
        <ButtonLink href="/pos/new-till" tone="primary">
          <Icon shape={plusIcon} />
          {places('till.create')}
        </ButtonLink>
      ) : null}
    </>
  );
}

type FootProps = { stores: readonly StoreSummary[]; tills: readonly PosDetail[]; now: Date; session: Session };

/** How many there are, and how old what is known of them from Mercado Pago is. */
async function Foot({ stores, tills, now, session }: FootProps) {
  const [t, locale] = await Promise.all([getTranslations('pos'), getLocale()]);
  const readTimes = tills.flatMap((till) => till.syncedAt?.getTime() ?? []);
  const told =
    readTimes.length > 0 &&
    tellTime(new Date(Math.min(...readTimes)), now, { locale, timeZone: session.timeZone }).text;
  return (
    <p className="flex flex-wrap gap-x-1.5 border-t border-line px-4 py-3 text-xs text-ink-3 tablet:px-6">
      <span className="mr-auto">
        {t('count', { tills: tills.length, stores: stores.length })}
        {told ? ` · ${t('readFrom', { time: told })}` : null}
      </span>
      <LiveRefresh serverNow={now.toISOString()} age={{ words: t.raw('age'), locale }} />
    </p>
  );
}
