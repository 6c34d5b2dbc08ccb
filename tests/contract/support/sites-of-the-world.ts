import type { CurrencyId, SiteId } from '@/lib/domain/sites';

/** What a test has to know of a country to open a shop there and to charge in it. */
export type SiteFacts = {
  readonly userId: string;
  readonly accessToken: string;
  readonly currencyId: CurrencyId;
  /** ISO 4217 numeric code, as printed codes carry it. */
  readonly currencyNumber: string;
  /** Category of restaurants; every country has its own. */
  readonly foodCategory: number;
  /** A place inside the country: coordinates elsewhere are refused. */
  readonly latitude: number;
  readonly longitude: number;
  /** A price with all the decimals that the country has, and twice that. */
  readonly price: string;
  readonly doublePrice: string;
};

/**
 * The seven countries as a witness of their own: nothing here is taken from the code under test.
 * Source: devsite-docs `reference/api-json/pos.json` (categories) and openapi `overlays/MLC.yaml` (Chile without
 * decimals), odoo/odoo pull requests 124162 and 185664 (Colombia without decimals), read 2026-11-21; ISO 4217.
 */
export const sitesOfTheWorld: Readonly<Record<SiteId, SiteFacts>> = {
  MLA: site(700001, 'ARS', '032', 621102, [-34.6037, -58.3816], ['1250.55', '2501.10']),
  MLB: site(700002, 'BRL', '986', 5611203, [-23.5505, -46.6333], ['19.90', '39.80']),
  MLM: site(700003, 'MXN', '484', 5812, [19.4326, -99.1332], ['85.05', '170.10']),
  MCO: site(700004, 'COP', '170', 5611, [4.711, -74.0721], ['19040', '38080']),
  MLC: site(700005, 'CLP', '152', 561000, [-33.4489, -70.6693], ['5990', '11980']),
  MLU: site(700006, 'UYU', '858', 56101, [-34.9011, -56.1645], ['430.50', '861.00']),
  MPE: site(700007, 'PEN', '604', 5520, [-12.0464, -77.0428], ['24.30', '48.60']),
};

/** The ids of the seven countries. */
export const siteIds = ['MLA', 'MLB', 'MLM', 'MCO', 'MLC', 'MLU', 'MPE'] as const satisfies readonly SiteId[];

function site(
  userId: number,
  currencyId: CurrencyId,
  currencyNumber: string,
  foodCategory: number,
  [latitude, longitude]: readonly [number, number],
  [price, doublePrice]: readonly [string, string],
): SiteFacts {
  return {
    userId: String(userId),
    accessToken: `APP_USR-1234567890123456-112100-0123456789abcdef-${userId}`,
    currencyId,
    currencyNumber,
    foodCategory,
    latitude,
    longitude,
    price,
    doublePrice,
  };
}
