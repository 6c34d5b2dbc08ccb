import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { searchCheckIcon, stickerIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { may } from '@/lib/domain/permissions';
import { listStudioTills } from '@/lib/services/sticker-reading';
import { requireSession } from '@/lib/web/session';
import { Studio } from './studio';

type StickersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stickers'))('title') };
}

/** The studio: which tills, as what, on which paper, and the sheet as it will be. */
export default async function StickersPage({ searchParams }: StickersPageProps) {
  const session = await requireSession();
  const t = await getTranslations('stickers');
  if (!may(session.role, 'pos:read')) return <NotAllowed what={t('what')} />;
  const [tills, { pos, store }] = await Promise.all([listStudioTills(session.merchant), searchParams]);
  const chosen = tills.filter((till) => till.problem === null && (till.key === pos || till.storeId === store));
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          <>
            <ButtonLink href="/stickers/prints" tone="quiet">
              {t('ledger.title')}
            </ButtonLink>
            {may(session.role, 'pos:write') ? (
              <ButtonLink href="/stickers/look" tone="quiet">
                {t('studio.look')}
              </ButtonLink>
            ) : null}
            <ButtonLink href="/stickers/scan">
              <Icon shape={searchCheckIcon} />
              {t('scan.title')}
            </ButtonLink>
          </>
        }
      />
      {tills.length === 0 ? (
        <Empty
          kind="nothing-yet"
          icon={stickerIcon}
          title={t('studio.noTills')}
          action={<ButtonLink href="/pos">{t('studio.toPos')}</ButtonLink>}
        >
          {t('studio.noTillsDetail')}
        </Empty>
      ) : (
        <ClientMessages names={['stickers']}>
          <Studio tills={tills} initiallyChosen={chosen.map(({ key }) => key)} />
        </ClientMessages>
      )}
    </>
  );
}
