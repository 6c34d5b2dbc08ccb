import type { Size, StickerTemplate } from '../domain/sticker-sheet';
import type { Colour, Mark, PrintImage } from './drawing';
import type { QrModules } from './qr';
import type { StickerWords } from './sticker-words';
import { cutToFit, shrinkToFit, type Type, widthOf, wrapText } from './typeset';

/** What one sticker says. Every text is printable (`typeset.ts`). */
export type StickerFacts = {
  readonly posName: string;
  readonly storeName: string;
  readonly brandName: string;
  /** Such as `S2-C03-v4`. */
  readonly code: string;
  /** The day of printing, as its readers write it. */
  readonly date: string;
  readonly modules: QrModules;
  readonly words: StickerWords;
  readonly logo: PrintImage | null;
  readonly accent: Colour;
};

/** A sticker in its own millimetres, and how large one module of its code is on paper. */
export type StickerArt = { readonly marks: readonly Mark[]; readonly moduleSize: number };

const INK = '#1b1a17';
const SOFT = '#595650';
const BLACK = '#000000';
/** How high capitals and figures are, as a part of the em. */
const CAPS = 0.71;

/** Draws a sticker of this template into a cell, which for labels may have any size. `bleed` carries colour over the cut. */
export function drawSticker(template: StickerTemplate, cell: Size, facts: StickerFacts, bleed = 0): StickerArt {
  switch (template) {
    case 'table_tent':
      return tent(cell, facts, bleed);
    case 'roll_80':
    case 'roll_58':
      return roll(cell, facts);
    case 'counter_card':
    case 'poster':
      return portrait(cell, facts, bleed);
    case 'sticker':
    case 'small':
      return adapted(cell, facts, bleed);
    default:
      return template satisfies never;
  }
}

function adapted(cell: Size, facts: StickerFacts, bleed: number): StickerArt {
  const shape = cell.width / cell.height;
  if (shape > 1.25) return landscape(cell, facts);
  if (shape < 0.8) return portrait(cell, facts, bleed);
  return Math.min(cell.width, cell.height) >= 62 ? square(cell, facts, bleed) : small(cell, facts);
}

/**
 * The sticker of a table or counter: headline above the code, the till's number as the largest glyph beside it. A till
 * without a number has its name below the code instead, where a line is as long as names are.
 */
function square({ width, height }: Size, facts: StickerFacts, bleed: number): StickerArt {
  const k = Math.min(width, height) / 92;
  const inner = width - 14 * k;
  const logo = logoIn(facts.logo, { right: width - 7 * k, top: 5.5 * k, width: 22 * k, height: 14 * k });
  const headWidth = inner - (logo ? logo.width + 4 * k : 0);
  const headline = shrinkToFit(facts.words.headline, bold(8.4 * k), { width: headWidth, least: 4 * k });
  const side = { x: 71 * k, width: width - 71 * k - 4.5 * k };
  const numbered = numberedName(facts.posName, { width: side.width, label: 4.2 * k, number: 22 * k });
  const code = codeAt(facts.modules, { x: 7 * k, y: numbered ? 26 * k : 25 * k, dark: (numbered ? 56 : 50) * k });
  const detailTop = numbered ? Math.max(55.5 * k, 30.2 * k + numbered.height + 6 * k) : 30.2 * k;
  const name = shrinkToFit(facts.posName, bold(5.8 * k), { width: inner, least: 3.6 * k });
  return {
    moduleSize: code.moduleSize,
    marks: [
      ...band({ width, height }, facts.accent, { thickness: 1.8 * k, pad: 7 * k, bleed }),
      code.mark,
      line(facts.words.headline, { x: 7 * k, y: 13.2 * k, width: headWidth }, headline),
      line(facts.words.how, { x: 7 * k, y: 18.6 * k, width: headWidth }, regular(3.5 * k), SOFT),
      ...(logo ? [logo.mark] : []),
      ...(numbered ? numbered.marks({ x: side.x, y: 30.2 * k }) : []),
      ...(numbered ? [] : [line(facts.posName, { x: 7 * k, y: 86 * k, width: inner }, name)]),
      ...stack(facts.brandName, { ...side, y: detailTop, lines: 2 }, bold(3.2 * k)),
      ...stack(facts.storeName, { ...side, y: detailTop + 8.6 * k, lines: 3 }, regular(3.2 * k), SOFT),
      line(facts.date, { ...side, y: (numbered ? 78.6 : 71.6) * k }, regular(2.3 * k), SOFT),
      line(
        facts.code,
        { ...side, y: (numbered ? 82 : 75) * k },
        shrinkToFit(facts.code, bold(2.6 * k), { width: side.width, least: 1.4 * k }),
      ),
    ],
  };
}

