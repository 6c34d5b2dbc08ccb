import 'server-only';
import type { ReceiptPaper } from '../domain/receipt';
import type { Mark, Page } from './drawing';
import { qrModules } from './qr';
import type { ReceiptBlock, ReceiptLine } from './receipt-blocks';
import type { Face } from './typefaces';
import { printable, type Type, widthOf, wrapText } from './typeset';

/** What is known when it is printed: the mark of a reprint, and where its copy on the web is. */
export type ReceiptExtras = {
  /** Null on the first print. */
  readonly reprint: string | null;
  readonly link: { readonly url: string; readonly caption: string } | null;
};

/** Millimetres. `text` is the size of the letters; a sheet's are larger, because it is read from further away. */
type Form = {
  readonly width: number;
  /** Of what can be printed. */
  readonly column: number;
  readonly text: number;
  readonly margin: number;
  /** Null for a roll, which is as long as what is on it. */
  readonly height: number | null;
};

const forms: Readonly<Record<ReceiptPaper, Form>> = {
  '80': { width: 80, column: 72, text: 3.35, margin: 4, height: null },
  '58': { width: 58, column: 48, text: 3, margin: 4, height: null },
  a4: { width: 210, column: 150, text: 3.9, margin: 22, height: 297 },
};

const LEADING = 1.35;
const BLACK = '#000000';
/** More lines than anybody reads on one line of a receipt. */
const MAX_LINES = 12;
const QR_MM = 28;

/** Something on paper with its height; a page ends between two of them, never within one. */
type Piece = { readonly height: number; readonly marks: readonly Mark[] };

/** The pages of a receipt: one as long as the roll needs, or sheets. */
export function receiptPages(blocks: readonly ReceiptBlock[], paper: ReceiptPaper, extras: ReceiptExtras): Page[] {
  const form = forms[paper];
  const pieces = blocks.flatMap((block) => pieceOf(block, form, extras));
  const used = pieces.reduce((sum, { height }) => sum + height, 0);
  const pageHeight = form.height ?? Math.ceil(used + 2 * form.margin + 2);
  const pages: { marks: Mark[] }[] = [{ marks: [] }];
  let y = form.margin;
  for (const piece of pieces) {
    if (form.height !== null && y + piece.height > pageHeight - form.margin) {
      pages.push({ marks: [] });
      y = form.margin;
    }
    pages.at(-1)?.marks.push({ kind: 'group', x: (form.width - form.column) / 2, y, marks: piece.marks });
    y += piece.height;
  }
  return pages.map(({ marks }) => ({ width: form.width, height: pageHeight, marks }));
}

/** Length of the paper in millimetres: of the first page, which for a roll is all of it. */
export function receiptLengthMm(blocks: readonly ReceiptBlock[], paper: ReceiptPaper): number {
  return receiptPages(blocks, paper, { reprint: null, link: null })[0]?.height ?? 0;
}

function pieceOf(block: ReceiptBlock, form: Form, extras: ReceiptExtras): Piece[] {
  const { text } = form;
  switch (block.kind) {
    case 'head':
      return [
        ...centered(block.name, { face: 'bold', size: text * 1.55 }, form),
        ...block.lines.flatMap((line) => centered(line, { face: 'regular', size: text }, form)),
      ];
    case 'rule':
      return [ruled(form, { width: 0.25, dash: 0.9 }, text)];
    case 'total-rule':
      return [ruled(form, { width: 0.5 }, text * 0.8)];
    case 'reprint':
      return extras.reprint === null ? [] : [boxed(extras.reprint, form, { isDashed: false })];
    case 'stamp':
      return [boxed(block.text, form, { isDashed: true })];
    case 'title':
      return centered(block.text, { face: 'bold', size: text * 1.4 }, form);
    case 'line':
      return [spread(block, typeOf(block.weight, text), form.column, block.weight === 'apart')];
    case 'note':
      return [indented(block.text, { face: 'regular', size: text * 0.9 }, form)];
    case 'paid':
      return [paidBox(block, form)];
    case 'link':
      return extras.link === null ? [] : [linkPiece(extras.link, form)];
    case 'legend':
      return [
        ...centered(block.legend, { face: 'bold', size: text * 0.85 }, form),
        ...block.lines.flatMap((line) => centered(line, { face: 'regular', size: text * 0.85 }, form)),
      ];
    default:
      return block satisfies never;
  }
}

function typeOf(weight: 'bold' | 'total' | 'apart' | undefined, size: number): { label: Type; value: Type } {
  const regular: Type = { face: 'regular', size };
  if (weight === undefined || weight === 'apart') return { label: regular, value: regular };
  if (weight === 'bold') return { label: regular, value: { face: 'bold', size } };
  const total: Type = { face: 'bold', size: size * 1.35 };
  return { label: total, value: total };
}

/**
 * A label that breaks where its value needs the place, unless it must not; a value too wide for a line beside it stands
 * below.
 */
