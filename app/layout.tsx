import './globals.css';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { languageTags } from '@/lib/i18n/locales';
import { chosenTheme } from '@/lib/web/preferences';
import { ServiceWorker } from './service-worker';

const geist = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-geist',
});

const geistMono = localFont({
  src: '../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-geist-mono',
  preload: false,
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell');
  return {
    title: { default: 'Mostrador', template: '%s · Mostrador' },
    description: t('tagline'),
    applicationName: 'Mostrador',
    appleWebApp: { title: 'Mostrador', capable: true },
    formatDetection: { telephone: false, email: false, address: false },
    robots: { index: false, follow: false },
  };
}

const canvasColors = { light: '#f4f3f0', dark: '#0f0f0e' };

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  return {
    viewportFit: 'cover',
    themeColor: theme
      ? canvasColors[theme]
      : [
          { media: '(prefers-color-scheme: light)', color: canvasColors.light },
          { media: '(prefers-color-scheme: dark)', color: canvasColors.dark },
        ],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme] = await Promise.all([getLocale(), chosenTheme()]);
  return (
    <html
      lang={languageTags[locale]}
      data-theme={theme ?? undefined}
      className={`${geist.variable} ${geistMono.variable}`}
    >
      <body>
        {children}
        <ServiceWorker language={locale} />
      </body>
    </html>
  );
}
