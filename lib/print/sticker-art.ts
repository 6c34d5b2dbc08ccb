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

/** The sticker of a table or counter: headline above the code, the till's number as the largest glyph beside it. */
function square({ width, height }: Size, facts: StickerFacts, bleed: number): StickerArt {
  const k = Math.min(width, height) / 92;
  const inner = width - 14 * k;
  const logo = logoIn(facts.logo, { right: width - 7 * k, top: 6 * k, width: 22 * k, height: 14 * k });
  const headWidth = inner - (logo ? logo.width + 4 * k : 0);
  const code = codeAt(facts.modules, { x: 7 * k, y: 26 * k, dark: 59 * k });
  const side = { x: 71 * k, width: width - 71 * k - 4.5 * k };
  const name = nameLines(facts.posName, {
    width: side.width,
    label: 4.2 * k,
    number: 22 * k,
    top: 30.2 * k,
  });
  const storeTop = Math.max(55.5 * k, name.bottom + 6 * k);
  return {
    moduleSize: code.moduleSize,
    marks: [
      ...band({ width, height }, facts.accent, { thickness: 1.8 * k, bleed }),
      code.mark,
      line(facts.words.headline, { x: 7 * k, y: 14.5 * k, width: headWidth }, bold(8.4 * k)),
      line(facts.words.how, { x: 7 * k, y: 20.2 * k, width: headWidth }, regular(3.5 * k), SOFT),
      ...(logo ? [logo.mark] : []),
      ...name.marks(side.x),
      ...stack(facts.brandName, { ...side, y: storeTop, lines: 2 }, bold(3.2 * k)),
      ...stack(facts.storeName, { ...side, y: storeTop + 8.6 * k, lines: 3 }, regular(3.2 * k), SOFT),
      line(facts.date, { ...side, y: 81.6 * k }, regular(2.3 * k), SOFT),
      line(facts.code, { ...side, y: 85 * k }, bold(2.6 * k)),
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
  const headline = shrinkToFit(facts.words.headline, bold(inner * 0.15), { width: column.width, least: 1.8 });
  const name = nameLines(facts.posName, {
    width: column.width,
    label: inner * 0.1,
    number: inner * 0.34,
    top: top + inner * 0.36,
  });
  const detail = regular(Math.min(3.4, Math.max(1.9, inner * 0.085)));
  const how = shrinkToFit(facts.words.how, detail, { width: column.width, least: 1.5 });
  const bottom = height - top;
  return {
    moduleSize: size / facts.modules.size,
    marks: [
      // Within the label: a printer that is a millimetre off would put an edge on the neighbour.
      { kind: 'rectangle', x: width - edge - bar, y: top, width: bar, height: inner, fill: facts.accent },
      { kind: 'qr', ...code },
      line(facts.words.headline, { ...column, y: top + headline.size * 0.74 }, headline),
      line(facts.words.how, { ...column, y: top + headline.size * 0.74 + inner * 0.1 }, how, SOFT),
      ...name.marks(column.x),
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
  const dark = Math.min(width - 2 * pad - 8 * k, height - 84 * k);
  const code = codeAt(facts.modules, { x: (width - dark) / 2, y: 48 * k, dark });
  const below = 48 * k + dark;
  const name = shrinkToFit(facts.posName, bold(12 * k), { width: middle.width, least: 5 * k });
  return {
    moduleSize: code.moduleSize,
    marks: [
      ...band({ width, height }, facts.accent, { thickness: 3 * k, bleed }),
      logo ? logo.mark : centred(facts.brandName, { ...middle, y: 19 * k }, bold(6 * k)),
      code.mark,
      centred(facts.words.headline, { ...middle, y: 34 * k }, headline),
      centred(facts.words.how, { ...middle, y: 41 * k }, regular(4.6 * k), SOFT),
      centred(facts.posName, { ...middle, y: below + 17 * k }, name),
      centred(facts.storeName, { ...middle, y: below + 24 * k }, regular(4.6 * k), SOFT),
      ...ends(facts.code, facts.date, { x: pad, width: middle.width, y: height - 6.5 * k }, 2.8 * k),
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
  const name = shrinkToFit(facts.posName, bold(6.4 * k), { width: inner, least: 3 });
  return {
    moduleSize: size / facts.modules.size,
    marks: [
      { kind: 'qr', x: (width - size) / 2, y: top + 1, size, modules: facts.modules },
      centred(facts.words.headline, { ...middle, y: top }, head, BLACK),
      centred(facts.posName, { ...middle, y: top + 1 + size + name.size * 0.8 }, name, BLACK),
      centred(facts.storeName, { ...middle, y: top + 1 + size + name.size * 0.8 + 4.4 * k }, regular(3.2 * k), BLACK),
      centred(facts.brandName, { ...middle, y: top + 1 + size + name.size * 0.8 + 8.4 * k }, regular(3.2 * k), BLACK),
      ...ends(facts.code, facts.date, { x: (width - inner) / 2, width: inner, y: height - 2.5 }, 2.6, BLACK),
    ],
  };
}

/** As little as there can be: the code, and which till it is. */
function small({ width, height }: Size, facts: StickerFacts): StickerArt {
  const k = Math.min(width, height) / 50;
  const size = height - 12.5 * k;
  const text = { x: 3.5 * k, width: width - 7 * k };
  const name = cutToFit(facts.posName, bold(4.4 * k), text.width * 0.55);
  const used = widthOf(name, bold(4.4 * k));
  return {
    moduleSize: size / facts.modules.size,
    marks: [
      { kind: 'qr', x: (width - size) / 2, y: 1 * k, size, modules: facts.modules },
      { kind: 'text', x: text.x, y: height - 6.6 * k, text: name, type: bold(4.4 * k), colour: INK },
      {
        kind: 'text',
        x: width - 3.5 * k,
        y: height - 6.6 * k,
        text: cutToFit(facts.storeName, regular(3 * k), text.width - used - 2 * k),
        type: regular(3 * k),
        align: 'right',
        colour: SOFT,
      },
      ...ends(facts.code, facts.date, { ...text, y: height - 2.6 * k }, 2.4 * k),
    ],
  };
}

/** `Caja 12` is a word over a large number; any other name is set as large as two lines allow. */
function nameLines(
  posName: string,
  at: { width: number; label: number; number: number; top: number },
): { marks: (x: number) => Mark[]; bottom: number } {
  const [, word, number] = /^(.*\D)\s*(\d{1,3})$/.exec(posName) ?? [];
  if (word && number) {
    const label = word.trim();
    const large = shrinkToFit(number, bold(at.number), { width: at.width, least: at.label });
    const bottom = at.top + at.label * 0.5 + large.size * CAPS;
    return {
      bottom,
      marks: (x) => [
        line(
          label,
          { x, y: at.top, width: at.width },
          shrinkToFit(label, bold(at.label), { width: at.width, least: at.label * 0.6 }),
        ),
        line(number, { x, y: bottom, width: at.width }, large),
      ],
    };
  }
  const type = shrinkToFit(longestWord(posName), bold(at.label * 1.5), { width: at.width, least: at.label * 0.7 });
  return {
    bottom: at.top + at.number * 0.8,
    marks: (x) => stack(posName, { x, y: at.top, width: at.width, lines: 3 }, type),
  };
}

function longestWord(text: string): string {
  return text.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** A code whose dark modules fill a square; the quiet zone lies around it. */
function codeAt(modules: QrModules, { x, y, dark }: { x: number; y: number; dark: number }) {
  const moduleSize = dark / (modules.size - 8);
  const quiet = 4 * moduleSize;
  const mark: Mark = { kind: 'qr', x: x - quiet, y: y - quiet, size: moduleSize * modules.size, modules };
  return { mark, moduleSize };
}

type LogoPlace = { top: number; width: number; height: number } & ({ right: number } | { center: number });

/** A logo as large as its place allows, with its own proportions. */
function logoIn(image: PrintImage | null, place: LogoPlace): { mark: Mark; width: number } | null {
  if (!image) return null;
  const scale = Math.min(place.width / image.width, place.height / image.height);
  const size = { width: image.width * scale, height: image.height * scale };
  const x = 'right' in place ? place.right - size.width : place.center - size.width / 2;
  return {
    width: size.width,
    mark: { kind: 'image', x, y: place.top + (place.height - size.height) / 2, ...size, image },
  };
}

type Band = { readonly thickness: number; readonly bleed: number };

/** The merchant's colour along the bottom edge, over the cut where there is bleed. */
function band({ width, height }: Size, colour: Colour, { thickness, bleed }: Band): Mark[] {
  const place = { x: -bleed, y: height - thickness, width: width + 2 * bleed, height: thickness + bleed };
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
  return wrapText(text, type, { width, lines }).map((text, index) => ({
    kind: 'text',
    x,
    y: y + index * type.size * 1.2,
    text,
    type,
    colour,
  }));
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