/** Labels wider than high: the code fills the height. */
function landscape({ width, height }: Size, facts: StickerFacts): StickerArt {
  const bar = Math.max(0.9, height * 0.022);
  const edge = Math.max(1.2, height * 0.03);
  const size = Math.min(height - 2 * edge, width * 0.62);
  const code = { modules: facts.modules, size, x: edge, y: (height - size) / 2 };
  const quiet = (4 * size) / facts.modules.size;
  // The quiet zone is the distance to the text already.
  const column = { x: edge + size, width: width - 2 * edge - size - bar - edge };
  const top = code.y + quiet;
  const inner = height - 2 * top;
  const bottom = height - top;
  const headline = shrinkToFit(facts.words.headline, bold(inner * 0.15), { width: column.width, least: 1.8 });
  const detail = regular(Math.max(1.9, inner * 0.06, Math.min(3.4, inner * 0.085)));
  const headBottom = top + headline.size * 0.74;
  const how = fitLines(facts.words.how, detail, { width: column.width, lines: 2, least: 1.7 });
  // The headline's tails hang between the two.
  const howLine = headBottom + Math.max(how.type.size * 1.35, headline.size * 0.24 + how.type.size * 0.75);
  const howBottom = howLine + how.type.size * 1.2 * (how.lines.length - 1);
  // On the smallest labels the store alone says whose it is; on the others the logo, or else the name, of the merchant too.
  const hasBrand = inner >= 24;
  const storeTop = bottom - detail.size * 2.2;
  const logoPlace = { left: column.x, width: column.width, height: inner * 0.17 };
  const logoTop = storeTop - detail.size * 0.3 - logoPlace.height;
  const logo = hasBrand ? logoIn(facts.logo, { ...logoPlace, top: logoTop }) : null;
  const detailTop = logo ? logoTop : storeTop - (hasBrand ? detail.size * 1.35 : 0);
  const nameTop = howBottom + inner * 0.07;
  const room = { width: column.width, height: detailTop - nameTop - inner * 0.04 };
  const name = nameBlock(facts.posName, { ...room, label: inner * 0.1, number: inner * 0.34 });
  return {
    moduleSize: size / facts.modules.size,
    marks: [
      // Within the label: a printer that is a millimetre off would put an edge on the neighbour.
      { kind: 'rectangle', x: width - edge - bar, y: top, width: bar, height: inner, fill: facts.accent },
      { kind: 'qr', ...code },
      line(facts.words.headline, { ...column, y: headBottom }, headline),
      ...linesAt(how, { x: column.x, y: howLine }, SOFT),
      ...name({ x: column.x, y: nameTop }),
      ...(logo ? [logo.mark] : []),
      ...(hasBrand && !logo
        ? [line(facts.brandName, { ...column, y: bottom - detail.size * 2.7 }, { ...detail, face: 'bold' })]
        : []),
      line(facts.storeName, { ...column, y: bottom - detail.size * 1.35 }, detail, SOFT),
      ...ends(facts.code, facts.date, { ...column, y: bottom }, detail.size),
    ],
  };
}

