import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonNumber, parseExactJson, writeExactJson } from '@/lib/mercadopago/exact-json';

describe('reading', () => {
  test('an id beyond 2^53 keeps every digit', () => {
    expect(parseExactJson('{"id":12345678901234567890}')).toEqual({ id: '12345678901234567890' });
  });

  test('an amount keeps its decimals as they were written', () => {
    expect(parseExactJson('[320.10, -0.5, 1.0E7, 0]')).toEqual(['320.10', '-0.5', '1.0E7', '0']);
  });

  test('digits inside texts stay as they are', () => {
    const document = { 'a "1" 2': 'x \\" 3, "4": 5', '12': ['\\', '6'] };
    expect(parseExactJson(JSON.stringify(document))).toEqual(document);
  });

  test.each(['{1:2}', '{"a":01}', '[1 2]', '[1.]', '[.5]', '[+1]', '[--1]', '[1', '"abc', '[0x10]', '[1e]', 'NaN', ''])(
    'what JSON refuses is refused: %s',
    (document) => {
      expect(() => parseExactJson(document)).toThrow(SyntaxError);
    },
  );

  test('any document reads as JSON does, numbers apart', () => {
    const document = fc.json({ maxDepth: 4 });
    fc.assert(
      fc.property(document, (given) => {
        expect(parseExactJson(given)).toEqual(withTextNumbers(given));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a megabyte of quotes and backslashes costs one pass', () => {
    for (const hostile of ['"\\'.repeat(500_000), '"'.repeat(999_999), '[1,'.repeat(300_000), '9'.repeat(1_000_000)]) {
      const startedAt = performance.now();
      expect(() => parseExactJson(`{${hostile}`)).toThrow(SyntaxError);
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    }
  });
});

describe('writing', () => {
  test('a number is written with exactly the digits it was made with', () => {
    expect(writeExactJson({ amount: jsonNumber('320.10'), id: jsonNumber('12345678901234567890') })).toBe(
      '{"amount":320.10,"id":12345678901234567890}',
    );
  });

  test('undefined properties are left out and null is kept', () => {
    expect(writeExactJson({ a: undefined, b: null, c: ['x', true] })).toBe('{"b":null,"c":["x",true]}');
  });

  test('texts are escaped as JSON asks', () => {
    const text = 'a"b\\c\n\u2028\ud800 ñ';
    expect(JSON.parse(writeExactJson({ [text]: text }))).toEqual({ [text]: text });
  });

  test.each(['', '1,', '0x1', '01', 'NaN', '1;', '1\n'])('what is not a number cannot become one: %j', (digits) => {
    expect(() => jsonNumber(digits)).toThrow(RangeError);
  });
});

/** The same document through the ordinary parser, its numbers found by their place in the text. */
function withTextNumbers(document: string): unknown {
  const literals: string[] = [];
  let inText = false;
  let literal = '';
  for (let at = 0; at <= document.length; at++) {
    const character = document[at] ?? ' ';
    if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
      continue;
    }
    if (/[-+.0-9eE]/.test(character) && (literal !== '' || /[-0-9]/.test(character))) {
      literal += character;
      continue;
    }
    if (literal !== '') literals.push(literal);
    literal = '';
    inText = character === '"';
  }
  let index = 0;
  const walk = (value: unknown): unknown => {
    if (typeof value === 'number') return literals[index++];
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member)]));
    return value;
  };
  return walk(JSON.parse(document));
}
