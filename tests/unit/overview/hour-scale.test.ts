import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisMarks, hoursToShow } from '@/app/(dashboard)/overview/hour-scale';

describe('the axis of the chart', () => {
  test('ends at a round figure that the highest bar does not pass', () => {
    expect(axisMarks(20_246_000, 2)).toEqual([0, 10_000_000, 20_000_000, 30_000_000]);
    expect(axisMarks(1_500, 0)).toEqual([0, 500, 1_000, 1_500]);
    expect(axisMarks(0, 2)).toEqual([0, 100]);
  });

  test('has one to three steps, however small or large the sales', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000_000 }), fc.constantFrom<0 | 2>(0, 2), (max, decimals) => {
        const marks = axisMarks(max, decimals);
        expect(marks.length).toBeGreaterThan(1);
        expect(marks.length).toBeLessThanOrEqual(4);
        expect(marks.at(-1)).toBeGreaterThanOrEqual(max);
        expect(marks.every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });
});

test('the chart shows the counter’s day, and earlier or later hours only when something was sold then', () => {
  expect(hoursToShow([], 12)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  expect(hoursToShow([6, 22], 12).at(0)).toBe(6);
  expect(hoursToShow([6, 22], 12).at(-1)).toBe(22);
  expect(hoursToShow([], 23).at(-1)).toBe(23);
});
