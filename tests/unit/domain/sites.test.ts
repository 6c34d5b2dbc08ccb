import { describe, expect, test } from 'vitest';
import { decimalsByCurrency, isCurrencyId, isSiteId, type SiteId, sites } from '@/lib/domain/sites';

const facts: readonly [SiteId, string, string, string, 0 | 2, 'es' | 'pt'][] = [
  ['MLA', 'AR', 'ARS', '032', 2, 'es'],
  ['MLB', 'BR', 'BRL', '986', 2, 'pt'],
  ['MLC', 'CL', 'CLP', '152', 0, 'es'],
  ['MCO', 'CO', 'COP', '170', 0, 'es'],
  ['MLM', 'MX', 'MXN', '484', 2, 'es'],
  ['MPE', 'PE', 'PEN', '604', 2, 'es'],
  ['MLU', 'UY', 'UYU', '858', 2, 'es'],
];

describe('the seven sites', () => {
  test.each(facts)('%s', (siteId, countryCode, currencyId, currencyNumber, decimals, language) => {
    expect(sites[siteId]).toMatchObject({ countryCode, currencyId, currencyNumber, decimals, language });
  });

  test('are these and no others', () => {
    expect(Object.keys(sites).sort()).toEqual(facts.map(([siteId]) => siteId).sort());
    expect(Object.keys(decimalsByCurrency).sort()).toEqual(facts.map(([, , currencyId]) => currencyId).sort());
  });

  test('agree with the decimals of their currencies', () => {
    for (const site of Object.values(sites)) expect(decimalsByCurrency[site.currencyId]).toBe(site.decimals);
  });

  test('have a zone and a number format that this machine knows', () => {
    for (const site of Object.values(sites)) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: site.timeZone })).not.toThrow();
      expect(Intl.NumberFormat.supportedLocalesOf(site.formatLocale)).toEqual([site.formatLocale]);
    }
  });

  test('give money back for half a year, but Peru for ninety days and only all of it', () => {
    for (const [siteId, site] of Object.entries(sites)) {
      expect(site.refundDays).toBe(siteId === 'MPE' ? 90 : 180);
      expect(site.totalRefundsOnly).toBe(siteId === 'MPE');
    }
  });
});

test.each(['', 'MLX', 'mla', 'toString', '__proto__', 'constructor', null, undefined, 7, {}])(
  '%j is no site',
  (value) => {
    expect(isSiteId(value)).toBe(false);
    expect(isCurrencyId(value)).toBe(false);
  },
);
