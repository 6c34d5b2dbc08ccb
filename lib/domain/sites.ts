/**
 * The seven Mercado Pago sites and what differs between them.
 * Source: devsite-docs `reference/api-json/pos.json` (MCC), `guides/snippets/test-integration/refunds.en.md` (refund
 * windows), OpenAPI overlays (decimals), read 2026-11-21. COP is refused with decimals by the API although ISO 4217
 * allows two (odoo/odoo pull requests 124162 and 185664).
 */
export const sites = {
  MLA: site('AR', 'ARS', '032', 2, 'es', 'America/Argentina/Buenos_Aires', 'es-AR', { refundDays: 180 }),
  MLB: site('BR', 'BRL', '986', 2, 'pt', 'America/Sao_Paulo', 'pt-BR', { refundDays: 180 }),
  MLC: site('CL', 'CLP', '152', 0, 'es', 'America/Santiago', 'es-CL', { refundDays: 180 }),
  MCO: site('CO', 'COP', '170', 0, 'es', 'America/Bogota', 'es-CO', { refundDays: 180 }),
  MLM: site('MX', 'MXN', '484', 2, 'es', 'America/Mexico_City', 'es-MX', { refundDays: 180 }),
  MPE: site('PE', 'PEN', '604', 2, 'es', 'America/Lima', 'es-PE', { refundDays: 90, totalRefundsOnly: true }),
  MLU: site('UY', 'UYU', '858', 2, 'es', 'America/Montevideo', 'es-UY', { refundDays: 180 }),
} as const satisfies Record<string, Site>;

export type SiteId = keyof typeof sites;
export type CurrencyId = 'ARS' | 'BRL' | 'CLP' | 'COP' | 'MXN' | 'PEN' | 'UYU';

export type Site = {
  readonly countryCode: string;
  readonly currencyId: CurrencyId;
  /** ISO 4217 numeric code, as in EMVCo tag 53. */
  readonly currencyNumber: string;
  readonly decimals: 0 | 2;
  readonly language: 'es' | 'pt';
  readonly timeZone: string;
  /** Locale whose number format people in this country use; amounts follow the country, not the interface language. */
  readonly formatLocale: string;
  readonly refundDays: number;
  readonly totalRefundsOnly: boolean;
};

export function isSiteId(value: unknown): value is SiteId {
  return typeof value === 'string' && Object.hasOwn(sites, value);
}

export function isCurrencyId(value: unknown): value is CurrencyId {
  return typeof value === 'string' && Object.hasOwn(decimalsByCurrency, value);
}

/** Decimals that Mercado Pago accepts for a currency. */
export const decimalsByCurrency: Readonly<Record<CurrencyId, 0 | 2>> = {
  ARS: 2,
  BRL: 2,
  CLP: 0,
  COP: 0,
  MXN: 2,
  PEN: 2,
  UYU: 2,
};

function site(
  countryCode: string,
  currencyId: CurrencyId,
  currencyNumber: string,
  decimals: 0 | 2,
  language: 'es' | 'pt',
  timeZone: string,
  formatLocale: string,
  rules: { refundDays: number; totalRefundsOnly?: boolean },
): Site {
  return {
    countryCode,
    currencyId,
    currencyNumber,
    decimals,
    language,
    timeZone,
    formatLocale,
    refundDays: rules.refundDays,
    totalRefundsOnly: rules.totalRefundsOnly ?? false,
  };
}
