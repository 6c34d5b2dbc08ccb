import type { SiteId } from '../domain/sites';
import type { StickerLocale } from '../domain/sticker';

/** What stickers say to buyers. */
export type StickerWords = { readonly headline: string; readonly how: string };

/** Argentina and Uruguay say *escaneá*, the others *escanea*: of all our texts only this one is set per country. */
const voseo: readonly SiteId[] = ['MLA', 'MLU'];

export function stickerWords(locale: StickerLocale, siteId: SiteId | null): StickerWords {
  switch (locale) {
    case 'es':
      return {
        headline: siteId && voseo.includes(siteId) ? 'Escaneá y pagá' : 'Escanea y paga',
        how: 'con la app de Mercado Pago',
      };
    case 'pt':
      return { headline: 'Escaneie e pague', how: 'com o app do Mercado Pago' };
    case 'en':
      return { headline: 'Scan and pay', how: 'with the Mercado Pago app' };
    default:
      return locale satisfies never;
  }
}
