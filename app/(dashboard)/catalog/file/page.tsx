import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/app/_ui/button-look';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Icon } from '@/app/_ui/icon';
import { downloadIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { CatalogFileForm } from './catalog-file-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalog.file'))('title') };
}

/** The catalogue out of a file and into one. */
export default async function CatalogFilePage() {
  const session = await requireSession();
  const t = await getTranslations('catalog');
  if (!may(session.role, 'catalog:write')) return <NotAllowed what={t('what')} />;
  return (
    <>
      <PageHead
        title={t('file.title')}
        parent={{ href: '/catalog', label: t('title') }}
        actions={
          <a href="/catalog/file/export" download className={buttonClass({})}>
            <Icon shape={downloadIcon} />
            {t('file.export')}
          </a>
        }
      />
      <PageBody>
        <ClientMessages names={['catalog', 'errors']}>
          <CatalogFileForm currencyId={session.currencyId} />
        </ClientMessages>
      </PageBody>
    </>
  );
}
