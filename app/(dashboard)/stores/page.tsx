import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { plusIcon, storeIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { summarizeCreationsUnderWay } from '@/db/place-creations';
import { sumClosedByStore } from '@/db/stores';
import { dayAt, periodOfDays } from '@/lib/domain/calendar';
import { may } from '@/lib/domain/permissions';
import { requireSession, type Session } from '@/lib/web/session';
import { MakingNote } from '../making-note';
import { isRetired, isShown, matches, type PlaceQuery, pageOf, readPlaceFilter } from '../place-filter';
import { PlacePager } from '../place-pager';
import { NoMatch, PlaceSearch } from '../place-search';
import { DriftNote } from './drift-note';
import { readDrift } from './read-drift';
import { ReadForm } from './read-form';
import { StoreTable } from './store-table';
import { SyncProgress } from './sync-progress';

type StoresPageProps = { searchParams: Promise<PlaceQuery> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stores'))('title') };
}

/** Every store of the account, with its tills and what it sold today; `?q=` searches, `?retired=1` shows those out of service. */
export default async function StoresPage({ searchParams }: StoresPageProps) {
  const session = await requireSession();
  const [t, query] = await Promise.all([getTranslations('stores'), searchParams]);
  if (!may(session.role, 'stores:read')) return <NotAllowed what={t('what')} />;
  const now = new Date();
  const filter = readPlaceFilter(query);
  const [drift, sold, making] = await Promise.all([
    readDrift(session.merchant),
    readSold(session, now),
    summarizeCreationsUnderWay(session.merchant),
  ]);
  const stores = drift.stores.filter(
    (store) => isShown(store, filter) && matches([store.name, store.externalStoreId, store.addressLine], filter),
  );
  const page = pageOf(stores, filter);
  const tills = stores.reduce((sum, store) => sum + store.posCount, 0);
  const different = new Set(drift.ofStores.map(({ store }) => store.id));
  return (
    <>
      <PageHead title={t('title')} actions={<Actions session={session} />} />
      {drift.stores.length > 0 ? (
        <div className="grid gap-3 px-4 pt-4 tablet:px-6">
          <MakingNote making={making} />
          {may(session.role, 'stores:write') ? <DriftNote drift={drift} /> : null}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <PlaceSearch action="/stores" filter={filter} hasRetired={drift.stores.some(isRetired)} />
            <div className="ml-auto min-w-0 max-tablet:w-full">
              <SyncProgress sync={drift.sync} now={now} timeZone={session.timeZone} />
            </div>
          </div>
        </div>
      ) : null}
      <div data-fill-window="" className="mt-4 min-h-0 flex-1 border-t border-line tablet:overflow-auto">
        {stores.length > 0 ? (
          <StoreTable
            stores={page.places}
            different={different}
            sold={sold}
            currencyId={session.currencyId}
            now={now}
          />
        ) : drift.stores.length > 0 ? (
          <NoMatch href="/stores" />
        ) : (
          <NoStores session={session} />
        )}
      </div>
      <PlacePager action="/stores" filter={filter} page={page} />
      {stores.length > 0 ? (
        <p className="border-t border-line px-4 py-3 text-xs text-ink-3 tablet:px-6">
          {t('count', { stores: stores.length, tills })}
        </p>
      ) : null}
    </>
  );
}

async function Actions({ session }: { session: Session }) {
  const [t, places] = await Promise.all([getTranslations('stores'), getTranslations('places')]);
  if (!may(session.role, 'stores:write') || !session.connected) return null;
  return (
    <ClientMessages names={['places', 'refusal']}>
      <ReadForm words={{ submit: t('read'), submitting: t('reading') }} />
      <ButtonLink href="/stores/new-store" tone="primary">
        <Icon shape={plusIcon} />
        {places('store.create')}
      </ButtonLink>
    </ClientMessages>
  );
}

async function readSold({ merchant, timeZone, role }: Session, now: Date): Promise<Map<string, number> | null> {
  if (!may(role, 'orders:read')) return null;
  const today = dayAt(now, timeZone);
  const { from, to } = periodOfDays(today, today, timeZone);
  return sumClosedByStore(merchant, from, to);
}

async function NoStores({ session }: { session: Session }) {
  const t = await getTranslations('stores');
  const needsAccount = !session.connected && may(session.role, 'settings:write');
  return (
    <Empty
      kind="nothing-yet"
      icon={storeIcon}
      title={t('none')}
      action={
        needsAccount ? (
          <ButtonLink href="/settings/mercadopago" tone="primary">
            {t('connect')}
          </ButtonLink>
        ) : null
      }
    >
      {t('noneDetail')}
    </Empty>
  );
}
