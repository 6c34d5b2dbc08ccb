import type { MetadataRoute } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { languageTags } from '@/lib/i18n/locales';

/** What a tablet needs to keep the desk as an application of its own. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('shell')]);
  return {
    name: 'Mostrador',
    short_name: 'Mostrador',
    description: t('tagline'),
    lang: languageTags[locale],
    start_url: '/overview',
    scope: '/',
    display: 'standalone',
    background_color: '#f4f3f0',
    theme_color: '#f4f3f0',
    icons: [
      { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/512-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
