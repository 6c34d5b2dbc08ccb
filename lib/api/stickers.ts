import { z } from 'zod';
import { reprintReasons } from '../domain/sticker';
import {
  cutOrders,
  type Paper,
  type PaperId,
  papers,
  type SheetRequest,
  type StickerTemplate,
  sheetBounds,
  stickerTemplates,
  usualSheet,
} from '../domain/sticker-sheet';
import { defineOperation } from './operation';

export const templateIds = keysOf<StickerTemplate>(stickerTemplates);
export const paperIds = keysOf<PaperId>(papers);

const side = z.number().min(sheetBounds.leastSide).max(sheetBounds.mostSide);
const gap = z.number().min(0).max(sheetBounds.mostLabelGap);

/** A paper of one's own, in millimetres: with `label` a sheet of labels, without one an empty page. */
const customPaperSchema = z.strictObject({
  width_mm: side,
  height_mm: side,
  label: z
    .strictObject({
      width_mm: side,
      height_mm: side,
      columns: z.number().int().min(1).max(50),
      rows: z.number().int().min(1).max(50),
      column_gap_mm: gap.default(0),
      row_gap_mm: gap.default(0),
    })
    .optional(),
});

const sheetFields = {
  template: z.enum(templateIds),
  paper: z.union([z.enum(paperIds), customPaperSchema]).describe('By name, or measures of your own in millimetres.'),
  start_cell: z
    .number()
    .int()
    .min(1)
    .max(2_500)
    .default(usualSheet.startCell)
    .describe('The first free cell of the first page, counted in the order of filling.'),
  gap_mm: z
    .number()
    .min(0)
    .max(sheetBounds.mostGap)
    .default(usualSheet.gap)
    .describe('Between stickers on plain paper.'),
  bleed_mm: z.number().min(0).max(sheetBounds.mostBleed).default(usualSheet.bleed),
  crop_marks: z.boolean().default(usualSheet.cropMarks),
  order: z.enum(cutOrders).default(usualSheet.order).describe('`stack` fills piles, for cutting many pages at once.'),
};

/** Body of `POST /stickers`. Unknown fields are refused. */
const stickerRequestSchema = z
  .strictObject({
    external_pos_ids: z.array(z.string().min(1).max(64)).min(1).max(5_000),
    ...sheetFields,
    format: z
      .enum(['pdf', 'zip', 'svg', 'png'])
      .default('pdf')
      .describe('`svg` and `png` are of one; in a `zip` each has its own picture.'),
    pictures: z.enum(['svg', 'png']).default('svg').describe('What the pictures in a `zip` are.'),
    dpi: z
      .number()
      .int()
      .min(150)
      .max(600)
      .default(300)
      .describe('How many pixels of a PNG make an inch. All of a `zip` together have 2,000 million at most.'),
    reason: z.enum(reprintReasons).optional().describe('Why stickers are printed again.'),
  })
  .meta({ id: 'StickerRequest' });
export type StickerRequest = z.output<typeof stickerRequestSchema>;

export const printStickers = defineOperation({
  id: 'printStickers',
  method: 'POST',
  path: '/stickers',
  tag: 'Stickers',
  summary: 'Print stickers',
  description:
    'The sheet itself, as vectors: print it at 100 %. Every print is kept in the ledger. A point of sale whose code was not read, or that is retired, is a `conflict` that names it.',
  scope: 'pos:read',
  body: stickerRequestSchema,
  examples: {
    sheet: {
      summary: 'One sheet of labels',
      value: { external_pos_ids: ['S001P01'], template: 'sticker', paper: 'avery_l7165', format: 'pdf' },
    },
    own: {
      summary: 'Labels of your own measures, from the fourth',
      value: {
        external_pos_ids: ['S001P01', 'S001P02'],
        template: 'small',
        paper: {
          width_mm: 210,
          height_mm: 297,
          label: { width_mm: 50, height_mm: 50, columns: 4, rows: 5, column_gap_mm: 2, row_gap_mm: 2 },
        },
        start_cell: 4,
      },
    },
  },
  answer: {
    status: 200,
    description: 'The sheet.',
    mediaTypes: ['application/pdf', 'application/zip', 'image/svg+xml', 'image/png'],
  },
  errors: ['not_found', 'conflict'],
});

const namedSchema = z.array(z.strictObject({ id: z.string(), name: z.string() }));

export const listStickerTemplates = defineOperation({
  id: 'listStickerTemplates',
  method: 'GET',
  path: '/stickers/templates',
  tag: 'Stickers',
  summary: 'List templates and papers',
  description: 'Names are in the language of `Accept-Language`.',
  scope: 'pos:read',
  answer: {
    status: 200,
    description: 'What stickers can be printed as, and on.',
    schema: z.strictObject({ templates: namedSchema, papers: namedSchema }).meta({ id: 'StickerTemplates' }),
    example: {
      templates: [{ id: 'sticker', name: 'Sticker' }],
      papers: [{ id: 'avery_l7160', name: 'Avery L7160: 21 per sheet, 63.5 × 38.1 mm' }],
    },
  },
  errors: [],
});

/** What the studio shows before anything is printed: one page, with the POS in its cells. */
export const previewRequestSchema = z.strictObject({
  cells: z.array(z.strictObject({ cell: z.number().int().min(0).max(2_500), pos: z.string().min(1).max(64) })).max(200),
  ...sheetFields,
});
export type PreviewRequest = z.output<typeof previewRequestSchema>;

/** The request in the domain's words. */
export function sheetOf(request: Omit<PreviewRequest, 'cells'>): SheetRequest {
  return {
    template: request.template,
    paper: typeof request.paper === 'string' ? papers[request.paper] : customPaper(request.paper),
    startCell: request.start_cell,
    gap: request.gap_mm,
    bleed: request.bleed_mm,
    cropMarks: request.crop_marks,
    order: request.order,
  };
}

function customPaper({ width_mm: width, height_mm: height, label }: z.output<typeof customPaperSchema>): Paper {
  if (!label) return { kind: 'plain', width, height };
  return {
    kind: 'labels',
    width,
    height,
    label: {
      width: label.width_mm,
      height: label.height_mm,
      columns: label.columns,
      rows: label.rows,
      columnGap: label.column_gap_mm,
      rowGap: label.row_gap_mm,
    },
  };
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): [Key, ...Key[]] {
  const [first, ...rest] = Object.keys(record).filter((key): key is Key => key in record);
  if (first === undefined) throw new Error('a table has no rows');
  return [first, ...rest];
}
