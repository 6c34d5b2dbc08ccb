import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { Note } from '@/app/_ui/note';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { NeedsAccount } from '@/app/(dashboard)/needs-account';
import { listPos } from '@/db/pos';
import { listStores } from '@/db/stores';
import { proposePosIds } from '@/lib/domain/external-id';
import { may } from '@/lib/domain/permissions';
import { requireSession, type Session } from '@/lib/web/session';
import { makePos } from '../pos-actions';
import { PosForm } from '../pos-form';
import { storesToStandIn } from '../stores-to-stand-in';

type NewTillPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('places.till'))('create') };
}

/** A new till; `?store=` says where. Its name has a hyphen, which no till's code can have. */
export default async function NewTillPage({ searchParams }: NewTillPageProps) {
  const session = await requireSession();
  const [t, pos, { store }] = await Promise.all([getTranslations('places.till'), getTranslations('pos'), searchParams]);
  if (!may(session.role, 'pos:write')) return <NotAllowed what={t('create')} />;
  return (
    <>
      <PageHead title={t('create')} parent={{ href: '/pos', label: pos('title') }} />
      <PageBody>
        {session.connected ? (
          <NewTill session={session} wanted={typeof store === 'string' ? store : null} />
        ) : (
          <NeedsAccount session={session} />
        )}
      </PageBody>
    </>
  );
}

async function NewTill({ session, wanted }: { session: Session; wanted: string | null }) {
  const t = await getTranslations('places');
  const [all, tills] = await Promise.all([listStores(session.merchant), listPos(session.merchant)]);
  const stores = storesToStandIn(all);
  const store = stores.find(({ key }) => key === wanted) ?? stores[0];
  if (!store)
    return (
      <Note
        title={t('till.needsStore')}
        actions={
          <ButtonLink href="/stores/new-store" size="small">
            {t('store.create')}
          </ButtonLink>
        }
      />
    );
  const taken = tills.flatMap((till) => till.externalPosId ?? []);
  const count = tills.filter((till) => till.storeName === store.name).length;
  return (
    <ClientMessages names={['places', 'refusal', 'errors']}>
      <PosForm
        values={{
          name: t('store.tillName', { number: String(count + 1) }),
          code: proposePosIds(store.code, taken, 1)[0] ?? '',
          store: store.key,
          category: '',
          model: 'attended',
          isFixedAmount: true,
        }}
        stores={stores}
        siteId={session.siteId}
        takenCodes={taken}
        cancelHref="/pos"
        action={makePos}
      />
    </ClientMessages>
  );
}
