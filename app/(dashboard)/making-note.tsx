import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { Note } from '@/app/_ui/note';
import { RefreshWhile } from '@/app/_ui/refresh-while';
import type { CreationRow } from '@/db/place-creations';

/** Says how many stores and tills are being made, with the way to see each; nothing when none is. */
export function MakingNote({ creations }: { creations: readonly CreationRow[] }) {
  const t = useTranslations('places.making');
  const [first] = creations;
  if (!first) return null;
  return (
    <>
      <RefreshWhile isActive />
      <Note
        tone="live"
        title={t('banner', { count: creations.length })}
        actions={
          <ButtonLink href={`/pos/many-tills/${first.batchId}`} size="small">
            {t('see')}
          </ButtonLink>
        }
      />
    </>
  );
}
