import { type Face, typeface } from './typefaces';

/** How text is set: the face, and the size of its em in millimetres (8 pt are 2.82 mm). */
export type Type = { readonly face: Face; readonly size: number };

/**
 * What of a text can be printed. Accents are composed; a character that the typeface lacks (an emoji, a script other than
 * Latin or Cyrillic) is drawn as its plain form where it has one (`①` → `1`) and is left out otherwise: a box would look
 * like a fault of the printer. White space and control characters become single spaces.
 */
export function printable(text: string, face: Face): { readonly text: string; readonly missing: readonly string[] } {
  const font = typeface(face);
  const missing = new Set<string>();
  let kept = '';
  for (const character of text.normalize('NFC')) {
    if (/[\s\p{Cc}]/u.test(character)) kept += ' ';
    else if (has(font, character)) kept += character;
    else {
      const plain = [...character.normalize('NFKD')].filter((part) => has(font, part)).join('');
      kept += plain;
      if (plain === '' && !/\p{Cf}|\p{Mn}|\p{Me}/u.test(character)) missing.add(character);
    }
  }
  return { text: kept.replace(/ {2,}/g, ' ').trim(), missing: [...missing] };
}

/** How wide a text that is printable is, in millimetres. */
export function widthOf(text: string, { face, size }: Type): number {
  const font = typeface(face);
  let units = 0;
  for (const character of text) units += font.advanceOf(font.glyphOf(character.codePointAt(0) ?? 0));
  return (units * size) / font.unitsPerEm;
}

/** The type as large as the text on one line of this width allows, between the given size and `least`. */
export function shrinkToFit(text: string, type: Type, { width, least }: { width: number; least: number }): Type {
  const needed = widthOf(text, type);
  return needed <= width ? type : { ...type, size: Math.max(least, (type.size * width) / needed) };
}

/** The text, or as much of its beginning as fits with an ellipsis. */
export function cutToFit(text: string, type: Type, width: number): string {
  // What was made to fit exactly is as wide as its place but for the last digit of a number.
  if (widthOf(text, type) <= width + 1e-6) return text;
  const characters = [...text];
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (widthOf(`${characters.slice(0, middle).join('').trimEnd()}…`, type) <= width) fits = middle;
    else tooLong = middle;
  }
  return `${characters.slice(0, fits).join('').trimEnd()}…`;
}

/** Lines of at most this width, broken between words, within a word that is longer than a line, and cut after `lines`. */
export function wrapText(text: string, type: Type, { width, lines }: { width: number; lines: number }): string[] {
  const wrapped: string[] = [];
  let line = '';
  for (const word of parts(text, type, width)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, type) > width) {
      wrapped.push(line);
      line = word;
    } else line = longer;
    if (wrapped.length > lines) break;
  }
  if (line !== '') wrapped.push(line);
  if (wrapped.length <= lines) return wrapped;
  const last = cutToFit(`${wrapped[lines - 1] ?? ''} ${wrapped[lines] ?? ''}`, type, width);
  return [...wrapped.slice(0, lines - 1), last.endsWith('…') ? last : `${last}…`];
}

/** Words, and pieces of those that are longer than a line, as they are asked for: of a long text only the beginning is. */
function* parts(text: string, type: Type, width: number): Generator<string, void, undefined> {
  for (const word of text.split(' ')) {
    let [part, used] = ['', 0];
    for (const character of word) {
      const needed = widthOf(character, type);
      if (part !== '' && used + needed > width) {
        yield part;
        [part, used] = ['', 0];
      }
      part += character;
      used += needed;
    }
    yield part;
  }
}

function has(font: ReturnType<typeof typeface>, character: string): boolean {
  return font.glyphOf(character.codePointAt(0) ?? 0) !== 0;
}
