/** A size in millimetres. */
export type Size = { readonly width: number; readonly height: number };

/** What is cut out and put somewhere. `adapts` says that it also fills a label of another size. */
export const stickerTemplates = {
  sticker: { width: 92, height: 92, adapts: true },
  small: { width: 50, height: 50, adapts: true },
  table_tent: { width: 100, height: 255, adapts: false },
  counter_card: { width: 105, height: 148, adapts: false },
  poster: { width: 210, height: 297, adapts: false },
  roll_80: { width: 80, height: 100, adapts: false },
  roll_58: { width: 58, height: 80, adapts: false },
} as const satisfies Record<string, Size & { adapts: boolean }>;
export type StickerTemplate = keyof typeof stickerTemplates;

type Labels = Size & {
  readonly columns: number;
  readonly rows: number;
  readonly columnGap: number;
  readonly rowGap: number;
};
export type Paper =
  /** A page of the template's own size: cards, rolls, what a print shop asks for. */
  | { readonly kind: 'exact' }
  /** An empty page, on which as many as fit are laid out. */
  | ({ readonly kind: 'plain' } & Size)
  /** A page of labels, which are in its middle. */
  | ({ readonly kind: 'labels'; readonly label: Labels } & Size);

const a4 = { width: 210, height: 297 };
const letter = { width: 215.9, height: 279.4 };

function labels(
  page: Size,
  [width, height]: [number, number],
  [columns, rows]: [number, number],
  gaps = [0, 0],
): Paper {
  const [columnGap = 0, rowGap = 0] = gaps;
  return { kind: 'labels', ...page, label: { width, height, columns, rows, columnGap, rowGap } };
}

/**
 * The papers that are known by name. Label sheets are as their makers give them, in millimetres (those of Letter size in
 * parts of an inch of 25.4); all of these lie in the middle of their page.
 */
export const papers = {
  exact: { kind: 'exact' },
  a4: { kind: 'plain', ...a4 },
  a3: { kind: 'plain', width: 297, height: 420 },
  letter: { kind: 'plain', ...letter },
  avery_l7159: labels(a4, [63.5, 33.9], [3, 8], [2.54, 0]),
  avery_l7160: labels(a4, [63.5, 38.1], [3, 7], [2.54, 0]),
  avery_l7161: labels(a4, [63.5, 46.6], [3, 6], [2.54, 0]),
  avery_l7163: labels(a4, [99.1, 38.1], [2, 7], [2.5, 0]),
  avery_l7164: labels(a4, [63.5, 72], [3, 4], [2.54, 0]),
  avery_l7165: labels(a4, [99.1, 67.7], [2, 4], [2.5, 0]),
  avery_l7166: labels(a4, [99.1, 93.1], [2, 3], [2.5, 0]),
  avery_l7169: labels(a4, [99.1, 139], [2, 2], [2.5, 0]),
  avery_3661: labels(a4, [70, 67.7], [3, 4]),
  a4_8: labels(a4, [105, 74.25], [2, 4]),
  a4_4: labels(a4, [105, 148.5], [2, 2]),
  avery_5160: labels(letter, [66.675, 25.4], [3, 10], [3.175, 0]),
  avery_5163: labels(letter, [101.6, 50.8], [2, 5], [4.7625, 0]),
  avery_5164: labels(letter, [101.6, 84.6667], [2, 3], [4.7625, 0]),
  avery_22806: labels(letter, [50.8, 50.8], [3, 4], [15.875, 14.8167]),
} as const satisfies Record<string, Paper>;
export type PaperId = keyof typeof papers;

