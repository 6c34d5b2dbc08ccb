import { describe, expect, test } from 'vitest';
import { type Paper, papers, type Size, type StickerTemplate, stickerTemplates } from '@/lib/domain/sticker-sheet';
import type { Mark } from '@/lib/print/drawing';
import { qrModules } from '@/lib/print/qr';
import { drawSticker, type StickerFacts } from '@/lib/print/sticker-art';
import { stickerWords } from '@/lib/print/sticker-words';
import { printable, widthOf } from '@/lib/print/typeset';
import { namesOnPaper } from '../../support/names-on-paper';

type Box = { left: number; top: number; right: number; bottom: number; text: string | null };

const modules = qrModules(
  '00020101021143530016com.mercadolibre0129https://mpago.la/pos/4815160005204541153030325802AR',
  2,
);
const logo = { kind: 'pixels', width: 300, height: 100, rgb: new Uint8Array(9e4), alpha: null } as const;

function facts(name: string, change: Partial<StickerFacts> = {}): StickerFacts {
  const said = (face: 'bold' | 'regular') => printable(name, face).text || 'S2-C03-v4';
  return {
    posName: said('bold'),
    storeName: said('regular'),
    brandName: said('bold'),
    code: 'S120-C11-v12',
    date: '21 nov 2026',
    modules,
    words: stickerWords('es', 'MLA'),
    logo: null,
    accent: '#4f46d6',
    ...change,
  };
}

const hostile = ['Caja 1', 'Caja 12', 'Mostrador Ñandú', 'Caja São João 3', ...namesOnPaper()].map((name, index) =>
  facts(name, index % 2 === 0 ? { logo } : {}),
);

/** What marks cover, from the sticker's own corner; a face of a tent is turned around. */
function boxesOf(marks: readonly Mark[]): Box[] {
  return marks.flatMap((mark): Box[] => {
    if (mark.kind === 'text') {
      const width = widthOf(mark.text, mark.type);
      const left = mark.x - (mark.align === 'right' ? width : mark.align === 'center' ? width / 2 : 0);
      const { size } = mark.type;
      // Capitals above the line; the tails of `g` and `y`, which figures have not, below it.
      const tail = /^\d+$/.test(mark.text) ? 0 : 0.22 * size;
      return [{ left, right: left + width, top: mark.y - 0.72 * size, bottom: mark.y + tail, text: mark.text }];
    }
    if (mark.kind === 'qr')
      return [{ left: mark.x, right: mark.x + mark.size, top: mark.y, bottom: mark.y + mark.size, text: null }];
    if (mark.kind === 'image')
      return [
        { left: mark.x, right: mark.x + mark.width, top: mark.y, bottom: mark.y + mark.height, text: 'the logo' },
      ];
    if (mark.kind !== 'group') return [];
    const turned = mark.turn === 180 ? -1 : 1;
    return boxesOf(mark.marks).map(({ left, right, top, bottom, text }) => {
      const [xs, ys] = [
        [mark.x + turned * left, mark.x + turned * right],
        [mark.y + turned * top, mark.y + turned * bottom],
      ];
      return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys), text };
    });
  });
}

/** Every pair that lies on each other, and all that leaves its cell; a fifth of a millimetre is nothing to an eye. */
function faultsOf(template: StickerTemplate, cell: Size, sticker: StickerFacts): string[] {
  const boxes = boxesOf(drawSticker(template, cell, sticker).marks);
  const slack = 0.2;
  const outside = boxes.filter(
    ({ left, top, right, bottom }) =>
      left < -slack || top < -slack || right > cell.width + slack || bottom > cell.height + slack,
  );
  const pairs = boxes.flatMap((box, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          Math.min(box.right, other.right) - Math.max(box.left, other.left) > slack &&
          Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > slack,
      )
      .map((other) => `${box.text ?? 'the code'} on ${other.text ?? 'the code'}`),
  );
  return [...outside.map(({ text }) => `${text ?? 'the code'} is outside`), ...pairs];
}

const known: [string, StickerTemplate, Size][] = [
  ...Object.entries(stickerTemplates).map(([id, size]): [string, StickerTemplate, Size] => [
    id,
    templateOf(id),
    { width: size.width, height: size.height },
  ]),
  ...Object.entries<Paper>(papers).flatMap(([id, paper]): [string, StickerTemplate, Size][] =>
    paper.kind === 'labels' ? [[id, 'sticker', paper.label]] : [],
  ),
];

/** Labels of one's own measures, down to the smallest that is taken. */
const measured = [24, 40, 61, 90, 200].flatMap((width) =>
  [24, 33, 62, 110, 250].map((height): [string, StickerTemplate, Size] => [
    `${width} × ${height} mm`,
    'sticker',
    { width, height },
  ]),
);

function templateOf(id: string): StickerTemplate {
  const template = Object.keys(stickerTemplates).find((key): key is StickerTemplate => key === id);
  if (!template) throw new Error(id);
  return template;
}

describe.each([
  ...known.map((shape) => [...shape, hostile] as const),
  // So many sizes stand in for each other.
  ...measured.map((shape, turn) => [...shape, hostile.filter((_, index) => index % 5 === turn % 5)] as const),
])('a sticker of %s', (_id, template, cell, stickers) => {
  test('keeps every text in its cell, off the code and its quiet zone, and off each other, for any name', () => {
    const faults = stickers.flatMap((sticker) =>
      faultsOf(template, cell, sticker).map((fault) => `${sticker.posName}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });
});

/** Too small for one; and rolls, which thermal printers print in black alone. */
const withoutLogo = ['small', 'avery_22806', 'avery_5160', 'roll_80', 'roll_58'];

describe.each(known)('a sticker of %s', (id, template, cell) => {
  test('has room for a logo where there is any, in each language, and with the usual names', () => {
    for (const locale of ['es', 'pt', 'en'] as const) {
      const usual = { storeName: 'Palermo Viejo', brandName: 'Café Lavalle', words: stickerWords(locale, 'MLB'), logo };
      for (const name of ['Caja 1', 'Caja 128', 'Barra del fondo']) {
        const sticker = facts(name, usual);
        expect([name, locale, faultsOf(template, cell, sticker)]).toEqual([name, locale, []]);
        const texts = boxesOf(drawSticker(template, cell, sticker).marks).flatMap(({ text }) => text ?? []);
        expect(texts.filter((text) => text.endsWith('…'))).toEqual([]);
        expect(texts).toContain('S120-C11-v12');
        expect(texts.includes('the logo')).toBe(!withoutLogo.includes(id));
      }
    }
  });
});
