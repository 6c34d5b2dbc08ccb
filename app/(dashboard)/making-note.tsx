import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { Note } from '@/app/_ui/note';
import { RefreshWhile } from '@/app/_ui/refresh-while';

/** Says how many stores and tills are being made, with the way to see each; nothing when none is. */
export function MakingNote({ making }: { making: { readonly count: number; readonly batchId: string } | null }) {
  const t = useTranslations('places.making');
  if (!making) return null;
  return (
    <>
      <RefreshWhile isActive />
      <Note
        tone="live"
        title={t('banner', { count: making.count })}
        actions={
          <ButtonLink href={`/pos/many-tills/${making.batchId}`} size="small">
            {t('see')}
          </ButtonLink>
        }
      />
    </>
  );
}
