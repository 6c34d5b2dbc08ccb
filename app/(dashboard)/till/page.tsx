import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { plugIcon, tillIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { getCharger } from '@/db/charging-rights';
import { listPos, type PosDetail } from '@/db/pos';
import { type LastOrder, listLastOrders } from '@/db/till-activity';
import { mayChargeOn } from '@/lib/domain/charging-rights';
import { isUnfinished } from '@/lib/domain/order';
import { may } from '@/lib/domain/permissions';
import { whyNotChargeable } from '@/lib/domain/why-not-chargeable';
import { rememberedTillCookie } from '@/lib/web/remembered-till-cookie';
import { requireSession } from '@/lib/web/session';
import { matches, type PlaceQuery, pageOf, readPlaceFilter } from '../place-filter';
import { PlacePager } from '../place-pager';
import { NoMatch, PlaceSearch } from '../place-search';
import { TillTile } from './till-tile';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('till'))('choose.title') };
}

type ChooseTillPageProps = { searchParams: Promise<PlaceQuery> };

/** From so many on, looking for one is quicker than seeing it. */
const SEARCHED = 25;

/** Which till to charge on: the last one of this device first, then all of them by store. */
export default async function ChooseTillPage({ searchParams }: ChooseTillPageProps) {
  const session = await requireSession();
  const t = await getTranslations('till');
  if (!may(session.role, 'orders:write')) return <NotAllowed what={t('what')} />;
  const [all, charger, lastOrders, cookie] = await Promise.all([
    listPos(session.merchant, { isInService: true }),
    getCharger(session.merchant, session.person.id),
    listLastOrders(session.merchant),
    cookies(),
  ]);
  // What is only for others is left out here: whoever stands at a counter looks for their own.
  const tills = all.filter((till) => charger !== null && mayChargeOn(charger, till));
  const remembered = cookie.get(rememberedTillCookie)?.value.toLowerCase();
  const last = tills.find((till) => till.externalPosId?.toLowerCase() === remembered);
  // The installed app opens here: on the till that this device was, without asking.
  const query = await searchParams;
  if (query.last !== undefined)
    redirect(last && !whyNotChargeable(last) ? `/till/${encodeURIComponent(last.externalPosId ?? '')}` : '/');
  const now = new Date().toISOString();
  const filter = readPlaceFilter(query);
  const found = tills.filter((till) => matches([till.name, till.externalPosId, till.storeName], filter));
  const page = pageOf(found, filter);
  return (
    <>
      <PageHead title={t('choose.title')} />
      <PageBody>
        {tills.length === 0 && all.length > 0 ? <NoneOfYours /> : null}
        {all.length === 0 ? <NoTills hasAccount={session.connected || session.accessProblem !== null} /> : null}
        {tills.length >= SEARCHED ? (
          <div className="mb-6">
            <PlaceSearch action="/till" filter={filter} hasRetired={false} />
          </div>
        ) : null}
        {last && !whyNotChargeable(last) && filter.q === '' && page.page === 1 ? (
          <section className="mb-8">
            <h2 className="mb-3 text-base font-semibold">{t('choose.last')}</h2>
            <ul className={tileGrid}>
              <TillTile till={last} occupant={occupantOf(last, lastOrders)} serverNow={now} isFirst />
            </ul>
          </section>
        ) : null}
        {tills.length > 0 && found.length === 0 ? <NoMatch href="/till" /> : null}
        {groupByStore(page.places).map(({ storeId, storeName, tills: ofStore }) => (
          <section key={storeId} className="mb-8 last:mb-0">
            <h2 className="mb-3 text-base font-semibold">{storeName}</h2>
            <ul className={tileGrid}>
              {ofStore.map((till) => (
                <TillTile key={till.id} till={till} occupant={occupantOf(till, lastOrders)} serverNow={now} />
              ))}
            </ul>
          </section>
        ))}
        <div className="-mx-4 tablet:-mx-6">
          <PlacePager action="/till" filter={filter} page={page} />
        </div>
      </PageBody>
    </>
  );
}

async function NoneOfYours() {
  const t = await getTranslations('till.choose');
  return (
    <Empty kind="nothing-yet" icon={tillIcon} title={t('noneOfYours')}>
      {t('noneOfYoursDetail')}
    </Empty>
  );
}

async function NoTills({ hasAccount }: { hasAccount: boolean }) {
  const t = await getTranslations('till.choose');
  if (hasAccount) {
    return (
      <Empty
        kind="nothing-yet"
        icon={tillIcon}
        title={t('none')}
        action={<ButtonLink href="/pos">{t('seePos')}</ButtonLink>}
      >
        {t('noneDetail')}
      </Empty>
    );
  }
  return (
    <Empty
      kind="nothing-yet"
      icon={plugIcon}
      title={t('notConnected')}
      action={
        <ButtonLink href="/settings/mercadopago" tone="primary">
          {t('connect')}
        </ButtonLink>
      }
    >
      {t('notConnectedDetail')}
    </Empty>
  );
}

type StoreTills = { readonly storeId: string; readonly storeName: string; readonly tills: PosDetail[] };

/** Tills come ordered by store; each store becomes one group. */
function groupByStore(tills: readonly PosDetail[]): StoreTills[] {
  const groups: StoreTills[] = [];
  for (const till of tills) {
    const group = groups.find((known) => known.storeId === till.storeId);
    if (group) group.tills.push(till);
    else groups.push({ storeId: till.storeId, storeName: till.storeName, tills: [till] });
  }
  return groups;
}

/** What occupies the printed QR of a till; an order with a QR of its own leaves it free. */
function occupantOf(till: PosDetail, lastOrders: ReadonlyMap<string, LastOrder>): LastOrder | null {
  const last = lastOrders.get(till.id);
  return last && isUnfinished(last.status) ? last : null;
}

const tileGrid = 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,240px),1fr))] gap-3';