/** What papers are called everywhere; those without a name are called differently in every language. */
export const paperNames: Readonly<Record<PaperId, string | null>> = {
  exact: null,
  a4: 'A4',
  a3: 'A3',
  letter: null,
  avery_l7159: 'Avery L7159',
  avery_l7160: 'Avery L7160',
  avery_l7161: 'Avery L7161',
  avery_l7163: 'Avery L7163',
  avery_l7164: 'Avery L7164',
  avery_l7165: 'Avery L7165',
  avery_l7166: 'Avery L7166',
  avery_l7169: 'Avery L7169',
  avery_3661: 'Avery 3661',
  a4_8: 'A4 × 8',
  a4_4: 'A4 × 4',
  avery_5160: 'Avery 5160',
  avery_5163: 'Avery 5163',
  avery_5164: 'Avery 5164',
  avery_22806: 'Avery 22806',
};

/** In which order cells are filled: for cutting piles, `stack` gives each cell the next stickers through all pages. */
export const cutOrders = ['rows', 'columns', 'stack'] as const;
export type CutOrder = (typeof cutOrders)[number];

export type SheetRequest = {
  readonly template: StickerTemplate;
  readonly paper: Paper;
  /** The first cell of the first page that is free, from 1, counted in the order in which cells are filled. */
  readonly startCell: number;
  /** Between stickers on plain paper. */
  readonly gap: number;
  /** How far colour reaches over the cut. */
  readonly bleed: number;
  readonly cropMarks: boolean;
  readonly order: CutOrder;
};

/** What most want: room for crop marks between stickers. */
export const usualSheet = { startCell: 1, gap: 5, bleed: 0, cropMarks: true, order: 'rows' } as const;

/** A page with the places of its cells, left to right and top to bottom, in millimetres from the top left corner. */
export type SheetPlan = {
  readonly page: Size;
  readonly cell: Size;
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly { readonly x: number; readonly y: number }[];
  readonly bleed: number;
  readonly cropMarks: boolean;
};

/** Between which measures a sheet is drawn, in millimetres: what is typed by mistake is no page of a kilometre. */
export const sheetBounds = { leastSide: 10, mostSide: 1_200, mostGap: 50, mostLabelGap: 200, mostBleed: 10 } as const;

/** Why stickers cannot be laid out so. */
export type SheetProblem = 'out_of_bounds' | 'does_not_fit' | 'label_too_small' | 'no_such_cell' | 'bleed_too_wide';

/** What printers leave white at the edge. */
const EDGE = 4;
/** The length of crop marks with their distance to the corner. */
export const cropMark = { distance: 1, length: 2.5 } as const;
/** On less than this no code can be read from a counter. */
const LEAST_LABEL = 24;

/** Where everything goes, or why nothing does. */
export function planSheet(request: SheetRequest): SheetPlan | SheetProblem {
  if (!isInBounds(request)) return 'out_of_bounds';
  const plan = layOut(request);
  if (typeof plan === 'string') return plan;
  if (!Number.isInteger(request.startCell) || request.startCell < 1 || request.startCell > plan.cells.length)
    return 'no_such_cell';
  return plan;
}

function isInBounds({ paper, gap, bleed }: SheetRequest): boolean {
  const { leastSide, mostSide, mostGap, mostLabelGap, mostBleed } = sheetBounds;
  const label = paper.kind === 'labels' ? paper.label : null;
  const sides =
    paper.kind === 'exact' ? [] : [paper.width, paper.height, ...(label ? [label.width, label.height] : [])];
  const labelGaps = label ? [label.columnGap, label.rowGap] : [];
  return (
    sides.every((side) => side >= leastSide && side <= mostSide) &&
    labelGaps.every((each) => each >= 0 && each <= mostLabelGap) &&
    gap >= 0 &&
    gap <= mostGap &&
    bleed >= 0 &&
    bleed <= mostBleed
  );
}

