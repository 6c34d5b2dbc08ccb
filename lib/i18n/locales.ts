/** Languages of the interface; the first one is spoken when nothing better is known. */
export const locales = ['es', 'pt', 'en'] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'es';

/** Value of `<html lang>`; Portuguese is Brazilian, Spanish serves several countries. */
export const languageTags: Readonly<Record<Locale, string>> = { es: 'es', pt: 'pt-BR', en: 'en' };

export function isLocale(value: unknown): value is Locale {
  return locales.some((known) => known === value);
}

/**
 * The language to speak: the one chosen before, else the best of an Accept-Language header, else Spanish.
 * Of equal weights the header's order decides; a weight of 0 means "not this one".
 */
export function negotiateLocale(chosen: string | undefined, acceptLanguage: string | null | undefined): Locale {
  if (isLocale(chosen)) return chosen;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map(parseRange)
    .filter((range) => range.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return defaultLocale;
}

function parseRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.trim().split(';');
  const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
  return { language: tag.split('-')[0]?.toLowerCase() ?? '', weight: weight === undefined ? 1 : Number(weight) };
}
