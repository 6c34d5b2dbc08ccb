import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { listStores } from '@/db/stores';
import { proposeStoreId } from '@/lib/domain/external-id';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { NeedsAccount } from '../../needs-account';
import { makeStore } from '../store-actions';
import { StoreForm } from '../store-form';
import { newStoreValues } from '../store-values';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('places.store'))('create') };
}

/** A new store, with its tills. Its name has a hyphen, which no store's code can have. */
export default async function NewStorePage() {
  const session = await requireSession();
  const [t, stores] = await Promise.all([getTranslations('places.store'), getTranslations('stores')]);
  if (!may(session.role, 'stores:write')) return <NotAllowed what={t('create')} />;
  const taken = (await listStores(session.merchant)).flatMap((store) => store.externalStoreId ?? []);
  return (
    <>
      <PageHead title={t('create')} parent={{ href: '/stores', label: stores('title') }} />
      <PageBody>
        {session.connected ? (
          <ClientMessages names={['places', 'refusal', 'errors']}>
            <StoreForm
              values={newStoreValues(proposeStoreId(taken))}
              siteId={session.siteId}
              tillCount={1}
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
