import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { getStore, listStores } from '@/db/stores';
import { proposeStoreId } from '@/lib/domain/external-id';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { NeedsAccount } from '../../needs-account';
import { makeStore } from '../store-actions';
import { StoreForm } from '../store-form';
import { newStoreValues, storeValuesOf } from '../store-values';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('places.store'))('create') };
}

type NewStorePageProps = { searchParams: Promise<{ again?: string | string[] }> };

/**
 * A new store, with its tills; `?again=` makes one again that Mercado Pago has lost. Its name has a hyphen, which no store's
 * code can have.
 */
export default async function NewStorePage({ searchParams }: NewStorePageProps) {
  const session = await requireSession();
  const [t, stores] = await Promise.all([getTranslations('places.store'), getTranslations('stores')]);
  if (!may(session.role, 'stores:write')) return <NotAllowed what={t('create')} />;
  const taken = (await listStores(session.merchant)).flatMap((store) => store.externalStoreId ?? []);
  const { again } = await searchParams;
  const named = typeof again === 'string' ? await getStore(session.merchant, again) : null;
  const lost = named?.status === 'missing' ? named : null;
  return (
    <>
      <PageHead title={t('create')} parent={{ href: '/stores', label: stores('title') }} />
      <PageBody>
        {session.connected ? (
          <ClientMessages names={['places', 'refusal', 'errors']}>
            <StoreForm
              values={lost ? storeValuesOf(lost) : newStoreValues(proposeStoreId(taken))}
              siteId={session.siteId}
              tillCount={lost ? 0 : 1}
              knownAddress={null}
              cancelHref="/stores"
              action={makeStore}
            />
          </ClientMessages>
        ) : (
          <NeedsAccount session={session} />
        )}
      </PageBody>
    </>
  );
}
