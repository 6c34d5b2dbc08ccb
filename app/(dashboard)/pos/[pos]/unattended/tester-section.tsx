import { getTranslations } from 'next-intl/server';
import { Section } from '@/app/_ui/section';
import { Tester } from './tester';

/** Asks the address and shows what it says. */
export async function TesterSection({ posKey }: { posKey: string }) {
  const t = await getTranslations('unattended.tester');
  return (
    <Section title={t('title')}>
      <p className="mb-3 text-sm text-ink-3">{t('about')}</p>
      <Tester posKey={posKey} words={{ ask: t('ask'), asking: t('asking'), repeat: t('repeat'), body: t('body') }} />
    </Section>
  );
}
