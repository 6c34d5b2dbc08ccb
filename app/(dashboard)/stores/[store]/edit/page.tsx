import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { NeedsAccount } from '@/app/(dashboard)/needs-account';
import { readSegment } from '@/app/(dashboard)/read-segment';
import { RetireDialog } from '@/app/(dashboard)/retire-dialog';
import { listPos } from '@/db/pos';
import { getStore } from '@/db/stores';
import { codeToType } from '@/lib/domain/external-id';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { endStore, saveStore } from '../../store-actions';
import { StoreForm } from '../../store-form';
import { storeValuesOf } from '../../store-values';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('places.store'))('edit') };
}

/** Changes a store, or takes it out of service. */
export default async function EditStorePage({ params }: { params: Promise<{ store: string }> }) {
  const session = await requireSession();
  const t = await getTranslations('places.store');
  if (!may(session.role, 'stores:write')) return <NotAllowed what={t('edit')} />;
  const store = await getStore(session.merchant, readSegment((await params).store));
  if (!store || store.status === 'retired') notFound();
  const key = store.externalStoreId ?? store.id;
  const href = `/stores/${encodeURIComponent(key)}`;
  const values = storeValuesOf(store);
  const tills = (await listPos(session.merchant, { storeId: store.id })).filter(({ status }) => status !== 'retired');
  return (
    <>
      <PageHead title={t('editTitle', { name: store.name })} parent={{ href, label: store.name }} />
      <PageBody>
        {session.connected ? (
          <ClientMessages names={['places', 'refusal', 'errors']}>
            {store.status === 'active' ? (
              <StoreForm
                values={values}
                siteId={session.siteId}
                tillCount={null}
                knownAddress={store.streetName === null ? store.addressLine : null}
                cancelHref={href}
                action={saveStore.bind(null, key, values)}
              />
            ) : null}
            <div className="mt-10 max-w-160 border-t border-line pt-5">
              <RetireDialog
                kind="store"
                name={store.name}
                code={codeToType({
                  code: store.externalStoreId,
                  mercadopagoId: store.mercadopagoStoreId,
                  id: store.id,
                })}
                tillCount={tills.length}
                action={endStore.bind(null, key)}
              />
            </div>
          </ClientMessages>
        ) : (
          <NeedsAccount session={session} />
        )}
      </PageBody>
    </>
  );
}
