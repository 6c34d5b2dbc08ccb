import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Note } from '@/app/_ui/note';
import type { Drift } from './read-drift';

/** Says in one line what is not the same at Mercado Pago, with the way to decide it; nothing when all is. */
export async function DriftNote({ drift }: { drift: Drift }) {
  const t = await getTranslations('places.drift');
  const different = drift.ofStores.length + drift.ofPos.length;
  const gone = drift.goneStores.length + drift.gonePos.length;
  const sentences = [
    different > 0 ? t('banner', { count: different }) : null,
    gone > 0 ? t('bannerGone', { count: gone }) : null,
    drift.codeless.length > 0 ? t('bannerCodeless', { count: drift.codeless.length }) : null,
  ].filter((sentence) => sentence !== null);
  if (sentences.length === 0) return null;
  return (
    <Note
      tone="warn"
      title={`${sentences.join('. ')}.`}
      actions={
        <ButtonLink href="/stores/at-mercado-pago" size="small">
          {t('see')}
        </ButtonLink>
      }
    />
  );
}