/** Cards, posters, panels: everything in the middle, the code as wide as it can be. */
function portrait({ width, height }: Size, facts: StickerFacts, bleed: number): StickerArt {
  const k = Math.min(width / 105, height / 148);
  const pad = 8 * k;
  const middle = { x: width / 2, width: width - 2 * pad };
  const logo = logoIn(facts.logo, { center: width / 2, top: 9 * k, width: 50 * k, height: 14 * k });
  const headline = shrinkToFit(facts.words.headline, bold(11.5 * k), { width: middle.width, least: 3 });
  const dark = Math.min(width - 2 * pad - 8 * k, height - 86 * k);
  // A code of few modules has a wide quiet zone, which stays below the text.
  const y = Math.max(49.5 * k, 42.2 * k + (4 * dark) / (facts.modules.size - 8));
  const code = codeAt(facts.modules, { x: (width - dark) / 2, y, dark });
  const below = y + dark;
  const name = shrinkToFit(facts.posName, bold(12 * k), { width: middle.width, least: 5 * k });
  return {
    moduleSize: code.moduleSize,
    marks: [
      ...band({ width, height }, facts.accent, { thickness: 2.6 * k, pad, bleed }),
      logo ? logo.mark : centred(facts.brandName, { ...middle, y: 19 * k }, bold(6 * k)),
      code.mark,
      centred(facts.words.headline, { ...middle, y: 34 * k }, headline),
      centred(facts.words.how, { ...middle, y: 41 * k }, regular(4.6 * k), SOFT),
      centred(facts.posName, { ...middle, y: below + 16.5 * k }, name),
      centred(facts.storeName, { ...middle, y: below + 23 * k }, regular(4.6 * k), SOFT),
      ...ends(facts.code, facts.date, { x: pad, width: middle.width, y: height - 8.4 * k }, 2.8 * k),
    ],
  };
}

/** A card that stands by itself: two faces head to head, and a strip to glue. */
function tent({ width, height }: Size, facts: StickerFacts, bleed: number): StickerArt {
  const strip = 15;
  const face = { width, height: (height - strip) / 2 };
  const art = portrait(face, facts, bleed);
  const folds = [face.height, 2 * face.height].map((y): [number, number, number, number] => [0, y, width, y]);
  return {
    moduleSize: art.moduleSize,
    marks: [
      { kind: 'group', x: width, y: face.height, turn: 180, marks: art.marks },
      { kind: 'group', x: 0, y: face.height, marks: art.marks },
      { kind: 'lines', lines: folds, colour: '#a5a198', width: 0.18, dash: 2 },
    ],
  };
}

/** Thermal rolls print black on a part of their width. */
function roll({ width, height }: Size, facts: StickerFacts): StickerArt {
  const inner = width - (width > 70 ? 8 : 10);
  const middle = { x: width / 2, width: inner };
  const k = inner / 48;
  const head = shrinkToFit(facts.words.headline, bold(5.6 * Math.min(k, 1.3)), { width: inner, least: 3 });
  const size = Math.min(inner, height - 27 * k);
  const top = 4 + head.size;
  const below = top + 0.3 * head.size + size;
  const name = shrinkToFit(facts.posName, bold(6.4 * k), { width: inner, least: 3 });
  return {
    moduleSize: size / facts.modules.size,
    marks: [
      { kind: 'qr', x: (width - size) / 2, y: below - size, size, modules: facts.modules },
      centred(facts.words.headline, { ...middle, y: top }, head, BLACK),
      centred(facts.posName, { ...middle, y: below + name.size * 0.8 }, name, BLACK),
      centred(facts.storeName, { ...middle, y: below + name.size * 0.8 + 4.4 * k }, regular(3.2 * k), BLACK),
      centred(facts.brandName, { ...middle, y: below + name.size * 0.8 + 8.2 * k }, regular(3.2 * k), BLACK),
      ...ends(facts.code, facts.date, { x: (width - inner) / 2, width: inner, y: height - 2.5 }, 2.6, BLACK),
    ],
  };
}

