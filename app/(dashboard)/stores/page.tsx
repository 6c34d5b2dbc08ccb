import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { plusIcon, storeIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { listStores, sumClosedByStore } from '@/db/stores';
import { dayAt, periodOfDays } from '@/lib/domain/calendar';
import { may } from '@/lib/domain/permissions';
import { requireSession, type Session } from '@/lib/web/session';
import { ReadForm } from './read-form';
import { StoreTable } from './store-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stores'))('title') };
}

/** Every store of the account, with its tills and what it sold today. */
export default async function StoresPage() {
  const session = await requireSession();
  const [t, places] = await Promise.all([getTranslations('stores'), getTranslations('places')]);
  if (!may(session.role, 'stores:read')) return <NotAllowed what={t('what')} />;
  const now = new Date();
  const [stores, sold] = await Promise.all([listStores(session.merchant), readSold(session, now)]);
  const tills = stores.reduce((sum, store) => sum + store.posCount, 0);
  const mayWrite = may(session.role, 'stores:write') && session.connected;
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          mayWrite ? (
            <>
              <ReadForm words={{ submit: t('read'), submitting: t('reading') }} />
              <ButtonLink href="/stores/new-store" tone="primary">
                <Icon shape={plusIcon} />
                {places('store.create')}
              </ButtonLink>
            </>
          ) : null
        }
      />
      <div data-fill-window="" className="mt-4 min-h-0 flex-1 border-t border-line tablet:overflow-auto">
        {stores.length > 0 ? (
          <StoreTable stores={stores} sold={sold} currencyId={session.currencyId} now={now} />
        ) : (
          <NoStores session={session} />
        )}
      </div>
      {stores.length > 0 ? (
        <p className="border-t border-line px-4 py-3 text-xs text-ink-3 tablet:px-6">
          {t('count', { stores: stores.length, tills })}
        </p>
      ) : null}
    </>
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
