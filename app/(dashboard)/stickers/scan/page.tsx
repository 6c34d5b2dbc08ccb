import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { Scanner } from './scanner';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stickers.scan'))('title') };
}

/** Holds a printed sticker before a camera, and says which till it really charges to. */
export default async function ScanPage() {
  const session = await requireSession();
  const t = await getTranslations('stickers');
  if (!may(session.role, 'pos:read')) return <NotAllowed what={t('what')} />;
  return (
    <>
      <PageHead title={t('scan.title')} parent={{ href: '/stickers', label: t('title') }}>
        <p className="mt-1 max-w-[60ch] text-sm text-ink-2">{t('scan.about')}</p>
      </PageHead>
      <PageBody>
        <ClientMessages names={['stickers']}>
          <Scanner />
        </ClientMessages>
      </PageBody>
    </>
  );
}
