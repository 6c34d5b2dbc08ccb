import { isExternalReference } from './external-reference';

/** What a template may name: `{number}` counts the sales of one till on one day of its store. */
export const templateWords = ['store', 'pos', 'date', 'number'] as const;

export type TemplateProblem = 'too_long' | 'not_a_reference' | 'needs_number' | 'needs_date' | 'needs_pos';

const WORD = /\{([^{}]*)\}/g;
/** Longer ids of stores and tills still fit with this much around them. */
const MAX_TEMPLATE = 64;

/**
 * What speaks against a template, or null. The number begins anew every day and counts one till alone, so the day must be
 * in it, and the till too where a template is every till's.
 */
export function problemOfTemplate(template: string, { isOfOneTill }: { isOfOneTill: boolean }): TemplateProblem | null {
  const words = [...template.matchAll(WORD)].map((match) => match[1]);
  if (template.length > MAX_TEMPLATE) return 'too_long';
  if (words.some((word) => !templateWords.some((known) => known === word))) return 'not_a_reference';
  if (!isExternalReference(template.replace(WORD, '0'))) return 'not_a_reference';
  if (!words.includes('number')) return 'needs_number';
  if (!words.includes('date')) return 'needs_date';
  return words.includes('pos') || isOfOneTill ? null : 'needs_pos';
}

/** A reference from a template, or null when what it names makes it too long. */
export function fillTemplate(
  template: string,
  sale: {
    externalStoreId: string | null;
    externalPosId: string;
    /** `YYYYMMDD` in the store's zone. */
    day: string;
    number: number;
  },
): string | null {
  const values = {
    store: clean(sale.externalStoreId ?? ''),
    pos: clean(sale.externalPosId),
    date: sale.day,
    number: String(sale.number).padStart(4, '0'),
  };
  const reference = template.replace(WORD, (_, word: string) => {
    const known = templateWords.find((name) => name === word);
    return known ? values[known] : '';
  });
  return isExternalReference(reference) ? reference : null;
}

/** Ids of stores may have characters that references may not. */
function clean(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '');
}
