import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import { fieldErrorCodes, statusByErrorCode } from '@/lib/errors';
import type { MessageTree } from '@/lib/i18n/define-messages';
import { locales } from '@/lib/i18n/locales';
import { namespaces } from '@/lib/i18n/messages';
import { errors } from '@/lib/i18n/messages/errors';

/** English texts that read like another language's: names, and signs known everywhere. */
const sameInEnglish = new Set([
  'Mercado Pago',
  'Mostrador',
  'E-mail',
  'Total',
  'Centro',
  'QR',
  'API',
  'Orders API',
  'Token',
  'Sticker',
  'Stickers',
  'stickers',
  'Logo',
  'SVG',
  '{percent} %',
  // Their names for their things, shown beside their ids.
  'Webhooks',
  'Merchant order',
  'merchant order',
  'Order',
]);

/** Words that the two languages happen to share, all of them. */
const sameInPortuguese = new Set([
  'Código QR de {name}',
  '{count, plural, one {Ver # registro técnico} other {Ver # registros técnicos}}',
]);

describe.each(Object.entries(namespaces))('the messages of %s', (_name, languages) => {
  const texts = { es: flatten(languages.es), pt: flatten(languages.pt), en: flatten(languages.en) };

  test('have the same keys in the three languages', () => {
    expect([...texts.pt.keys()].sort()).toEqual([...texts.es.keys()].sort());
    expect([...texts.en.keys()].sort()).toEqual([...texts.es.keys()].sort());
  });

  test('take the same arguments in the three languages', () => {
    for (const [key, spanish] of texts.es) {
      for (const locale of ['pt', 'en'] as const) {
        expect({ key, locale, names: argumentsOf(texts[locale].get(key) ?? '') }).toEqual({
          key,
          locale,
          names: argumentsOf(spanish),
        });
      }
    }
  });

  test('can be formatted when every argument is given', () => {
    for (const locale of locales) {
      for (const [key, text] of texts[locale]) {
        const problems: string[] = [];
        const translate = createTranslator({
          locale,
          messages: { sentence: text },
          onError: (error) => problems.push(error.message),
        });
        const names = argumentsOf(text).map((argument) => argument.replace(/:.*/, ''));
        const tags = [...text.matchAll(/<(\w+)>/g)].map(([, tag]) => [`${tag}`, (inside: unknown) => `${inside}`]);
        translate.rich('sentence', {
          ...Object.fromEntries(names.map((name) => [name, 1])),
          ...Object.fromEntries(tags),
        });
        expect({ locale, key, problems }).toEqual({ locale, key, problems: [] });
      }
    }
  });

  test('are never empty, and carry no stray space', () => {
    for (const locale of locales) {
      for (const [key, text] of texts[locale]) {
        expect({ locale, key, text: text.trim() }).toEqual({ locale, key, text });
        expect({ locale, key, length: text.length }).not.toEqual({ locale, key, length: 0 });
      }
    }
  });

  test('are translated: English repeats no other language, and no sentence is Spanish and Portuguese at once', () => {
    const copied = [...texts.es].filter(([key, spanish]) => {
      const [portuguese = '', english = ''] = [texts.pt.get(key), texts.en.get(key)];
      if (spanish === portuguese && spanish.split(' ').length > 3) return !sameInPortuguese.has(spanish);
      return (english === spanish || english === portuguese) && !sameInEnglish.has(english);
    });
    expect(copied).toEqual([]);
  });

  test('speak of things and not to "tú" or "vos", and do not shout', () => {
    for (const [key, text] of texts.es) {
      expect({
        key,
        found: /\b(tu|tus|tú|vos|te|tenés|tienes|puedes|podés|por favor|éxito)\b/i.exec(text)?.[0],
      }).toEqual({
        key,
        found: undefined,
      });
    }
    for (const [key, text] of texts.en) {
      expect({ key, found: /\b(please|successfully|oops)\b/i.exec(text)?.[0] }).toEqual({ key, found: undefined });
    }
  });
});

test('every error code and every field code has a sentence', () => {
  expect(Object.keys(errors.es.code).sort()).toEqual(Object.keys(statusByErrorCode).sort());
  expect(Object.keys(errors.es.field).sort()).toEqual([...fieldErrorCodes].sort());
});

function flatten(tree: MessageTree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}

/** Names of the ICU arguments of a sentence, with their kind, those inside the branches of a plural or select too. */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  for (const body of bracesOf(text)) {
    const [name = '', kind = '', ...branches] = body.split(',').map((part) => part.trim());
    names.add(kind === '' ? name : `${name}:${kind}`);
    for (const branch of bracesOf(branches.join(','))) for (const inner of argumentsOf(branch)) names.add(inner);
  }
  return [...names].sort();
}

/** What stands between each outermost pair of braces. */
function bracesOf(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [index, letter] of [...text].entries()) {
    if (letter === '{' && ++depth === 1) start = index + 1;
    if (letter === '}' && --depth === 0) found.push([...text].slice(start, index).join(''));
  }
  return found;
}

test('the arguments of a sentence are found in branches too', () => {
  expect(argumentsOf('{count, plural, =0 {none} one {{name} has one} other {# of {total}}} in {place}')).toEqual([
    'count:plural',
    'name',
    'place',
    'total',
  ]);
});
