import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LetterKeysSwitch } from '@/app/_ui/letter-keys-switch';
import { LocaleSwitch } from '@/app/_ui/locale-switch';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { ThemeSwitch } from '@/app/_ui/theme-switch';
import { chosenTheme } from '@/lib/web/preferences';
import { requireSession } from '@/lib/web/session';
import { SettingsRow } from '../settings-row';
import { SettingsTabs } from '../settings-tabs';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.preferences'))('title') };
}

/** Language, appearance and keys of this browser. */
export default async function PreferencesPage() {
  await requireSession();
  const [t, theme] = await Promise.all([getTranslations('settings'), chosenTheme()]);
  return (
    <>
      <PageHead title={t('title')} />
      <SettingsTabs current="preferences" />
      <PageBody>
        <SettingsRow title={t('preferences.language')} about={t('preferences.languageAbout')}>
          <LocaleSwitch />
        </SettingsRow>
        <SettingsRow title={t('preferences.theme')} about={t('preferences.themeAbout')}>
          <ThemeSwitch theme={theme} />
        </SettingsRow>
        <SettingsRow title={t('preferences.keys')} about={t('preferences.keysAbout')}>
          <LetterKeysSwitch label={t('preferences.keysOn')} />
        </SettingsRow>
      </PageBody>
    </>
  );
}
