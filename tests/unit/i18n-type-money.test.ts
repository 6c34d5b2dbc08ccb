import { expect, test } from 'vitest';
import type { CurrencyId } from '@/lib/domain/sites';
import { editMoney, typeMoney } from '@/lib/i18n/type-money';

/** Types each letter at the caret, as a person would, and shows the caret as `|`. */
function typing(letters: string, currencyId: CurrencyId, start = '|'): string {
  let { text, caret } = { text: start.replace('|', ''), caret: start.indexOf('|') };
  for (const letter of letters) {
    const raw = text.slice(0, caret) + letter + text.slice(caret);
    ({ text, caret } = typeMoney({ text: raw, caret: caret + 1, typed: letter }, currencyId));
  }
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

test('separators appear while an amount is typed', () => {
  expect(typing('1234567', 'ARS')).toBe('1.234.567|');
  expect(typing('1234567', 'MXN')).toBe('1,234,567|');
});

test('comma and point both begin the cents, once, and the cents are two', () => {
  expect(typing('23450,5', 'ARS')).toBe('23.450,5|');
  expect(typing('23450.567', 'ARS')).toBe('23.450,56|');
  expect(typing('23450,50', 'MXN')).toBe('23,450.50|');
  expect(typing('12,3,4', 'BRL')).toBe('12,34|');
});

test('a currency without decimals takes no mark', () => {
  expect(typing('12990,5', 'CLP')).toBe('129.905|');
  expect(typing('12990.', 'COP')).toBe('12.990|');
});

test('letters, signs and spaces are not taken', () => {
  expect(typing('-1e 2$3', 'ARS')).toBe('123|');
});

test('an amount can begin with its cents, and does not keep leading zeros', () => {
  expect(typing(',5', 'ARS')).toBe('0,5|');
  expect(typing('007', 'ARS')).toBe('7|');
  expect(typing('0', 'ARS')).toBe('0|');
});

test('the caret stays between the same digits when a group closes before it', () => {
  expect(typing('9', 'ARS', '1|234')).toBe('19|.234');
  expect(typing('9', 'ARS', '12.3|45,00')).toBe('123.9|45,00');
});

test('taking a digit away regroups too', () => {
  expect(typeMoney({ text: '1.23', caret: 4, typed: null }, 'ARS')).toEqual({ text: '123', caret: 3 });
});

test('there is an end to how much can be typed', () => {
  expect(typing('123456789012345', 'ARS')).toBe('12.345.678.901|');
});

test.each([
  ['4,50', 'PEN', '4.50'],
  ['4.50', 'PEN', '4.50'],
  ['4.50', 'ARS', '4,50'],
  ['1.234,5', 'ARS', '1.234,50'],
  ['S/ 1,250.50', 'PEN', '1,250.50'],
  ['12.990', 'CLP', '12.990'],
  ['1e3', 'ARS', '13'],
] as const)('%s of %s that comes in one piece is the amount that it says', (text, currencyId, shown) => {
  const edit = { text, caret: text.length };
  for (const [inputType, data] of [
    ['insertFromPaste', null],
    // A keyboard's clipboard or dictation.
    ['insertText', text],
    ['insertReplacementText', text],
    [null, null],
  ] as const)
    expect([inputType, editMoney({ ...edit, inputType, data }, currencyId).text]).toEqual([inputType, shown]);
});

test('what is left when a digit is taken away, or undone, is not read as a new amount', () => {
  for (const inputType of ['deleteContentBackward', 'historyUndo'])
    expect(editMoney({ text: '1.23', caret: 4, inputType, data: null }, 'ARS').text).toBe('123');
});

test.each([
  ['1234', 'ARS', '1.234'],
  ['12,5', 'ARS', '12,5'],
  ['12.5', 'ARS', '12,5'],
  ['4,50', 'PEN', '4.50'],
] as const)(
  '%s of %s is typed on a keyboard that composes, letter by letter or a word at a time',
  (letters, currencyId, shown) => {
    const dataOf = {
      letter: (place: number) => letters.charAt(place),
      word: (place: number) => letters.slice(0, place + 1),
    };
    for (const composed of ['letter', 'word'] as const) {
      let edit = { text: '', caret: 0 };
      for (const [place, letter] of [...letters].entries()) {
        const text = edit.text.slice(0, edit.caret) + letter + edit.text.slice(edit.caret);
        const data = dataOf[composed](place);
        edit = editMoney({ text, caret: edit.caret + 1, inputType: 'insertCompositionText', data }, currencyId);
      }
      expect([composed, edit.text]).toEqual([composed, shown]);
    }
  },
);

test('a letter of which the browser does not say what it is, is no whole amount', () => {
  expect(editMoney({ text: '1', caret: 1, inputType: 'insertText', data: null }, 'ARS').text).toBe('1');
  expect(editMoney({ text: '1.2345', caret: 6, inputType: 'insertText', data: null }, 'ARS').text).toBe('12.345');
});
