import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const styles = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

const text = [
  ['ink', 'surface'],
  ['ink', 'canvas'],
  ['ink-2', 'surface'],
  ['ink-2', 'canvas'],
  ['ink-3', 'surface'],
  ['ink-3', 'canvas'],
  ['ink-3', 'sunken'],
  ['ink-3', 'raised'],
  ['ink-3', 'selected'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent', 'accent-press'],
  ['accent-ink', 'surface'],
  ['accent-ink', 'accent-tint'],
  ['on-paid', 'paid'],
  ['on-paid', 'paid-hover'],
  ['paid-ink', 'paid-tint'],
  ['on-warn', 'warn'],
  ['warn-ink', 'surface'],
  ['warn-ink', 'warn-tint'],
  ['on-stop', 'stop'],
  ['on-stop', 'stop-hover'],
  ['stop-ink', 'surface'],
  ['stop-ink', 'stop-tint'],
  ['idle-ink', 'idle-tint'],
  ['ink-2', 'idle-tint'],
  ['ink-2', 'warn-tint'],
  ['ink-2', 'stop-tint'],
] as const;

const marks = [
  ['line-control', 'surface'],
  ['accent-mark', 'surface'],
  ['paid-mark', 'surface'],
  ['warn-mark', 'surface'],
  ['stop-mark', 'surface'],
  ['idle-mark', 'surface'],
  ['focus', 'surface'],
  ['focus', 'canvas'],
] as const;

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s theme', (_theme, index) => {
  test.each(text)('%s reads on %s', (front, back) => {
    expect(contrast(colorOf(front, index), colorOf(back, index))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(marks)('%s can be told from %s', (front, back) => {
    expect(contrast(colorOf(front, index), colorOf(back, index))).toBeGreaterThanOrEqual(3);
  });
});

/** The light value comes first in the file, the dark one after it. */
function colorOf(role: string, index: 0 | 1): string {
  const values = [...styles.matchAll(new RegExp(`--${role}: (#[0-9a-f]{6});`, 'g'))].map(([, color]) => color);
  expect(values, role).toHaveLength(2);
  return values[index] ?? '';
}

/** WCAG 2.2 contrast ratio of two colours written #rrggbb. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