function spread(
  { label, value }: ReceiptLine,
  type: { label: Type; value: Type },
  width: number,
  isWhole = false,
): Piece {
  const said = clean(value, type.value.face);
  const needed = widthOf(said, type.value);
  const gap = type.label.size;
  const labelWidth = widthOf(clean(label, type.label.face), type.label);
  const isBeside = isWhole ? labelWidth + gap + needed <= width : needed <= width * 0.72;
  const leftWidth = isBeside ? width - needed - gap : width;
  const left = wrapText(clean(label, type.label.face), type.label, { width: leftWidth, lines: MAX_LINES });
  const right = isBeside ? [said] : wrapText(said, type.value, { width, lines: MAX_LINES });
  const step = Math.max(type.label.size, type.value.size) * LEADING;
  const firstRight = isBeside ? 0 : left.length;
  const rows = Math.max(left.length, firstRight + right.length);
  return {
    height: rows * step,
    marks: [
      ...left.map((text, row) => textAt(text, 0, row * step, type.label)),
      ...right.map((text, row) => textAt(text, width, (firstRight + row) * step, type.value, 'right')),
    ],
  };
}

function centered(text: string, type: Type, { column }: Form): Piece[] {
  return wrapText(clean(text, type.face), type, { width: column, lines: MAX_LINES }).map((line) => ({
    height: type.size * LEADING,
    marks: [textAt(line, column / 2, 0, type, 'center')],
  }));
}

function indented(text: string, type: Type, { column }: Form): Piece {
  const indent = type.size * 2;
  const lines = wrapText(clean(text, type.face), type, { width: column - indent, lines: MAX_LINES });
  const step = type.size * LEADING;
  return { height: lines.length * step, marks: lines.map((line, row) => textAt(line, indent, row * step, type)) };
}

function ruled({ column }: Form, line: { width: number; dash?: number }, space: number): Piece {
  return {
    height: space * 2,
    marks: [{ kind: 'lines', lines: [[0, space, column, space]], colour: BLACK, ...line }],
  };
}

function boxed(text: string, { column, text: size }: Form, { isDashed }: { isDashed: boolean }): Piece {
  const type: Type = { face: 'bold', size: size * 1.15 };
  const [top, bottom] = [size * 0.5, size * 0.5 + type.size * 1.9];
  const line = { colour: BLACK, width: 0.5, ...(isDashed ? { dash: 1.2 } : {}) };
  const sides: [number, number, number, number][] = isDashed
    ? [
        [0, top, 0, bottom],
        [column, top, column, bottom],
      ]
    : [];
  return {
    height: bottom + size * 0.2,
    marks: [
      { kind: 'lines', lines: [[0, top, column, top], [0, bottom, column, bottom], ...sides], ...line },
      textAt(clean(text, type.face), column / 2, top + type.size * 0.27, type, 'center'),
    ],
  };
}

function paidBox(block: Extract<ReceiptBlock, { kind: 'paid' }>, { column, text }: Form): Piece {
  const [padding, above] = [text * 0.9, text * 0.8];
  const inner = column - 2 * padding;
  const word: Type = { face: 'bold', size: text * 1.55 };
  const regular: Type = { face: 'regular', size: text };
  const pieces = block.lines.map((line) => spread(line, { label: regular, value: regular }, inner));
  let y = above + padding + word.size * LEADING;
  const lines: Mark[] = [];
  for (const piece of pieces) {
    lines.push({ kind: 'group', x: padding, y, marks: piece.marks });
    y += piece.height;
  }
  const bottom = y + padding * 0.8;
  return {
    height: bottom + above,
    marks: [
      {
        kind: 'rectangle',
        x: 0.25,
        y: above,
        width: column - 0.5,
        height: bottom - above,
        radius: 2,
        stroke: { colour: BLACK, width: 0.5 },
      },
      textAt(clean(block.word, 'bold'), padding, above + padding * 0.7, word),
      checkMark(column - padding - word.size * 0.8, above + padding * 0.7 + word.size * 0.25, word.size * 0.8),
      ...lines,
    ],
  };
}

function checkMark(x: number, y: number, size: number): Mark {
  const at = (across: number, down: number) => [x + size * across, y + size * down] as const;
  const [start, turn, end] = [at(0, 0.5), at(0.35, 0.85), at(1, 0.1)];
  return {
    kind: 'lines',
    lines: [
      [...start, ...turn],
      [...turn, ...end],
    ],
    colour: BLACK,
    width: size * 0.14,
  };
}

function linkPiece({ url, caption }: { url: string; caption: string }, form: Form): Piece {
  const type: Type = { face: 'regular', size: form.text * 0.85 };
  const lines = wrapText(clean(caption, type.face), type, { width: form.column, lines: 2 });
  return {
    height: QR_MM + lines.length * type.size * LEADING + form.text,
    marks: [
      { kind: 'qr', x: (form.column - QR_MM) / 2, y: form.text * 0.3, size: QR_MM, modules: qrModules(url, 2) },
      ...lines.map((line, row) =>
        textAt(line, form.column / 2, QR_MM + form.text * 0.3 + row * type.size * LEADING, type, 'center'),
      ),
    ],
  };
}

/** A line of text whose box begins at `top`; letters stand a little above the box's end. */
function textAt(text: string, x: number, top: number, type: Type, align: 'left' | 'center' | 'right' = 'left'): Mark {
  return { kind: 'text', x, y: top + type.size * 1.03, text, type, align };
}

function clean(text: string, face: Face): string {
  return printable(text, face).text;
}
