import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { getCatalogItem, listCatalogCategories } from '@/db/catalog-items';
import { siteTakesTaxes } from '@/lib/domain/order';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { ItemForm, RemoveItem } from '../item-form';

type ItemPageProps = { params: Promise<{ item: string }> };

export async function generateMetadata({ params }: ItemPageProps): Promise<Metadata> {
  const { merchant } = await requireSession();
  const item = await getCatalogItem(merchant, (await params).item);
  return { title: item?.title ?? (await getTranslations('catalog'))('title') };
}

/** One item of the catalogue, to be changed or taken away. */
export default async function ItemPage({ params }: ItemPageProps) {
  const session = await requireSession();
  const t = await getTranslations('catalog');
  if (!may(session.role, 'catalog:write')) return <NotAllowed what={t('what')} />;
  const item = await getCatalogItem(session.merchant, (await params).item);
  if (!item) notFound();
  return (
    <ClientMessages names={['catalog', 'errors', 'ui']}>
      <PageHead
        title={item.title}
        parent={{ href: '/catalog', label: t('title') }}
        actions={<RemoveItem itemId={item.id} title={item.title} />}
      />
      <PageBody>
        <ItemForm
          item={item}
          currencyId={session.currencyId}
          hasTaxes={siteTakesTaxes(session.siteId)}
          categories={await listCatalogCategories(session.merchant)}
        />
      </PageBody>
    </ClientMessages>
  );
}