/** As little as there can be: the code, and which till it is. A store too long for the name's line takes the day's place. */
function small({ width, height }: Size, facts: StickerFacts): StickerArt {
  const k = Math.min(width, height) / 50;
  const size = height - 12.5 * k;
  const text = { x: 3.5 * k, width: width - 7 * k };
  const name = shrinkToFit(facts.posName, bold(4.4 * k), { width: text.width, least: 2.7 * k });
  const free = text.width - widthOf(facts.posName, name) - 2 * k;
  const store = regular(3 * k);
  const isBeside = widthOf(facts.storeName, store) <= free;
  const right = { x: width - 3.5 * k, align: 'right', colour: SOFT } as const;
  return {
    moduleSize: size / facts.modules.size,
    marks: [
      { kind: 'qr', x: (width - size) / 2, y: 1 * k, size, modules: facts.modules },
      line(facts.posName, { ...text, y: height - 6.6 * k }, name),
      ...(isBeside
        ? [{ kind: 'text', y: height - 6.6 * k, text: facts.storeName, type: store, ...right } as const]
        : []),
      ...ends(facts.code, isBeside ? facts.date : facts.storeName, { ...text, y: height - 2.6 * k }, 2.4 * k),
    ],
  };
}

type Drawn = { readonly height: number; readonly marks: (at: { x: number; y: number }) => Mark[] };

/**
 * `Caja 12` is a word over a large number, where the word fits beside a code; null for any other name. `y` of its marks is
 * the line that the word stands on.
 */
function numberedName(posName: string, at: { width: number; label: number; number: number }): Drawn | null {
  const [, word, number] = /^(.*\D)\s*(\d{1,3})$/.exec(posName) ?? [];
  if (!word || !number) return null;
  const label = word.trim();
  const type = shrinkToFit(label, bold(at.label), { width: at.width, least: at.label * 0.75 });
  if (widthOf(label, type) > at.width) return null;
  const large = shrinkToFit(number, bold(at.number), { width: at.width, least: at.label });
  const height = at.label * 0.5 + large.size * CAPS;
  return {
    height,
    marks: ({ x, y }) => [
      line(label, { x, y, width: at.width }, type),
      line(number, { x, y: y + height, width: at.width }, large),
    ],
  };
}

/** A name in a room of its own, as large as it allows; `y` of its marks is the upper edge of the room. */
function nameBlock(
  posName: string,
  { width, height, label, number }: { width: number; height: number; label: number; number: number },
): (at: { x: number; y: number }) => Mark[] {
  const numbered = numberedName(posName, { width, label, number: Math.min(number, (height - label * 1.3) / CAPS) });
  if (numbered) return ({ x, y }) => numbered.marks({ x, y: y + label * CAPS });
  // Lines are 1.2 of their size apart, the first one begins with its capitals.
  for (let size = label * 1.7; ; size *= 0.93) {
    const lines = Math.max(1, Math.floor(1 + (height / size - CAPS) / 1.2));
    const wrapped = wrapText(posName, bold(size), { width, lines });
    const isWhole = wrapped.join('').length >= posName.replaceAll(' ', '').length && !wrapped.at(-1)?.endsWith('…');
    const isUnbroken = widthOf(longestWord(posName), bold(size)) <= width;
    if ((isWhole && isUnbroken) || size <= label * 0.8)
      return ({ x, y }) => linesAt({ type: bold(size), lines: wrapped }, { x, y: y + size * CAPS });
  }
}

