import { describe, expect, test } from 'vitest';
import {
  cellsOf,
  changeChoice,
  pagesOf,
  planOf,
  requestOf,
  usualChoice,
} from '@/app/(dashboard)/stickers/sheet-choice';

const labels = changeChoice(changeChoice(usualChoice, { paper: 'avery_l7165' }), { startCell: 5 });
const own = changeChoice(changeChoice(usualChoice, { paper: 'custom' }), { startCell: 4 });

describe('a label sheet of which cells are used', () => {
  test('keeps its start cell whatever else is chosen for it, and is printed from there', () => {
    for (const change of [
      { template: 'small' },
      { order: 'columns' },
      { gap: 3, bleed: 2 },
      { cropMarks: false },
    ] as const)
      expect(changeChoice(labels, change)).toMatchObject({ paper: 'avery_l7165', startCell: 5, ...change });
    expect(changeChoice(own, { custom: { ...own.custom, labelWidth: 59.5 } }).startCell).toBe(4);
    // 59.5 is typed by way of 6, 5 and 59, and a gap of 3 by way of 300: not all of them make a sheet.
    let [typed, cut] = [own, changeChoice(usualChoice, { startCell: 2 })];
    for (const labelWidth of [6, 0, 5, 59, 59.5])
      typed = changeChoice(typed, { custom: { ...own.custom, labelWidth } });
    expect(typed.startCell).toBe(4);
    for (const gap of [300, usualChoice.gap]) cut = changeChoice(cut, { gap });
    expect(cut.startCell).toBe(2);
    const plan = planOf(labels);
    if (typeof plan === 'string') throw new Error(plan);
    expect(cellsOf(plan, labels, ['A', 'B', 'C', 'D', 'E'], 0)).toEqual(
      ['A', 'B', 'C', 'D'].map((pos, place) => ({ cell: 4 + place, pos })),
    );
    expect(cellsOf(plan, labels, ['A', 'B', 'C', 'D', 'E'], 1)).toEqual([{ cell: 0, pos: 'E' }]);
    expect(pagesOf(plan, labels, 5)).toBe(2);
    expect(requestOf(labels)).toMatchObject({ paper: 'avery_l7165', start_cell: 5 });
  });

  test('is another one with another paper or other cells: none of its cells is used', () => {
    expect(changeChoice(labels, { paper: 'avery_l7160' }).startCell).toBe(1);
    expect(changeChoice(own, { custom: { ...own.custom, rows: 3 } }).startCell).toBe(1);
    const small = { ...own, custom: { ...own.custom, labelWidth: 6 } };
    expect(changeChoice(small, { custom: { ...small.custom, columns: 2 } }).startCell).toBe(1);
    const cut = { ...usualChoice, startCell: 3 };
    expect(changeChoice(cut, { template: 'small' }).startCell).toBe(1);
    expect(changeChoice(cut, { template: 'poster' })).toMatchObject({ paper: 'a4', startCell: 1 });
    expect(changeChoice(cut, { template: 'roll_58' })).toMatchObject({ paper: 'exact', startCell: 1 });
    expect(changeChoice(cut, { template: 'roll_58', startCell: 2 }).startCell).toBe(2);
  });
});
