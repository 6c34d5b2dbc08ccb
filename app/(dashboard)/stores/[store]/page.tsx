import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { CopyButton } from '@/app/_ui/copy-button';
import { Fact, Facts } from '@/app/_ui/facts';
import { Icon } from '@/app/_ui/icon';
import { pencilIcon, plusIcon } from '@/app/_ui/icons';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { Money } from '@/app/_ui/money';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { Note } from '@/app/_ui/note';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { Section } from '@/app/_ui/section';
import { TimeText } from '@/app/_ui/time-text';
import { type PlaceQuery, pageOf, readPlaceFilter } from '@/app/(dashboard)/place-filter';
import { PlacePager } from '@/app/(dashboard)/place-pager';
import { readSegment } from '@/app/(dashboard)/read-segment';
import { TillTable } from '@/app/(dashboard)/till-table';
import { listPos } from '@/db/pos';
import { getStore, type StoreRow } from '@/db/stores';
import { listLastOrders, sumClosedByPos } from '@/db/till-activity';
import { dayAt, periodOfDays } from '@/lib/domain/calendar';
import { may } from '@/lib/domain/permissions';
import { zoneName } from '@/lib/i18n/format-time';
import { requireSession, type Session } from '@/lib/web/session';
import { OpeningHours } from './opening-hours';

type StorePageProps = { params: Promise<{ store: string }>; searchParams: Promise<PlaceQuery> };

export async function generateMetadata({ params }: Pick<StorePageProps, 'params'>): Promise<Metadata> {
  const session = await requireSession();
  const store = await getStore(session.merchant, readSegment((await params).store));
  return { title: store?.name ?? (await getTranslations('stores'))('title') };
}

/** One store with its tills. */
export default async function StorePage({ params, searchParams }: StorePageProps) {
  const session = await requireSession();
  const [t, places] = await Promise.all([getTranslations('stores'), getTranslations('places')]);
  if (!may(session.role, 'stores:read')) return <NotAllowed what={t('what')} />;
  const store = await getStore(session.merchant, readSegment((await params).store));
  if (!store) notFound();
  const now = new Date();
  const today = dayAt(now, store.timeZone);
  const [tills, lastOrders, sales] = await Promise.all([
    listPos(session.merchant, { storeId: store.id, isInService: store.status !== 'retired' }),
    listLastOrders(session.merchant),
    may(session.role, 'orders:read')
      ? sumClosedByPos(session.merchant, periodOfDays(today, today, store.timeZone))
      : null,
  ]);
  const filter = readPlaceFilter(await searchParams);
  const page = pageOf(tills, filter);
  const soldMinor = tills.reduce((sum, till) => sum + (sales?.get(till.id)?.soldMinor ?? 0), 0);
  return (
    <>
      <PageHead
        title={store.name}
        parent={{ href: '/stores', label: t('title') }}
        actions={<StoreActions session={session} store={store} />}
      >
        <p className="text-sm text-ink-3">{store.addressLine ?? t('noAddress')}</p>
      </PageHead>
      <PageBody>
        <LiveRefresh serverNow={now.toISOString()} />
        {store.status === 'active' ? null : (
          <div className="mb-6">
            <Note
              tone={store.status === 'missing' ? 'stop' : 'idle'}
              title={places(store.status === 'missing' ? 'retire.missingStore' : 'retire.retiredStore')}
              actions={
                store.status === 'missing' &&
                store.externalStoreId &&
                may(session.role, 'stores:write') &&
                session.connected ? (
                  <ButtonLink
                    href={`/stores/new-store?again=${encodeURIComponent(store.externalStoreId)}`}
                    size="small"
                  >
                    {places('retire.recreateStore')}
                  </ButtonLink>
                ) : null
              }
            />
          </div>
        )}
        {store.externalStoreId === null ? (
          <div className="mb-6">
            <Note tone="warn" title={t('codelessTitle')}>
              {t('codelessDetail')}
            </Note>
          </div>
        ) : null}
        <div className="grid gap-8 wide:grid-cols-[minmax(0,1fr)_344px]">
          <Section title={t('tills')}>
            {tills.length === 0 ? (
              <p className="border-y border-line py-6 text-sm text-ink-3">{t('noTills')}</p>
            ) : (
              <Card>
                <TillTable
                  label={t('tills')}
                  groups={[{ store, tills: page.places }]}
                  lastOrders={lastOrders}
                  sales={sales}
                  currencyId={session.currencyId}
                  now={now}
                  gutter="card"
                />
                <PlacePager
                  action={`/stores/${encodeURIComponent(store.externalStoreId ?? store.id)}`}
                  filter={filter}
                  page={page}
                />
              </Card>
            )}
            {sales ? (
              <p className="mt-3 flex justify-between gap-3 text-sm">
                <span className="text-ink-3">{t('soldHere')}</span>
                <span className="font-semibold">
                  <Money minor={soldMinor} currencyId={session.currencyId} />
                </span>
              </p>
            ) : null}
          </Section>
          <div className="grid content-start gap-8">
            <StoreFacts store={store} now={now} />
            <Section title={t('hours')}>
              <OpeningHours businessHours={store.businessHours} />
            </Section>
          </div>
        </div>
      </PageBody>
    </>
  );
}

async function StoreActions({ session, store }: { session: Session; store: StoreRow }) {
  const t = await getTranslations('places');
  const key = encodeURIComponent(store.externalStoreId ?? store.id);
  if (!session.connected || store.status === 'retired') return null;
  return (
    <>
      {may(session.role, 'stores:write') ? (
        <ButtonLink href={`/stores/${key}/edit`}>
          <Icon shape={pencilIcon} />
          {t('store.edit')}
        </ButtonLink>
      ) : null}
      {may(session.role, 'pos:write') && store.status === 'active' ? (
        <ButtonLink href={`/pos/new-till?store=${key}`} tone="primary">
          <Icon shape={plusIcon} />
          {t('till.create')}
        </ButtonLink>
      ) : null}
    </>
  );
}

async function StoreFacts({ store, now }: { store: StoreRow; now: Date }) {
  const [t, ui] = await Promise.all([getTranslations('stores'), getTranslations('ui')]);
  const reader = { locale: await getLocale(), timeZone: store.timeZone };
  return (
    <Section title={t('facts')}>
      <Facts>
        <Fact label={t('code')}>
          {store.externalStoreId ? (
            <Code code={store.externalStoreId} what={t('code').toLowerCase()} ui={ui} />
          ) : (
            t('noCode')
          )}
        </Fact>
        <Fact label={t('zone')}>{zoneName(now, store.timeZone)}</Fact>
        <Fact label={t('mercadoPagoId')}>
          {store.mercadopagoStoreId ? (
            <Code code={store.mercadopagoStoreId} what={t('mercadoPagoNumber')} ui={ui} />
          ) : (
            t('unlisted')
          )}
        </Fact>
        <Fact label={t('readAt')}>
          {store.syncedAt ? <TimeText at={store.syncedAt} now={now} reader={reader} /> : '—'}
        </Fact>
      </Facts>
    </Section>
  );
}

type Ui = Awaited<ReturnType<typeof getTranslations<'ui'>>>;

function Code({ code, what, ui }: { code: string; what: string; ui: Ui }) {
  return (
    <>
      <span className="code">{code}</span>
      <CopyButton text={code} label={ui('copy', { what: what })} copiedLabel={ui('copied')} />
    </>
  );
}
