import { describe, expect, test } from 'vitest';
import {
  currencySymbol,
  formatMoney,
  formatTypedMoney,
  moneyParts,
  parseFileMoney,
  parseTypedMoney,
} from '@/lib/i18n/format-money';

const NO_BREAK_SPACE = '\u00a0';

function spaced(text: string): string {
  return text.replaceAll(' ', NO_BREAK_SPACE);
}

describe('an amount looks as people of its country write it', () => {
  test.each([
    ['ARS', 2345000, '$ 23.450,00', -420000, '−$ 4.200,00'],
    ['BRL', 123450, 'R$ 1.234,50', -123450, '−R$ 1.234,50'],
    ['CLP', 12990, '$12.990', -12990, '−$12.990'],
    ['COP', 45900, '$ 45.900', -45900, '−$ 45.900'],
    ['MXN', 123450, '$1,234.50', -123450, '−$1,234.50'],
    ['PEN', 123450, 'S/ 1,234.50', -123450, '−S/ 1,234.50'],
    ['UYU', 123450, '$ 1.234,50', -123450, '−$ 1.234,50'],
  ] as const)('%s', (currencyId, positive, positiveText, negative, negativeText) => {
    expect(formatMoney(positive, currencyId)).toBe(spaced(positiveText));
    expect(formatMoney(negative, currencyId)).toBe(spaced(negativeText));
  });
});

test('zero is a figure and has no sign', () => {
  expect(formatMoney(0, 'ARS')).toBe(spaced('$ 0,00'));
  expect(formatMoney(0, 'ARS', { signed: true })).toBe(spaced('$ 0,00'));
  expect(formatMoney(0, 'CLP')).toBe('$0');
});

test('cents are never lost, however large the amount', () => {
  expect(formatMoney(1, 'ARS')).toBe(spaced('$ 0,01'));
  expect(formatMoney(9_007_199_254_740_991, 'ARS')).toBe(spaced('$ 90.071.992.547.409,91'));
});

test('a difference carries its sign', () => {
  expect(formatMoney(50000, 'ARS', { signed: true })).toBe(spaced('+$ 500,00'));
  expect(formatMoney(-50000, 'ARS', { signed: true })).toBe(spaced('−$ 500,00'));
});

test('only round amounts may leave their cents out', () => {
  expect(formatMoney(2345000, 'ARS', { roundShort: true })).toBe(spaced('$ 23.450'));
  expect(formatMoney(2345050, 'ARS', { roundShort: true })).toBe(spaced('$ 23.450,50'));
});

test('symbol, units and decimals come apart so that the units can lead', () => {
  expect(moneyParts(2345050, 'ARS')).toEqual({ sign: '', symbol: spaced('$ '), units: '23.450', decimals: ',50' });
  expect(currencySymbol('PEN')).toBe('S/');
});

describe('a typed amount', () => {
  test.each([
    ['23450', 'ARS', 2345000],
    ['23.450', 'ARS', 2345000],
    ['23.450,5', 'ARS', 2345050],
    ['23,450.50', 'ARS', 2345050],
    ['23450.5', 'ARS', 2345050],
    ['23450,50', 'ARS', 2345050],
    ['$ 1.234.567,89', 'ARS', 123456789],
    ['R$ 1.234,50', 'BRL', 123450],
    ['S/ 10', 'PEN', 1000],
    ['12.990', 'CLP', 12990],
    ['0', 'ARS', 0],
  ] as const)('%s %s is %i minor units', (text, currencyId, minor) => {
    expect(parseTypedMoney(text, currencyId)).toBe(minor);
  });

  test.each([
    ['', 'ARS'],
    ['abc', 'ARS'],
    ['-5', 'ARS'],
    ['1.2345', 'ARS'],
    ['1,234,50', 'ARS'],
    ['12,', 'ARS'],
    ['1e5', 'ARS'],
    ['0.500', 'ARS'],
    ['012.500', 'CLP'],
    ['12,99', 'CLP'],
    ['99999999999999999', 'ARS'],
  ] as const)('%j %s is not an amount', (text, currencyId) => {
    expect(parseTypedMoney(text, currencyId)).toBeNull();
  });

  test('is read back as it was shown', () => {
    for (const minor of [0, 1, 99, 100, 123456789]) {
      expect(parseTypedMoney(formatTypedMoney(minor, 'BRL'), 'BRL')).toBe(minor);
      expect(parseTypedMoney(formatTypedMoney(minor, 'CLP'), 'CLP')).toBe(minor);
    }
  });
});

describe('an amount of a file', () => {
  test.each([
    ['12.500', 'ARS', 1250000],
    ['12,500', 'MXN', 1250000],
    ['12,500', 'CLP', 12500],
    ['12,500.00', 'ARS', 1250000],
    ['12.5', 'PEN', 1250],
    ['1,234,567', 'ARS', 123456700],
  ] as const)('%s %s is %i minor units', (text, currencyId, minor) => {
    expect(parseFileMoney(text, currencyId)).toBe(minor);
  });

  test.each([
    ['12.500', 'MXN'],
    ['S/ 12.500', 'PEN'],
    ['12,500', 'ARS'],
    ['R$ 1,000', 'BRL'],
    ['0.500', 'MXN'],
    ['0.500', 'ARS'],
  ] as const)('%j %s may be a thousand times as much, and is none', (text, currencyId) => {
    expect(parseFileMoney(text, currencyId)).toBeNull();
  });
});
