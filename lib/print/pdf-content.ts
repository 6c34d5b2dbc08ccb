import type { Colour, Mark, Page, PrintImage } from './drawing';
import type { PdfFont } from './pdf-font';
import type { Face } from './typefaces';

/** What content refers to by name. */
type Named = { readonly fontOf: (face: Face) => PdfFont; readonly nameOf: (image: PrintImage) => string };
type MarkOf<Kind extends Mark['kind']> = Extract<Mark, { kind: Kind }>;

export const POINTS_PER_MM = 72 / 25.4;

/** The marks of a page as operators of the format, in millimetres from the top left corner. */
export function pageContent(page: Page, named: Named): string {
  const scale = number5(POINTS_PER_MM);
  const toMillimetres = `${scale} 0 0 -${scale} 0 ${number3(page.height * POINTS_PER_MM)} cm\n`;
  return toMillimetres + page.marks.map((mark) => operators(mark, named)).join('');
}

function operators(mark: Mark, named: Named): string {
  switch (mark.kind) {
    case 'rectangle':
      return rectangle(mark);
    case 'lines':
      return lines(mark);
    case 'text':
      return text(mark, named.fontOf(mark.type.face));
    case 'qr':
      return qr(mark);
    case 'image':
      return picture(mark, named.nameOf(mark.image));
    case 'group':
      return group(mark, named);
    default:
      return mark satisfies never;
  }
}

function rectangle({ x, y, width, height, fill, stroke, radius }: MarkOf<'rectangle'>): string {
  if (!fill && !stroke) return '';
  const path = radius ? roundedPath({ x, y, width, height }, radius) : `${numbers(x, y, width, height)} re`;
  const line = stroke ? `${stroking(stroke.colour)}${number3(stroke.width)} w ` : '';
  return `${fill ? filling(fill) : ''}${line}${path} ${fill && stroke ? 'B' : fill ? 'f' : 'S'}\n`;
}

function lines({ lines, colour, width, dash }: MarkOf<'lines'>): string {
  const paths = lines.map(([x1, y1, x2, y2]) => `${numbers(x1, y1)} m ${numbers(x2, y2)} l`).join(' ');
  return `q ${stroking(colour)}${number3(width)} w ${dash ? `[${number3(dash)}] 0 d ` : ''}${paths} S Q\n`;
}

function text({ x, y, text, type, align = 'left', colour = '#000000' }: MarkOf<'text'>, font: PdfFont): string {
  const { codes, width } = font.encode(text, type.size);
  if (codes === '') return '';
  const left = align === 'left' ? x : align === 'center' ? x - width / 2 : x - width;
  // Letters stand upright although y grows downwards here.
  const place = `1 0 0 -1 ${numbers(left, y)} Tm`;
  return `BT ${filling(colour)}/${font.resource} ${number3(type.size)} Tf ${place} <${codes}> Tj ET\n`;
}

/** One path for the whole code, or viewers that smooth edges show a hairline between its rows. */
function qr({ x, y, size, modules }: MarkOf<'qr'>): string {
  const { runs } = modules;
  const scale = number5(size / modules.size);
  let path = '';
  for (let at = 0; at < runs.length; at += 3) path += `${runs[at]} ${runs[at + 1]} ${runs[at + 2]} 1 re\n`;
  return `q 1 g ${numbers(x, y, size, size)} re f 0 g ${scale} 0 0 ${scale} ${numbers(x, y)} cm\n${path}f Q\n`;
}

/** The format draws an image from its bottom upwards. */
function picture({ x, y, width, height }: MarkOf<'image'>, name: string): string {
  return `q ${number3(width)} 0 0 ${numbers(-height, x, y + height)} cm /${name} Do Q\n`;
}

const turns = { 0: '1 0 0 1', 90: '0 1 -1 0', 180: '-1 0 0 -1', 270: '0 -1 1 0' } as const;

function group({ x, y, turn = 0, marks }: MarkOf<'group'>, named: Named): string {
  return `q ${turns[turn]} ${numbers(x, y)} cm\n${marks.map((mark) => operators(mark, named)).join('')}Q\n`;
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A quarter of a circle as a Bézier curve: its handles are this part of the radius long. */
const HANDLE = 0.5523;

function roundedPath({ x, y, width, height }: Box, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2);
  const h = r * (1 - HANDLE);
  const [right, bottom] = [x + width, y + height];
  return [
    `${numbers(x + r, y)} m ${numbers(right - r, y)} l`,
    `${numbers(right - h, y, right, y + h, right, y + r)} c ${numbers(right, bottom - r)} l`,
    `${numbers(right, bottom - h, right - h, bottom, right - r, bottom)} c ${numbers(x + r, bottom)} l`,
    `${numbers(x + h, bottom, x, bottom - h, x, bottom - r)} c ${numbers(x, y + r)} l`,
    `${numbers(x, y + h, x + h, y, x + r, y)} c h`,
  ].join(' ');
}

function filling(colour: Colour): string {
  return inks(colour, 'g', 'rg');
}

function stroking(colour: Colour): string {
  return inks(colour, 'G', 'RG');
}

function inks(colour: Colour, grey: string, coloured: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => number3(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return red === green && green === blue ? `${red} ${grey} ` : `${red} ${green} ${blue} ${coloured} `;
}

function numbers(...values: readonly number[]): string {
  return values.map(number3).join(' ');
}

/** A micrometre is finer than any printer; the format knows no exponents. */
export function number3(value: number): string {
  return String(Math.round(value * 1e3) / 1e3);
}

function number5(value: number): string {
  return String(Math.round(value * 1e5) / 1e5);
}
