import type { Font } from './font';

/** What a viewer needs to draw glyphs; the rest of the file (names, layout rules, character map) is for composing text. */
const keptTables = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'];

/**
 * The font with only the outlines of these glyphs, and of those they are made of. Glyphs keep their numbers, so that text
 * refers to them as in the whole font.
 */
export function subsetFont(font: Font, glyphs: Iterable<number>): Uint8Array<ArrayBuffer> {
  const [glyf, places] = cutOutlines(font, withParts(font, glyphs));
  const tables = new Map<string, Uint8Array>();
  for (const tag of keptTables) {
    const view = font.tables.get(tag);
    if (view) tables.set(tag, new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice());
  }
  tables.set('glyf', glyf);
  tables.set('loca', places);
  // Places are written long; the checksum of the whole file is nothing that viewers look at.
  view(tables, 'head').setInt16(50, 1);
  view(tables, 'head').setUint32(8, 0);
  return assemble(tables);
}

/** The glyphs with those that composite ones (é is e and an accent) refer to, and the mark for a missing character. */
function withParts(font: Font, glyphs: Iterable<number>): Set<number> {
  const kept = new Set([0]);
  const waiting = [...glyphs];
  for (let glyph = waiting.pop(); glyph !== undefined; glyph = waiting.pop()) {
    if (kept.has(glyph)) continue;
    kept.add(glyph);
    waiting.push(...partsOf(font, glyph));
  }
  return kept;
}

/** The glyphs that a composite one is made of. Flags: 1 = arguments are words, 8, 64, 128 = scales follow, 32 = more parts. */
function partsOf(font: Font, glyph: number): number[] {
  const glyf = font.tables.get('glyf');
  const { from, to } = font.placeOf(glyph);
  if (!glyf || from === to || glyf.getInt16(from) >= 0) return [];
  const parts: number[] = [];
  for (let at = from + 10, flags = 32; flags & 32; ) {
    flags = glyf.getUint16(at);
    parts.push(glyf.getUint16(at + 2));
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0);
  }
  return parts;
}

/** The outlines of the kept glyphs, and where each is; the others are empty. */
function cutOutlines(font: Font, kept: ReadonlySet<number>): [Uint8Array, Uint8Array] {
  const glyf = font.tables.get('glyf');
  const count = font.tables.get('maxp')?.getUint16(4);
  if (!glyf || !count) throw new Error(`the font ${font.name} has no outlines`);
  const outlines: Uint8Array[] = [];
  const places = new DataView(new ArrayBuffer((count + 1) * 4));
  let at = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    places.setUint32(glyph * 4, at);
    if (!kept.has(glyph)) continue;
    const { from, to } = font.placeOf(glyph);
    const outline = new Uint8Array(padded(to - from));
    outline.set(new Uint8Array(glyf.buffer, glyf.byteOffset + from, to - from));
    outlines.push(outline);
    at += outline.length;
  }
  places.setUint32(count * 4, at);
  return [Buffer.concat(outlines), new Uint8Array(places.buffer)];
}

function view(tables: ReadonlyMap<string, Uint8Array>, tag: string): DataView {
  const table = tables.get(tag);
  if (!table) throw new Error(`the font has no table ${tag}`);
  return new DataView(table.buffer, table.byteOffset, table.byteLength);
}

function assemble(tables: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const entries = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const length = entries.reduce((sum, [, table]) => sum + padded(table.length), 12 + entries.length * 16);
  const file = new Uint8Array(length);
  const header = new DataView(file.buffer);
  const power = 2 ** Math.floor(Math.log2(entries.length));
  header.setUint32(0, 0x00010000);
  header.setUint16(4, entries.length);
  header.setUint16(6, power * 16);
  header.setUint16(8, Math.log2(power));
  header.setUint16(10, (entries.length - power) * 16);
  let at = 12 + entries.length * 16;
  for (const [index, [tag, table]] of entries.entries()) {
    const entry = 12 + index * 16;
    for (let place = 0; place < 4; place++) file[entry + place] = tag.charCodeAt(place);
    file.set(table, at);
    header.setUint32(entry + 4, checksum(header, at, padded(table.length)));
    header.setUint32(entry + 8, at);
    header.setUint32(entry + 12, table.length);
    at += padded(table.length);
  }
  return file;
}

function checksum(file: DataView, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + file.getUint32(at)) >>> 0;
  return sum;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
