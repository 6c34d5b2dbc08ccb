import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { getStickerLook } from '@/db/stickers';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { LookForm } from './look-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stickers.look'))('title') };
}

/** Name, colour, language and logo of the merchant's stickers. */
export default async function StickerLookPage() {
  const session = await requireSession();
  const t = await getTranslations('stickers');
  if (!may(session.role, 'pos:write')) return <NotAllowed what={t('what')} />;
  const look = await getStickerLook(session.merchant);
  const logo = look?.logo ? `data:image/${look.logoType};base64,${Buffer.from(look.logo).toString('base64')}` : null;
  return (
    <>
      <PageHead title={t('look.title')} parent={{ href: '/stickers', label: t('title') }} />
      <PageBody>
        <ClientMessages names={['stickers']}>
          <LookForm
            brandName={look?.brandName ?? ''}
            merchantName={session.merchantName}
            colour={look?.accentColour ?? '#4f46d6'}
            locale={look?.locale ?? (session.siteId === 'MLB' ? 'pt' : 'es')}
            logo={logo}
          />
        </ClientMessages>
      </PageBody>
    </>
  );
}
