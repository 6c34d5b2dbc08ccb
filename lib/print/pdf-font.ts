import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Font } from './font';
import { subsetFont } from './font-subset';
import { type Face, typeface } from './typefaces';

/** Where a font writes its objects. */
type Objects = {
  readonly takeNumber: () => number;
  readonly object: (number: number, body: string) => Uint8Array;
  readonly stream: (number: number, dictionary: string, bytes: Uint8Array) => Uint8Array;
};

/** A typeface in one document: collects which of its glyphs are used, and writes at the end those alone. */
export type PdfFont = {
  /** Its name in content. */
  readonly resource: string;
  /** Glyph numbers in hexadecimal, and how wide they are at this size. Characters that the font lacks are left out. */
  readonly encode: (text: string, size: number) => { readonly codes: string; readonly width: number };
  readonly isUsed: () => boolean;
  readonly write: (number: number, objects: Objects) => Generator<Uint8Array>;
};

export function pdfFont(face: Face): PdfFont {
  const font = typeface(face);
  /** Glyphs that were used, with the character that each stands for. */
  const used = new Map<number, number>();
  return {
    resource: face === 'bold' ? 'B' : 'R',
    isUsed: () => used.size > 0,
    encode(text, size) {
      let codes = '';
      let units = 0;
      for (const character of text) {
        const codePoint = character.codePointAt(0) ?? 0;
        const glyph = font.glyphOf(codePoint);
        if (glyph === 0) continue;
        if (!used.has(glyph)) used.set(glyph, codePoint);
        codes += hex4(glyph);
        units += font.advanceOf(glyph);
      }
      return { codes, width: (units * size) / font.unitsPerEm };
    },
    write: (number, objects) => writeFont(number, { face, font, used }, objects),
  };
}

type Used = { readonly face: Face; readonly font: Font; readonly used: ReadonlyMap<number, number> };

function* writeFont(number: number, { face, font, used }: Used, objects: Objects): Generator<Uint8Array> {
  const [composed, descriptor] = [objects.takeNumber(), objects.takeNumber()];
  const [file, unicode] = [objects.takeNumber(), objects.takeNumber()];
  const glyphs = [...used.keys()].sort((a, b) => a - b);
  const name = `${tagOf(glyphs)}+${font.name}`;
  const widths = glyphs.map((glyph) => `${glyph}[${inThousandths(font, font.advanceOf(glyph))}]`).join('');
  yield objects.object(
    number,
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H` +
      `/DescendantFonts[${composed} 0 R]/ToUnicode ${unicode} 0 R>>`,
  );
  yield objects.object(
    composed,
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
      `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 0/W[${widths}]>>`,
  );
  yield objects.object(descriptor, descriptorOf({ face, font, name, file }));
  const subset = subsetFont(font, glyphs);
  yield objects.stream(file, `/Length1 ${subset.length}/Filter/FlateDecode`, deflateSync(subset));
  yield objects.stream(unicode, '/Filter/FlateDecode', deflateSync(unicodeMap(glyphs, used)));
}

function descriptorOf({ face, font, name, file }: { face: Face; font: Font; name: string; file: number }): string {
  const box = font.boundingBox.map((value) => inThousandths(font, value)).join(' ');
  return (
    `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${box}]/ItalicAngle 0` +
    `/Ascent ${inThousandths(font, font.ascent)}/Descent ${inThousandths(font, font.descent)}` +
    `/CapHeight ${inThousandths(font, font.capHeight)}/StemV ${face === 'bold' ? 140 : 80}/FontFile2 ${file} 0 R>>`
  );
}

function inThousandths(font: Font, units: number): number {
  return Math.round((units * 1000) / font.unitsPerEm);
}

/** What each glyph says, so that text can be searched and copied. */
function unicodeMap(glyphs: readonly number[], used: ReadonlyMap<number, number>): string {
  const lines = glyphs.map((glyph) => `<${hex4(glyph)}><${hex4(used.get(glyph) ?? 0)}>`);
  const blocks: string[] = [];
  // The format allows a hundred in one block.
  for (let at = 0; at < lines.length; at += 100) {
    const block = lines.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return (
    '/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n' +
    '/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n' +
    `1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n${blocks.join('\n')}\nendcmap\n` +
    'CMapName currentdict/CMap defineresource pop end end'
  );
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}

/** Six letters that tell this part of a font from another, as the format wants before its name. */
function tagOf(glyphs: readonly number[]): string {
  const hash = createHash('sha256').update(glyphs.join()).digest();
  return [...hash.subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
}
