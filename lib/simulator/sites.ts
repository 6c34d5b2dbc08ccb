/** The seven countries in which Mercado Pago works with QR. */
export type SiteId = 'MLA' | 'MLB' | 'MLM' | 'MCO' | 'MLC' | 'MLU' | 'MPE';

/** What a country changes. `decimals` is what the API accepts, not what ISO 4217 says. */
export type Site = {
  countryId: string;
  countryCode: string;
  countryName: string;
  currencyId: string;
  currencyNumeric: string;
  decimals: 0 | 2;
  categories: { food: number; fuel: number };
  refundWindowDays: number;
  allowsPartialRefund: boolean;
  hasOrdersApiForQr: boolean;
  /** A box around the territory: south, west, north, east. */
  bounds: [number, number, number, number];
};

/**
 * Facts per site.
 * Source: mercadopago/devsite-docs reference/api-json/pos.json (categories) and guides/snippets/test-integration/refunds.en.md (windows);
 * mercadopago/openapi overlays/MLC.yaml (CLP without decimals); odoo/odoo pull requests 124162 and 185664 (COP without decimals);
 * mercadopago/mercadopago-claude-marketplace skills/mp-instore/SKILL.md (where the Orders API takes QR). Boxes are geography.
 */
export const sites: Record<SiteId, Site> = {
  MLA: {
    countryId: 'AR',
    countryCode: 'ARG',
    countryName: 'Argentina',
    currencyId: 'ARS',
    currencyNumeric: '032',
    decimals: 2,
    categories: { food: 621102, fuel: 473000 },
    refundWindowDays: 180,
    allowsPartialRefund: true,
    hasOrdersApiForQr: true,
    bounds: [-56, -74, -21, -53],
  },
  MLB: {
    countryId: 'BR',
    countryCode: 'BRA',
    countryName: 'Brasil',
    currencyId: 'BRL',
    currencyNumeric: '986',
    decimals: 2,
    categories: { food: 5611203, fuel: 4731300 },
    refundWindowDays: 180,
    allowsPartialRefund: true,
    hasOrdersApiForQr: true,
    bounds: [-34, -74, 6, -28],
  },
  MLM: {
    countryId: 'MX',
    countryCode: 'MEX',
    countryName: 'Mexico',
    currencyId: 'MXN',
    currencyNumeric: '484',
    decimals: 2,
    categories: { food: 5812, fuel: 468419 },
    refundWindowDays: 180,
    allowsPartialRefund: true,
    hasOrdersApiForQr: false,
    bounds: [14, -119, 33, -86],
  },
  MCO: {
    countryId: 'CO',
    countryCode: 'COL',
    countryName: 'Colombia',
    currencyId: 'COP',
    currencyNumeric: '170',
    decimals: 0,
    categories: { food: 5611, fuel: 4731 },
    refundWindowDays: 180,
    allowsPartialRefund: true,
    hasOrdersApiForQr: false,
    bounds: [-5, -82, 14, -66],
  },
  MLC: {
    countryId: 'CL',
    countryCode: 'CHL',
    countryName: 'Chile',
    currencyId: 'CLP',
    currencyNumeric: '152',
    decimals: 0,
    categories: { food: 561000, fuel: 473001 },
    refundWindowDays: 180,
    allowsPartialRefund: true,
    hasOrdersApiForQr: true,
    bounds: [-57, -110, -17, -66],
  },
  MLU: {
    countryId: 'UY',
    countryCode: 'URY',
    countryName: 'Uruguay',
    currencyId: 'UYU',
    currencyNumeric: '858',
    decimals: 2,
    categories: { food: 56101, fuel: 47300 },
    refundWindowDays: 180,
    allowsPartialRefund: true,
    hasOrdersApiForQr: true,
    bounds: [-36, -59, -30, -53],
  },
  MPE: {
    countryId: 'PE',
    countryCode: 'PER',
    countryName: 'Peru',
    currencyId: 'PEN',
    currencyNumeric: '604',
    decimals: 2,
    categories: { food: 5520, fuel: 5050 },
    refundWindowDays: 90,
    allowsPartialRefund: false,
    hasOrdersApiForQr: true,
    bounds: [-19, -82, 1, -68],
  },
};

/** Whether a word is one of the seven site ids. */
export function isSiteId(value: unknown): value is SiteId {
  return typeof value === 'string' && Object.hasOwn(sites, value);
}
