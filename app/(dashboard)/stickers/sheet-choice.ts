import {
  type CutOrder,
  countPages,
  type Paper,
  type PaperId,
  pageOfSheet,
  papers,
  planSheet,
  type SheetPlan,
  type SheetProblem,
  type StickerTemplate,
  usualSheet,
} from '@/lib/domain/sticker-sheet';

/** Measures of one's own, as they are typed. */
export type CustomPaper = {
  readonly width: number;
  readonly height: number;
  readonly labelWidth: number;
  readonly labelHeight: number;
  readonly columns: number;
  readonly rows: number;
  readonly columnGap: number;
  readonly rowGap: number;
};

/** What somebody chose for a sheet. */
export type SheetChoice = {
  readonly template: StickerTemplate;
  readonly paper: PaperId | 'custom';
  readonly custom: CustomPaper;
  readonly startCell: number;
  readonly gap: number;
  readonly bleed: number;
  readonly cropMarks: boolean;
  readonly order: CutOrder;
};

export const usualChoice: SheetChoice = {
  ...usualSheet,
  template: 'sticker',
  paper: 'a4',
  custom: { width: 210, height: 297, labelWidth: 60, labelHeight: 60, columns: 3, rows: 4, columnGap: 5, rowGap: 5 },
};

/** What most print a template on: a thermal roll has pages of its own size, and four A6 cards make an A4 sheet. */
const usualPapers: Readonly<Record<StickerTemplate, PaperId>> = {
  sticker: 'a4',
  small: 'a4',
  table_tent: 'a4',
  counter_card: 'a4_4',
  poster: 'a4',
  roll_80: 'exact',
  roll_58: 'exact',
};

/**
 * A choice with a part of it changed. A new template brings its usual paper while nobody chose another one. The cells that
 * are used stay so while the same sheet is in the printer; on another one, or with other cells, none is.
 */
export function changeChoice(before: SheetChoice, change: Partial<SheetChoice>): SheetChoice {
  const given = { ...before, ...change };
  const isUsual = given.template !== before.template && before.paper === usualPapers[before.template];
  const after = isUsual ? { ...given, paper: usualPapers[given.template] } : given;
  if (change.startCell !== undefined || hasSameCells(before, after)) return after;
  return { ...after, startCell: 1 };
}

function hasSameCells(before: SheetChoice, after: SheetChoice): boolean {
  if (before.paper !== after.paper) return false;
  const [here, there] = [gridOf(before), gridOf(after)];
  // While a measure is being typed there may be no plan; the sheet in the printer is the same all the time.
  return here === null || there === null || (here.columns === there.columns && here.rows === there.rows);
}

/** Null when nothing can be planned. Measures of one's own say how many cells there are, whether they fit or not. */
function gridOf(choice: SheetChoice): Pick<SheetPlan, 'columns' | 'rows'> | null {
  const { paper, custom } = choice;
  if (paper === 'custom') return { columns: countOf(custom.columns), rows: countOf(custom.rows) };
  const plan = planOf({ ...choice, startCell: 1 });
  return typeof plan === 'string' ? null : plan;
}

/** Where everything goes, or why nothing does. */
export function planOf(choice: SheetChoice): SheetPlan | SheetProblem {
  const paper = choice.paper === 'custom' ? customPaper(choice.custom) : papers[choice.paper];
  const plan = planSheet({ ...choice, paper, startCell: 1 });
  if (typeof plan === 'string') return plan;
  return choice.startCell > plan.cells.length ? 'no_such_cell' : plan;
}

function customPaper({ width, height, labelWidth, labelHeight, ...rest }: CustomPaper): Paper {
  const label = {
    width: labelWidth,
    height: labelHeight,
    ...rest,
    columns: countOf(rest.columns),
    rows: countOf(rest.rows),
  };
  return { kind: 'labels', width, height, label };
}

/** What the API takes: somebody who types 5000000 shall not wait for as many cells. */
function countOf(typed: number): number {
  return Math.min(50, Math.max(1, Math.round(typed)));
}

/** What the sheet's page shows: which till in which cell. */
export function cellsOf(plan: SheetPlan, choice: SheetChoice, tills: readonly string[], page: number) {
  return pageOfSheet(plan, { ...choice, count: tills.length }, page).flatMap(({ cell, sticker }) => {
    const pos = tills[sticker];
    return pos === undefined ? [] : [{ cell, pos }];
  });
}

export function pagesOf(plan: SheetPlan, choice: SheetChoice, count: number): number {
  return Math.max(1, countPages(plan, { count, startCell: choice.startCell }));
}

/** The same choice as the API takes it. */
export function requestOf({ template, paper, custom, startCell, gap, bleed, cropMarks, order }: SheetChoice) {
  return {
    template,
    paper: paper === 'custom' ? customRequest(custom) : paper,
    start_cell: startCell,
    gap_mm: gap,
    bleed_mm: bleed,
    crop_marks: cropMarks,
    order,
  };
}

function customRequest(custom: CustomPaper) {
  return {
    width_mm: custom.width,
    height_mm: custom.height,
    label: {
      width_mm: custom.labelWidth,
      height_mm: custom.labelHeight,
      columns: countOf(custom.columns),
      rows: countOf(custom.rows),
      column_gap_mm: custom.columnGap,
      row_gap_mm: custom.rowGap,
    },
  };
}
