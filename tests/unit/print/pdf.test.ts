import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Mark, Page } from '@/lib/print/drawing';
import { readFont } from '@/lib/print/font';
import { subsetFont } from '@/lib/print/font-subset';
import { pdfBytes, writePdf } from '@/lib/print/pdf';
import { qrModules } from '@/lib/print/qr';
import { type Face, typeface } from '@/lib/print/typefaces';
import { cutToFit, printable, shrinkToFit, widthOf, wrapText } from '@/lib/print/typeset';
import { everyCharacter } from '../../support/names-on-paper';

vi.setConfig({ testTimeout: 30_000 });

const about = { title: 'Hoja «Ñ»', author: 'Café', locale: 'es-AR' };
const body = { face: 'regular', size: 4 } as const;

function sayings(text: string): Mark[] {
  return [
    { kind: 'text', x: 10, y: 10, text, type: body },
    { kind: 'text', x: 10, y: 20, text, type: { face: 'bold', size: 8 }, align: 'center', colour: '#336699' },
  ];
}

const page: Page = {
  width: 100,
  height: 80,
  marks: [
    ...sayings('Escaneá y pagá'),
    { kind: 'rectangle', x: 1, y: 1, width: 98, height: 78, radius: 3, stroke: { colour: '#000000', width: 0.2 } },
    {
      kind: 'group',
      x: 50,
      y: 40,
      turn: 90,
      marks: [{ kind: 'lines', lines: [[0, 0, 5, 5]], colour: '#808080', width: 1 }],
    },
    { kind: 'qr', x: 20, y: 30, size: 40, modules: qrModules('a code', 2) },
  ],
};

/** Where the document says that its objects are, against what is there. */
function objectsOf(bytes: Uint8Array): Map<number, string> {
  const text = Buffer.from(bytes).toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const table = text.slice(start);
  const places = [...table.matchAll(/^(\d{10}) 00000 n /gm)].map(([, place]) => Number(place));
  return new Map(
    places.map((place, index) => {
      expect(text.slice(place, place + 20)).toMatch(new RegExp(`^${index + 1} 0 obj\\n`));
      return [index + 1, text.slice(place, text.indexOf('endobj', place))];
    }),
  );
}

describe('a PDF', () => {
  test('has every object where its table says, for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 4 }), async (texts) => {
        const pages = texts.map((text) => ({ ...page, marks: sayings(text) }));
        const bytes = await pdfBytes(pages, { ...about, title: texts.join() });
        const objects = [...objectsOf(bytes).values()];
        expect(objects.filter((object) => object.includes('/Type/Page/'))).toHaveLength(texts.length);
      }),
      { numRuns: 20 },
    );
  });

  test('is the same bytes for the same pages', async () => {
    expect(Buffer.compare(await pdfBytes([page, page], about), await pdfBytes([page, page], about))).toBe(0);
  });

  test('is written page by page, as its reader takes it', async () => {
    let drawn = 0;
    const reader = writePdf(
      (function* () {
        for (; drawn < 1_000; drawn++) yield page;
      })(),
      about,
    );
    for (let chunk = 0; chunk < 5; chunk++) await reader.next();
    expect(drawn).toBeLessThan(5);
  });

  test('asks to be printed at 100 %', async () => {
    expect(Buffer.from(await pdfBytes([page], about)).toString('latin1')).toContain('/PrintScaling/None');
  });

  test('shows a picture once, however often it is drawn', async () => {
    const image = { kind: 'pixels', width: 2, height: 1, rgb: new Uint8Array(6), alpha: new Uint8Array(2) } as const;
    const marks: Mark[] = [1, 2, 3].map((x) => ({ kind: 'image', x, y: 1, width: 2, height: 1, image }));
    const objects = [
      ...objectsOf(
        await pdfBytes(
          [
            { ...page, marks },
            { ...page, marks },
          ],
          about,
        ),
      ).values(),
    ];
    expect(objects.filter((object) => object.includes('/Subtype/Image'))).toHaveLength(2);
    expect(objects.filter((object) => object.includes('/SMask'))).toHaveLength(1);
  });

  test('draws a code as one path, so that no reader sees lines in it', async () => {
    const objects = objectsOf(await pdfBytes([page], about));
    const content = [...objects.values()].find((object) => object.includes('/Filter/FlateDecode'));
    const stream = Buffer.from(content?.split('stream\n')[1] ?? '', 'latin1');
    const operators = inflateSync(stream).toString('latin1');
    expect(operators.split(' 1 re\n').length - 1).toBe(qrModules('a code', 2).runs.length / 3);
    expect(operators.match(/\bf Q\n/g)).toHaveLength(1);
  });
});

describe('an embedded font', () => {
  test.each<Face>(['regular', 'bold'])('has the outlines of what was used, accents with their parts: %s', (face) => {
    const font = typeface(face);
    const glyphs = [...'Áñç'].map((character) => font.glyphOf(character.codePointAt(0) ?? 0));
    const subset = subsetFont(font, glyphs);
    const read = readFont(subset.slice(), 'subset', { withCharacters: false });
    expect(subset.length).toBeLessThan(12_000);
    for (const glyph of glyphs) {
      const [whole, part] = [font.placeOf(glyph), read.placeOf(glyph)];
      expect(part.to - part.from).toBeGreaterThanOrEqual(whole.to - whole.from);
      expect(read.advanceOf(glyph)).toBe(font.advanceOf(glyph));
    }
    const unused = font.glyphOf('Q'.codePointAt(0) ?? 0);
    expect(read.placeOf(unused).to).toBe(read.placeOf(unused).from);
  });
});

describe('text for paper', () => {
  test('keeps accents however they are composed, and says what it must leave out', () => {
    expect(printable('Cafe\u0301 Ñandú São João', 'bold')).toEqual({ text: 'Café Ñandú São João', missing: [] });
    expect(printable('Caja 1 🎉 — ｆｕｌｌ \u202eمرحبا\n', 'bold')).toEqual({
      text: 'Caja 1 — full',
      missing: ['🎉', 'م', 'ر', 'ح', 'ب', 'ا'],
    });
  });

  test('fits where it is set, whatever it says', () => {
    const hostile = fc.string({ unit: everyCharacter, maxLength: 60 });
    fc.assert(
      fc.property(
        hostile,
        fc.double({ min: 5, max: 80, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        (raw, width, lines) => {
          const { text } = printable(raw, 'regular');
          const wrapped = wrapText(text, body, { width, lines });
          expect(wrapped.length).toBeLessThanOrEqual(lines);
          for (const line of [...wrapped, cutToFit(text, body, width)])
            expect(widthOf(line, body)).toBeLessThanOrEqual(Math.max(width, widthOf('…', body)) + 1e-6);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('is made smaller until it fits, down to a limit', () => {
    expect(shrinkToFit('Caja', body, { width: 100, least: 2 })).toEqual(body);
    expect(widthOf('Caja 12', shrinkToFit('Caja 12', body, { width: 8, least: 1 }))).toBeCloseTo(8);
    expect(shrinkToFit('Caja 12', body, { width: 1, least: 2 }).size).toBe(2);
  });
});
