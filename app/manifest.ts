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
    id: '/',
    // Straight to the till that this device was last; where it is none, to the desk.
    start_url: '/till?last=1',
    scope: '/',
    display: 'standalone',
    background_color: '#f4f3f0',
    theme_color: '#f4f3f0',
    shortcuts: [
      { name: t('nav.charge'), url: '/till?last=1', icons: [{ src: '/icons/192.png', sizes: '192x192' }] },
      { name: t('nav.orders'), url: '/orders', icons: [{ src: '/icons/192.png', sizes: '192x192' }] },
    ],
    icons: [
      { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/512-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
