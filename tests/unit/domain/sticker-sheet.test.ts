import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  areTooManyPixels,
  countPages,
  cutOrders,
  type Paper,
  pageOfSheet,
  papers,
  planSheet,
  type SheetPlan,
  type StickerTemplate,
  stickerTemplates,
  usualSheet,
} from '@/lib/domain/sticker-sheet';

function planned(template: StickerTemplate, paper: Paper, changes: Partial<typeof usualSheet> = {}): SheetPlan {
  const plan = planSheet({ ...usualSheet, ...changes, template, paper });
  if (typeof plan === 'string') throw new Error(`${template}: ${plan}`);
  return plan;
}

test('pictures of one request are at most 2,000 million pixels together', () => {
  // An A4 poster is 4,961 × 7,016 pixels at 600 to the inch, a sticker 1,087 × 1,087 at 300.
  expect([57, 58].map((count) => areTooManyPixels('poster', 600, count))).toEqual([false, true]);
  expect([1_690, 1_700].map((count) => areTooManyPixels('sticker', 300, count))).toEqual([false, true]);
  expect(areTooManyPixels('sticker', 150, 4_500)).toBe(false);
});

describe('label sheets', () => {
  // Left edge, top edge and pitch as the makers print them on their packets.
  test.each([
    ['avery_l7160', 21, 7.21, 15.15, 66.04, 38.1],
    ['avery_l7163', 14, 4.65, 15.15, 101.6, 38.1],
    ['avery_l7165', 8, 4.65, 13.1, 101.6, 67.7],
    ['avery_5160', 30, 4.7625, 12.7, 69.85, 25.4],
    ['avery_5163', 10, 3.96875, 12.7, 106.3625, 50.8],
    ['avery_22806', 12, 15.875, 15.875, 66.675, 65.6167],
  ] as const)('%s has its cells where its maker has them', (id, count, left, top, across, down) => {
    const { cells, columns } = planned('sticker', papers[id]);
    expect(cells).toHaveLength(count);
    expect(cells[0]?.x).toBeCloseTo(left, 1);
    expect(cells[0]?.y).toBeCloseTo(top, 1);
    expect((cells[1]?.x ?? 0) - (cells[0]?.x ?? 0)).toBeCloseTo(across, 1);
    expect((cells[columns]?.y ?? 0) - (cells[0]?.y ?? 0)).toBeCloseTo(down, 1);
  });
});

describe('a plan', () => {
  test('of any template on any paper keeps stickers on the page and apart, or says why it cannot', () => {
    for (const template of Object.keys(stickerTemplates))
      for (const paper of Object.values(papers)) expectSound(template, paper);
  });

  test('fills plain paper: six on A4, four tents on A3, one poster on its own page', () => {
    expect(planned('sticker', papers.a4)).toMatchObject({ columns: 2, rows: 3 });
    expect(planned('small', papers.a4)).toMatchObject({ columns: 3, rows: 5 });
    expect(planned('table_tent', papers.a4)).toMatchObject({ columns: 1, rows: 1 });
    expect(planned('poster', papers.a4)).toMatchObject({ columns: 1, rows: 1, cells: [{ x: 0, y: 0 }] });
    expect(planned('poster', papers.a3).cells).toHaveLength(1);
  });

  test('refuses what cannot be', () => {
    const ask = (template: StickerTemplate, paper: Paper, changes = {}) =>
      planSheet({ ...usualSheet, ...changes, template, paper });
    expect(ask('poster', papers.letter)).toBe('does_not_fit');
    expect(ask('counter_card', papers.avery_l7160)).toBe('does_not_fit');
    expect(ask('sticker', papers.a4, { startCell: 7 })).toBe('no_such_cell');
    expect(ask('sticker', papers.a4, { startCell: 1.5 })).toBe('no_such_cell');
    expect(ask('sticker', papers.a4, { bleed: 3 })).toBe('bleed_too_wide');
    const tiny = { kind: 'labels', width: 100, height: 100 } as const;
    const label = { width: 20, height: 60, columns: 1, rows: 1, columnGap: 0, rowGap: 0 };
    expect(ask('sticker', { ...tiny, label })).toBe('label_too_small');
    expect(ask('sticker', { ...tiny, label: { ...label, width: 60, columns: 2 } })).toBe('does_not_fit');
    for (const side of [0, -1, 9.9, 1e9, Number.NaN])
      expect(ask('sticker', { ...tiny, width: side, label: { ...label, width: 60 } })).toBe('out_of_bounds');
    for (const gap of [-1, 201, Number.NaN])
      expect(ask('sticker', { ...tiny, label: { ...label, width: 60, rowGap: gap } })).toBe('out_of_bounds');
    expect(ask('sticker', papers.a4, { gap: 51 })).toBe('out_of_bounds');
    expect(ask('poster', papers.exact, { bleed: 11 })).toBe('out_of_bounds');
  });
});

test('every sticker is on one page in one free cell, in any order, from any start', () => {
  const plan = planned('sticker', papers.avery_l7160);
  const sheets = fc.record({
    count: fc.integer({ min: 0, max: 130 }),
    startCell: fc.integer({ min: 1, max: 21 }),
    order: fc.constantFrom(...cutOrders),
  });
  fc.assert(
    fc.property(sheets, (sheet) => {
      const pages = Array.from({ length: countPages(plan, sheet) }, (_, page) => pageOfSheet(plan, sheet, page));
      const printed = pages.flat().map(({ sticker }) => sticker);
      expect(printed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: sheet.count }, (_, index) => index));
      for (const page of pages) expect(new Set(page.map(({ cell }) => cell)).size).toBe(page.length);
      const free = sheet.order === 'columns' ? 0 : sheet.startCell - 1;
      expect(pages[0]?.every(({ cell }) => cell >= free) ?? true).toBe(true);
    }),
  );
});

test('piles that are cut as one are in order', () => {
  const plan = planned('sticker', papers.a4);
  const sheet = { count: 17, startCell: 2, order: 'stack' } as const;
  const pile = (cell: number) =>
    [0, 1, 2].flatMap((page) =>
      pageOfSheet(plan, sheet, page)
        .filter((place) => place.cell === cell)
        .map(({ sticker }) => sticker),
    );
  expect([pile(0), pile(1), pile(5)]).toEqual([
    [0, 1],
    [2, 3, 4],
    [14, 15, 16],
  ]);
});

function expectSound(name: string, paper: Paper): void {
  const template = Object.keys(stickerTemplates).find((key): key is StickerTemplate => key === name);
  if (!template) throw new Error(name);
  const plan = planSheet({ ...usualSheet, template, paper });
  if (typeof plan === 'string') {
    expect(plan).toBe('does_not_fit');
    return;
  }
  for (const [index, { x, y }] of plan.cells.entries()) {
    expect(x).toBeGreaterThanOrEqual(-1e-6);
    expect(y).toBeGreaterThanOrEqual(-1e-6);
    expect(x + plan.cell.width).toBeLessThanOrEqual(plan.page.width + 1e-6);
    expect(y + plan.cell.height).toBeLessThanOrEqual(plan.page.height + 1e-6);
    const overlaps = plan.cells
      .slice(index + 1)
      .some(
        (other) => Math.abs(other.x - x) < plan.cell.width - 1e-6 && Math.abs(other.y - y) < plan.cell.height - 1e-6,
      );
    expect(overlaps).toBe(false);
  }
}
