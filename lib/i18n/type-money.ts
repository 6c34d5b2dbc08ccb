import type { CurrencyId } from '@/lib/domain/sites';
import { decimalMark, formatTypedMoney, groupUnits, parseTypedMoney } from './format-money';

type Typed = {
  /** The field's text right after the keystroke. */
  readonly text: string;
  /** Where its caret stands. */
  readonly caret: number;
  /** What the keystroke put in, or null when it took something away or pasted. */
  readonly typed: string | null;
};

/** What a browser says of an edit; `inputType` is null where it says nothing, as when it fills a field in. */
type Edit = Pick<Typed, 'text' | 'caret'> & { readonly inputType: string | null; readonly data: string | null };

/** Edits that bring a whole amount at once; an `insertText` of several letters is one as well. */
const wholePieces: readonly (string | null)[] = [null, 'insertFromPaste', 'insertFromDrop', 'insertReplacementText'];

/** More digits than any amount of an order has; further ones are not taken. */
const MAX_UNITS_DIGITS = 11;

/**
 * The text of an amount field after any edit, and where its caret goes. What came in one piece (pasted, dropped, dictated, a
 * keyboard's suggestion) is read as a whole: there the mark of the cents has no keystroke of its own, and without it
 * "4,50" would be 450. A keyboard that composes tells every keystroke, with all that it composed until then: that is typing.
 */
export function editMoney({ text, caret, inputType, data }: Edit, currencyId: CurrencyId) {
  const isComposed = inputType === 'insertCompositionText';
  const typed = isComposed ? (data?.at(-1) ?? null) : inputType === 'insertText' ? data : null;
  const cameInOnePiece = wholePieces.includes(inputType) || (typed !== null && typed.length > 1);
  const minor = cameInOnePiece ? parseTypedMoney(text, currencyId) : null;
  if (minor === null) return typeMoney({ text, caret, typed }, currencyId);
  const shown = formatTypedMoney(minor, currencyId);
  return { text: shown, caret: shown.length };
}

/**
 * The text of an amount field after a keystroke, grouped as the currency's country does, and where its caret goes.
 * Comma and point both make the decimal mark, once, in currencies that have decimals; anything else that is not a digit
 * disappears.
 */
export function typeMoney({ text, caret, typed }: Typed, currencyId: CurrencyId): { text: string; caret: number } {
  const mark = decimalMark(currencyId);
  const isMark = (letter: string, index: number) =>
    mark !== null && (letter === mark || (index === caret - 1 && (typed === ',' || typed === '.')));
  let plain = '';
  let plainCaret = 0;
  for (const [index, letter] of [...text].entries()) {
    const kept = /\d/.test(letter) ? letter : isMark(letter, index) && !plain.includes('.') ? '.' : '';
    if (!fits(plain + kept)) continue;
    plain += kept;
    if (index < caret) plainCaret += kept.length;
  }
  const zeros = /^0+(?=\d)/.exec(plain)?.[0].length ?? 0;
  plain = plain.slice(zeros);
  const [units = '', cents] = plain.split('.');
  const shown =
    (units === '' && cents !== undefined ? '0' : groupUnits(units, currencyId)) +
    (cents === undefined ? '' : mark + cents);
  return {
    text: shown,
    caret: placeOf(Math.max(0, plainCaret - zeros), shown, units === '' && cents !== undefined, mark),
  };
}

function fits(plain: string): boolean {
  const [units = '', cents = ''] = plain.split('.');
  return units.replace(/^0+/, '').length <= MAX_UNITS_DIGITS && cents.length <= 2;
}

/** Position in the shown text after as many digits and marks as stood before the caret. */
function placeOf(count: number, shown: string, hasAddedZero: boolean, mark: string | null): number {
  let left = hasAddedZero ? count + 1 : count;
  let place = 0;
  for (const letter of shown) {
    if (left === 0) break;
    place++;
    if (/\d/.test(letter) || letter === mark) left--;
  }
  return place;
}
