import {
  countPages,
  cropMark,
  pageOfSheet,
  type SheetOrder,
  type SheetPlan,
  type StickerTemplate,
} from '../domain/sticker-sheet';
import type { Mark, Page } from './drawing';
import { drawSticker, type StickerArt, type StickerFacts } from './sticker-art';

export type Sheet = { readonly plan: SheetPlan; readonly template: StickerTemplate; readonly order: SheetOrder };

/** The pages of a sheet, one at a time: `factsOf` is asked for a sticker when it is drawn. */
export function* stickerPages(sheet: Sheet, factsOf: (sticker: number) => StickerFacts): Generator<Page> {
  for (let page = 0; page < countPages(sheet.plan, sheet.order); page++) yield stickerPage(sheet, page, factsOf);
}

/** One page of a sheet, from 0. */
export function stickerPage(
  { plan, template, order }: Sheet,
  page: number,
  factsOf: (sticker: number) => StickerFacts,
): Page {
  const drawn = pageOfSheet(plan, order, page).map(({ cell, sticker }) => ({
    cell,
    art: drawSticker(template, plan.cell, factsOf(sticker), plan.bleed),
  }));
  return drawnPage(plan, drawn);
}

/** Stickers in their cells, with the marks to cut by. */
export function drawnPage(plan: SheetPlan, drawn: readonly { cell: number; art: StickerArt }[]): Page {
  const marks: Mark[] = [];
  for (const { cell, art } of drawn) {
    const place = plan.cells[cell];
    if (!place) continue;
    marks.push({ kind: 'group', ...place, marks: art.marks });
    if (plan.cropMarks) marks.push(cropMarks({ ...place, ...plan.cell }, plan.bleed));
  }
  return { ...plan.page, marks };
}

type Cell = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where to cut: two hairlines at each corner, outside of what is cut out and of its bleed. */
function cropMarks({ x, y, width, height }: Cell, bleed: number): Mark {
  const from = Math.max(cropMark.distance, bleed);
  const to = from + cropMark.length;
  const [right, bottom] = [x + width, y + height];
  const lines = [x, right].flatMap((at) => [
    [at, y - to, at, y - from] as const,
    [at, bottom + from, at, bottom + to] as const,
  ]);
  const across = [y, bottom].flatMap((at) => [
    [x - to, at, x - from, at] as const,
    [right + from, at, right + to, at] as const,
  ]);
  return { kind: 'lines', lines: [...lines, ...across], colour: '#808080', width: 0.18 };
}

/** A page that says whether a printer keeps to the millimetre: rulers of 100 mm both ways, and a square to measure. */
export function scaleTestPage(size: { width: number; height: number }, words: { title: string; hint: string }): Page {
  const [left, top] = [20, 45];
  const small = { face: 'regular', size: 3 } as const;
  const ticks = Array.from({ length: 101 }, (_, at) => (at % 10 === 0 ? 5 : at % 5 === 0 ? 3.5 : 2));
  return {
    ...size,
    marks: [
      { kind: 'text', x: left, y: 22, text: words.title, type: { face: 'bold', size: 7 } },
      { kind: 'text', x: left, y: 30, text: words.hint, type: { face: 'regular', size: 4 }, colour: '#595650' },
      {
        kind: 'lines',
        lines: ticks.flatMap((length, at) => [
          [left + at, top, left + at, top + length] as const,
          [left, top + at, left + length, top + at] as const,
        ]),
        colour: '#000000',
        width: 0.15,
      },
      ...[10, 20, 30, 40, 50, 60, 70, 80, 90, 100].flatMap((at): Mark[] => [
        { kind: 'text', x: left + at, y: top - 1.5, text: String(at), type: small, align: 'center' },
        { kind: 'text', x: left - 1.5, y: top + at + 1, text: String(at), type: small, align: 'right' },
      ]),
      {
        kind: 'rectangle',
        x: left + 25,
        y: top + 25,
        width: 50,
        height: 50,
        stroke: { colour: '#000000', width: 0.2 },
      },
      { kind: 'text', x: left + 50, y: top + 52, text: '50 × 50 mm', type: { face: 'bold', size: 4 }, align: 'center' },
    ],
  };
}
