import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { listCatalogCategories } from '@/db/catalog-items';
import { siteTakesTaxes } from '@/lib/domain/order';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { ItemForm } from '../item-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalog.form'))('addTitle') };
}

/** A new item. */
export default async function NewItemPage() {
  const session = await requireSession();
  const t = await getTranslations('catalog');
  if (!may(session.role, 'catalog:write')) return <NotAllowed what={t('what')} />;
  return (
    <>
      <PageHead title={t('form.addTitle')} parent={{ href: '/catalog', label: t('title') }} />
      <PageBody>
        <ClientMessages names={['catalog', 'errors']}>
          <ItemForm
            item={null}
            currencyId={session.currencyId}
            hasTaxes={siteTakesTaxes(session.siteId)}
            categories={await listCatalogCategories(session.merchant)}
          />
        </ClientMessages>
      </PageBody>
    </>
  );
}