function layOut({ template, paper, gap, bleed, cropMarks }: SheetRequest): SheetPlan | SheetProblem {
  const { width, height, adapts } = stickerTemplates[template];
  if (paper.kind === 'labels') {
    const { label } = paper;
    if (Math.min(label.width, label.height) < LEAST_LABEL) return 'label_too_small';
    if (!adapts && (label.width < width || label.height < height)) return 'does_not_fit';
    // Labels are cut already: marks would be printed on the paper between them, or on the neighbours.
    return grid(paper, label, { bleed: Math.min(bleed, label.columnGap / 2, label.rowGap / 2), cropMarks: false });
  }
  if (paper.kind === 'exact') {
    // Without bleed nothing is cut: a roll is as wide as it is, and a poster fills its paper.
    const isCut = cropMarks && bleed > 0;
    const around = bleed + (isCut ? cropMark.distance + cropMark.length : 0);
    const page = { width: width + 2 * around, height: height + 2 * around };
    return grid(page, { width, height, columns: 1, rows: 1, columnGap: 0, rowGap: 0 }, { bleed, cropMarks: isCut });
  }
  if (bleed > gap / 2) return 'bleed_too_wide';
  const columns = countOf(paper.width, width, gap);
  const rows = countOf(paper.height, height, gap);
  if (columns < 1 || rows < 1) return 'does_not_fit';
  return grid(paper, { width, height, columns, rows, columnGap: gap, rowGap: gap }, { bleed, cropMarks });
}

/** How many fit beside each other. One alone may fill the page, as a poster does. */
function countOf(page: number, sticker: number, gap: number): number {
  const count = Math.floor((page - 2 * EDGE + gap + 1e-9) / (sticker + gap));
  return count === 0 && sticker <= page + 1e-9 ? 1 : count;
}

function grid(page: Size, label: Labels, marks: { bleed: number; cropMarks: boolean }): SheetPlan | SheetProblem {
  const { width, height, columns, rows, columnGap, rowGap } = label;
  const left = (page.width - columns * width - (columns - 1) * columnGap) / 2;
  const top = (page.height - rows * height - (rows - 1) * rowGap) / 2;
  if (left < -1e-6 || top < -1e-6) return 'does_not_fit';
  const cells = Array.from({ length: columns * rows }, (_, index) => ({
    x: left + (index % columns) * (width + columnGap),
    y: top + Math.floor(index / columns) * (height + rowGap),
  }));
  return {
    page: { width: page.width, height: page.height },
    cell: { width, height },
    columns,
    rows,
    cells,
    ...marks,
  };
}

/** Of the pictures that one request draws, together: about a minute of work, beside the tills. */
const MAX_PICTURE_PIXELS = 2_000_000_000;

/** Whether so many pictures of a template, each with so many pixels to the inch, are more than one request may draw. */
export function areTooManyPixels(template: StickerTemplate, dpi: number, count: number): boolean {
  const { width, height } = stickerTemplates[template];
  return count * width * height * (dpi / 25.4) ** 2 > MAX_PICTURE_PIXELS;
}

export type SheetOrder = { readonly count: number; readonly startCell: number; readonly order: CutOrder };

/** How many pages so many stickers take. */
export function countPages(plan: SheetPlan, { count, startCell }: Omit<SheetOrder, 'order'>): number {
  return count === 0 ? 0 : Math.ceil((count + startCell - 1) / plan.cells.length);
}

/** What is on a page, from 0: which sticker, from 0, in which cell. */
export function pageOfSheet(
  plan: SheetPlan,
  { count, startCell, order }: SheetOrder,
  page: number,
): { readonly cell: number; readonly sticker: number }[] {
  const perPage = plan.cells.length;
  const used = startCell - 1;
  const pages = countPages(plan, { count, startCell });
  return plan.cells
    .map((_, place) => {
      if (order !== 'stack') return { cell: cellAt(plan, order, place), sticker: page * perPage + place - used };
      // Cells that the first page has used already shorten their piles by one.
      const sticker = place * pages + page - Math.min(used, place + (page > 0 ? 1 : 0));
      return { cell: place, sticker: place < used && page === 0 ? -1 : sticker };
    })
    .filter(({ sticker }) => sticker >= 0 && sticker < count);
}

function cellAt({ columns, rows }: SheetPlan, order: CutOrder, place: number): number {
  return order === 'columns' ? (place % rows) * columns + Math.floor(place / rows) : place;
}
