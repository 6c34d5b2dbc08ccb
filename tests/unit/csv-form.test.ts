import { describe, expect, test } from 'vitest';
import { csvFormToSend } from '@/app/(dashboard)/csv-form';
import { linesToShow } from '@/app/(dashboard)/lines-to-show';
import { MAX_CSV_LENGTH } from '@/lib/domain/csv';
import nextConfig from '@/next.config';

function formWith(file: string, text: string): FormData {
  const form = new FormData();
  form.set('file', new File([file], file === '' ? '' : 'catalog.csv'));
  form.set('text', text);
  return form;
}

describe('a form with a file', () => {
  // As many bytes as this many letters can have.
  const longest = '€'.repeat(MAX_CSV_LENGTH);

  test('goes without the text that the file takes the place of', () => {
    expect(csvFormToSend(formWith('title\nA', 'title\nB'))?.has('text')).toBe(false);
    expect(csvFormToSend(formWith('', 'title\nB'))?.get('text')).toBe('title\nB');
  });

  test('is less than the server takes, with the longest file and with the longest text; one letter more is told', async () => {
    const { experimental } = await nextConfig('phase-production-server');
    expect(experimental?.serverActions?.bodySizeLimit).toBe('1mb');
    for (const form of [formWith(longest, longest), formWith('', longest)]) {
      const sent = csvFormToSend(form);
      expect((await new Response(sent).blob()).size).toBeGreaterThan(900_000);
      expect((await new Response(sent).blob()).size).toBeLessThan(2 ** 20 - 10_000);
    }
    expect(csvFormToSend(formWith(`${longest}.`, ''))).toBeNull();
    expect(csvFormToSend(formWith('', `${longest}.`))).toBeNull();
  });
});

describe('the lines of a file', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ line: index + 1, state: index % 100 === 99 ? 'wrong' : 'new' }));

  test('are shown as they are in it, and of very many those with errors first', () => {
    expect(linesToShow(lines(200))).toEqual(lines(200));
    const shown = linesToShow(lines(300));
    expect(shown).toHaveLength(200);
    expect(shown.slice(0, 5).map(({ line }) => line)).toEqual([100, 200, 300, 1, 2]);
  });
});
