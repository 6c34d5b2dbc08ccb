import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { formatDecimal, MAX_MINOR, parseMinor, sumMinor } from '@/lib/domain/money';
import { type CurrencyId, decimalsByCurrency } from '@/lib/domain/sites';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

const currencies = ['ARS', 'BRL', 'CLP', 'COP', 'MXN', 'PEN', 'UYU'] as const satisfies CurrencyId[];
const minors = fc.integer({ min: -MAX_MINOR, max: MAX_MINOR }).map((minor) => (minor === 0 ? 0 : minor));

describe('an amount', () => {
  test.each(currencies)('of %s comes back exactly from its decimal, however large', (currencyId) => {
    fc.assert(
      fc.property(minors, (minor) => {
        const text = formatDecimal(minor, currencyId);
        const isPlain = decimalsByCurrency[currencyId] === 2 ? /^-?\d+\.\d{2}$/ : /^-?\d+$/;
        return parseMinor(text, currencyId) === minor && isPlain.test(text);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['1.00', 'ARS', 100],
    ['1', 'ARS', 100],
    ['1.5', 'ARS', 150],
    ['0.01', 'BRL', 1],
    ['1.005', 'ARS', null],
    ['1.010', 'ARS', 101],
    ['1.0000000', 'ARS', 100],
    ['1500', 'CLP', 1500],
    ['1500.00', 'CLP', 1500],
    ['1500.0', 'COP', 1500],
    ['1500.5', 'CLP', null],
    ['1500.50', 'COP', null],
    ['00012', 'ARS', 1200],
    ['00012', 'CLP', 12],
    ['0', 'ARS', 0],
    ['-0', 'ARS', 0],
    ['-0.00', 'ARS', 0],
    ['-320.10', 'ARS', -32010],
    ['100000000000.00', 'ARS', MAX_MINOR],
    ['100000000000.01', 'ARS', null],
    ['10000000000000', 'CLP', MAX_MINOR],
    ['10000000000001', 'CLP', null],
    ['-100000000000.00', 'ARS', -MAX_MINOR],
    ['-100000000000.01', 'ARS', null],
  ] as const)('%s %s is %s', (text, currencyId, minor) => {
    expect(parseMinor(text, currencyId)).toBe(minor);
  });

  test.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '--1',
    '1,50',
    '1.',
    '.5',
    '1e21',
    '1E3',
    '1e-2',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x10',
    '1_000',
    '1.000,00',
    '1 000',
    '１２',
    '١٢',
    '∞',
    'null',
    '1.2.3',
    String(0.1 + 0.2),
    '99999999999999999999',
    `1.${'0'.repeat(17)}`,
  ])('%j is not one', (text) => {
    for (const currencyId of currencies) expect(parseMinor(text, currencyId)).toBeNull();
  });

  test('is never computed with fractions: every cent up to a thousand is itself', () => {
    const all = Array.from({ length: 100_001 }, (_, cents) => cents);
    const written = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
    expect(all.filter((cents) => parseMinor(written(cents), 'ARS') !== cents)).toEqual([]);
  });

  test('is nothing or an exact integer within range, whatever the text', () => {
    const nearly = fc.stringMatching(/^[-+]?[0-9 .,eE]{0,20}$/);
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), nearly),
        fc.constantFrom(...currencies),
        (text, currencyId) => {
          const minor = parseMinor(text, currencyId);
          return (
            minor === null || (Number.isSafeInteger(minor) && Math.abs(minor) <= MAX_MINOR && !Object.is(minor, -0))
          );
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test('that is not an integer of minor units is a mistake of ours and is never written', () => {
    for (const wrong of [1.5, 0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => formatDecimal(wrong, 'ARS')).toThrow(RangeError);
  });

  test.each([
    [0, 'ARS', '0.00'],
    [5, 'ARS', '0.05'],
    [-5, 'ARS', '-0.05'],
    [32050, 'ARS', '320.50'],
    [1500, 'CLP', '1500'],
    [0, 'COP', '0'],
    [-1500, 'COP', '-1500'],
  ] as const)('%i minor units of %s are written %s', (minor, currencyId, text) => {
    expect(formatDecimal(minor, currencyId)).toBe(text);
  });
});

describe('a sum', () => {
  test('is exact, and of nothing is zero', () => {
    expect(sumMinor([])).toBe(0);
    expect(sumMinor([10, 20, 0])).toBe(30);
    expect(sumMinor(Array<number>(900).fill(MAX_MINOR))).toBe(900 * MAX_MINOR);
  });

  test('that would not be exact is refused', () => {
    expect(() => sumMinor([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
    expect(() => sumMinor([0.1, 0.2])).toThrow(RangeError);
    expect(() => sumMinor([Number.NaN])).toThrow(RangeError);
  });
});
