import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { tillIcon } from '@/app/_ui/icons';
import { LocaleSwitch } from '@/app/_ui/locale-switch';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { Note } from '@/app/_ui/note';
import { TestBanner } from '@/app/_ui/test-banner';
import { ThemeSwitch } from '@/app/_ui/theme-switch';
import { listFrequentItems } from '@/db/catalog';
import { listCatalogItems } from '@/db/catalog-items';
import { getCharger } from '@/db/charging-rights';
import { getMerchant } from '@/db/merchants';
import { getOrder, getUnfinishedOrder, type OrderDetail } from '@/db/orders';
import { getPos, type PosDetail } from '@/db/pos';
import { MOST_CATALOG_ITEMS } from '@/lib/domain/catalog-item';
import { mayChargeOn, mayTakeOff } from '@/lib/domain/charging-rights';
import { siteTakesTaxes } from '@/lib/domain/order';
import { may } from '@/lib/domain/permissions';
import { sites } from '@/lib/domain/sites';
import { whyNotChargeable } from '@/lib/domain/why-not-chargeable';
import { drawQr } from '@/lib/print/qr';
import { chosenTheme } from '@/lib/web/preferences';
import { requireSession, type Session } from '@/lib/web/session';
import { amountTitles } from './amount-titles';
import { presentTillOrder } from './read-till-order';
import { Till } from './till';
import type { TillPlace } from './till-context';
import { amountItem } from './till-item';

type TillPageProps = {
  params: Promise<{ pos: string }>;
  searchParams: Promise<{ order?: string | string[] }>;
};

export async function generateMetadata({ params }: TillPageProps): Promise<Metadata> {
  const session = await requireSession();
  const pos = await getPos(session.merchant, (await params).pos);
  return { title: pos?.name ?? (await getTranslations('till'))('choose.title') };
}

const FREQUENT_DAYS = 30;
const FREQUENT_COUNT = 24;

/** One till. It has no navigation: whoever stands at the counter needs nothing else. */
export default async function TillPage({ params, searchParams }: TillPageProps) {
  const session = await requireSession();
  const t = await getTranslations('till');
  if (!may(session.role, 'orders:write')) return <Blocked session={session} title={null} />;
  const pos = await getPos(session.merchant, (await params).pos);
  if (!pos) notFound();
  const charger = await getCharger(session.merchant, session.person.id);
  const isTheirs = charger !== null && mayChargeOn(charger, pos);
  const problem = session.connected
    ? isTheirs
      ? whyNotChargeable(pos)
      : 'notYours'
    : (session.accessProblem ?? 'notConnected');
  const pause = problem && {
    title: t(`choose.${problem}`),
    detail: t(session.connected ? 'choose.pausedDetail' : 'choose.unseenDetail'),
  };
  const { order } = await searchParams;
  const shown = await orderOnScreen(session, pos, typeof order === 'string' ? order : null);
  // An order stays in view whatever became of its till: somebody may be paying it. Other people's is theirs to watch.
  const isShown = shown !== null && mayTakeOff({ personId: session.person.id, charger }, shown, pos);
  const initialOrder = isShown ? await presentTillOrder(session.merchant, shown) : null;
  if (pause && !initialOrder) return <Blocked session={session} title={pause.title} />;
  const [place, locale, messages, theme] = await Promise.all([
    placeOf(session, pos, pause),
    getLocale(),
    getMessages(),
    chosenTheme(),
  ]);
  return (
    <div className={session.environment === 'live' ? '[--banner:0px]' : '[--banner:32px]'}>
      <TestBanner environment={session.environment} />
      <noscript>
        <div className="fixed inset-x-4 bottom-4 z-10 mx-auto max-w-120 bg-surface">
          <Note tone="warn" role="alert" title={t('noScript')} />
        </div>
      </noscript>
      <NextIntlClientProvider
        locale={locale}
        messages={{
          till: messages.till,
          charge: messages.charge,
          refusal: messages.refusal,
          status: messages.status,
        }}
      >
        <Till
          place={place}
          initialOrder={initialOrder}
          preferences={
            <>
              <LocaleSwitch />
              <ThemeSwitch theme={theme} />
            </>
          }
        />
      </NextIntlClientProvider>
    </div>
  );
}

/** The order that the address names, if it is of this till; else what occupies its QR. */
async function orderOnScreen(session: Session, pos: PosDetail, orderId: string | null): Promise<OrderDetail | null> {
  const named = orderId === null ? null : await getOrder(session.merchant, orderId);
  return named?.posId === pos.id ? named : getUnfinishedOrder(session.merchant, pos.id);
}

async function placeOf(session: Session, pos: PosDetail, pause: TillPlace['pause']): Promise<TillPlace> {
  const { language } = sites[session.siteId];
  const now = new Date();
  const [merchant, offered] = await Promise.all([getMerchant(session.merchant), offeredItems(session, now)]);
  return {
    name: pos.name,
    storeName: pos.storeName,
    merchantName: session.merchantName,
    personId: session.person.id,
    personName: session.person.name,
    timeZone: pos.timeZone,
    mode: pos.mode,
    qr: pos.qrData === null ? null : drawQr(pos.qrData),
    terms: {
      externalPosId: pos.externalPosId ?? '',
      currencyId: session.currencyId,
      amountTitle: amountTitles[language],
      takesTaxes: siteTakesTaxes(session.siteId),
      typedTaxRate: merchant.typedTaxRate,
    },
    ...offered,
    referenceTemplate: pos.referenceTemplate ?? merchant.referenceTemplate,
    sendsPictures: pos.integration === 'attended_v1' || pos.integration === 'unattended',
    customerScreen: pos.customerScreenKey === null ? null : `/screen/${pos.customerScreenKey}`,
    pause,
    serverNow: now.toISOString(),
  };
}

/** What the merchant says that it sells; before it says so, what it sold most. */
async function offeredItems({ merchant }: Session, now: Date): Promise<Pick<TillPlace, 'items' | 'itemSource'>> {
  const catalog = await listCatalogItems(merchant, {
    filter: { isActive: true },
    limit: MOST_CATALOG_ITEMS,
    favoritesFirst: true,
  });
  if (catalog.length > 0)
    return { items: catalog.map(({ id: _ours, isActive: _all, ...item }) => item), itemSource: 'catalog' };
  const frequent = await listFrequentItems(merchant, {
    since: new Date(now.getTime() - FREQUENT_DAYS * 86_400_000),
    limit: FREQUENT_COUNT,
    exceptTitles: Object.values(amountTitles),
  });
  const items = frequent.map(({ title, unitPriceMinor, pictureUrl }) => ({
    ...amountItem(title, unitPriceMinor),
    pictureUrl,
    isFavorite: false,
  }));
  return { items, itemSource: 'frequent' };
}

/** Says why nothing can be charged here; without a title, because of what the person may do. */
async function Blocked({ session, title }: { session: Session; title: string | null }) {
  const t = await getTranslations('till');
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] bg-surface">
      <div>
        <TestBanner environment={session.environment} />
      </div>
      <main className="grid place-items-center">
        {title === null ? (
          <NotAllowed what={t('what')} action={<ButtonLink href="/">{t('leave')}</ButtonLink>} />
        ) : (
          <Empty
            kind="nothing-yet"
            icon={tillIcon}
            title={title}
            action={<ButtonLink href="/till">{t('choose.back')}</ButtonLink>}
          />
        )}
      </main>
    </div>
  );
}
