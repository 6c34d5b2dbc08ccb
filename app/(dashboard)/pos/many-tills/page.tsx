import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-look';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Icon } from '@/app/_ui/icon';
import { downloadIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { Note } from '@/app/_ui/note';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { NeedsAccount } from '@/app/(dashboard)/needs-account';
import { listStores } from '@/db/stores';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { storesToStandIn } from '../stores-to-stand-in';
import { ManyForm } from './many-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('places.bulk'))('title') };
}

/** Many tills from a range, or tills and stores from a file. Its name has a hyphen, which no till's code can have. */
export default async function ManyTillsPage() {
  const session = await requireSession();
  const [t, pos] = await Promise.all([getTranslations('places'), getTranslations('pos')]);
  const mayMake = may(session.role, 'pos:write') && may(session.role, 'stores:write');
  if (!mayMake) return <NotAllowed what={t('bulk.title')} />;
  const stores = storesToStandIn(await listStores(session.merchant));
  return (
    <>
      <PageHead
        title={t('bulk.title')}
        parent={{ href: '/pos', label: pos('title') }}
        actions={(['pos', 'stores'] as const).map((kind) => (
          <a key={kind} href={`/pos/many-tills/export?kind=${kind}`} download className={buttonClass({})}>
            <Icon shape={downloadIcon} />
            {t(kind === 'pos' ? 'bulk.exportPos' : 'bulk.exportStores')}
          </a>
        ))}
      />
      <PageBody>
        {!session.connected ? (
          <NeedsAccount session={session} />
        ) : (
          <ClientMessages names={['places', 'errors', 'refusal']}>
            {stores.length === 0 ? (
              <Note
                title={t('till.needsStore')}
                actions={
                  <ButtonLink href="/stores/new-store" size="small">
                    {t('store.create')}
                  </ButtonLink>
                }
              />
            ) : null}
            <ManyForm stores={stores} siteId={session.siteId} />
          </ClientMessages>
        )}
      </PageBody>
    </>
  );
}