function longestWord(text: string): string {
  return text.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

type SetLines = { readonly type: Type; readonly lines: readonly string[] };

/** One line where the text fits on it at `least` or larger, else several in the type as given. */
function fitLines(
  text: string,
  type: Type,
  { width, lines, least }: { width: number; lines: number; least: number },
): SetLines {
  const single = shrinkToFit(text, type, { width, least: Math.min(least, type.size) });
  if (widthOf(text, single) <= width) return { type: single, lines: [text] };
  return { type: single, lines: wrapText(text, single, { width, lines }) };
}

/** A code whose dark modules fill a square; the quiet zone lies around it. */
function codeAt(modules: QrModules, { x, y, dark }: { x: number; y: number; dark: number }) {
  const moduleSize = dark / (modules.size - 8);
  const quiet = 4 * moduleSize;
  const mark: Mark = { kind: 'qr', x: x - quiet, y: y - quiet, size: moduleSize * modules.size, modules };
  return { mark, moduleSize };
}

type LogoPlace = { top: number; width: number; height: number } & (
  | { left: number }
  | { right: number }
  | { center: number }
);

/** A logo as large as its place allows, with its own proportions. */
function logoIn(image: PrintImage | null, place: LogoPlace): { mark: Mark; width: number } | null {
  if (!image) return null;
  const scale = Math.min(place.width / image.width, place.height / image.height);
  const size = { width: image.width * scale, height: image.height * scale };
  const y = place.top + (place.height - size.height) / 2;
  return { width: size.width, mark: { kind: 'image', x: leftOf(place, size.width), y, ...size, image } };
}

function leftOf(place: LogoPlace, width: number): number {
  if ('left' in place) return place.left;
  return 'right' in place ? place.right - width : place.center - width / 2;
}

type Band = { readonly thickness: number; readonly pad: number; readonly bleed: number };

/**
 * The merchant's colour at the bottom: over the cut where there is bleed, else well within, so that no printer and no pair
 * of scissors that is a millimetre off leaves a part of it on the neighbour.
 */
function band({ width, height }: Size, colour: Colour, { thickness, pad, bleed }: Band): Mark[] {
  const place =
    bleed > 0
      ? { x: -bleed, y: height - thickness, width: width + 2 * bleed, height: thickness + bleed }
      : { x: pad, y: height - thickness * 2.2, width: width - 2 * pad, height: thickness * 0.7 };
  return [{ kind: 'rectangle', ...place, fill: colour }];
}

type Line = { readonly x: number; readonly y: number; readonly width: number };

/** One line from the left, cut where it would leave its place. */
function line(text: string, { x, y, width }: Line, type: Type, colour: Colour = INK): Mark {
  return { kind: 'text', x, y, text: cutToFit(text, type, width), type, colour };
}

function centred(text: string, { x, y, width }: Line, type: Type, colour: Colour = INK): Mark {
  return { kind: 'text', x, y, text: cutToFit(text, type, width), type, align: 'center', colour };
}

/** Several lines, the first on `y`. */
function stack(
  text: string,
  { x, y, width, lines }: Line & { lines: number },
  type: Type,
  colour: Colour = INK,
): Mark[] {
  return linesAt({ type, lines: wrapText(text, type, { width, lines }) }, { x, y }, colour);
}

function linesAt({ type, lines }: SetLines, { x, y }: { x: number; y: number }, colour: Colour = INK): Mark[] {
  return lines.map((text, index) => ({ kind: 'text', x, y: y + index * type.size * 1.2, text, type, colour }));
}

/** The sticker's own code at the left, the day at the right where there is room for both. */
function ends(code: string, date: string, { x, y, width }: Line, size: number, colour: Colour = SOFT): Mark[] {
  const type = shrinkToFit(code, bold(size), { width, least: size * 0.6 });
  const dated = { face: 'regular', size: type.size } as const;
  const marks: Mark[] = [{ kind: 'text', x, y, text: cutToFit(code, type, width), type, colour }];
  if (widthOf(code, type) + widthOf(date, dated) + type.size <= width)
    marks.push({ kind: 'text', x: x + width, y, text: date, type: dated, align: 'right', colour });
  return marks;
}

function regular(size: number): Type {
  return { face: 'regular', size };
}

function bold(size: number): Type {
  return { face: 'bold', size };
}
