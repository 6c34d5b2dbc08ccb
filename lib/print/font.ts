/** A TrueType font as far as printing needs it: which glyph a character has, how wide it is, and its outline. */
export type Font = {
  readonly name: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly boundingBox: readonly [number, number, number, number];
  /** 0 when the font has no such character. */
  readonly glyphOf: (codePoint: number) => number;
  /** In font units. */
  readonly advanceOf: (glyph: number) => number;
  /** The bytes of each table, by its tag. */
  readonly tables: ReadonlyMap<string, DataView>;
  /** Where a glyph's outline lies in `glyf`; both the same for one without ink. */
  readonly placeOf: (glyph: number) => { readonly from: number; readonly to: number };
};

/**
 * Reads a font file with TrueType outlines and a Unicode character map in format 4. Throws for any other: the fonts are
 * our own, so that this is a mistake of ours and not of a caller. A font that was taken out of a document has no characters.
 * Source: https://learn.microsoft.com/typography/opentype/spec/otff
 */
export function readFont(file: Uint8Array, name: string, { withCharacters = true } = {}): Font {
  const tables = readTables(file);
  const table = (tag: string): DataView => {
    const found = tables.get(tag);
    if (!found) throw new Error(`the font ${name} has no table ${tag}`);
    return found;
  };
  const [head, hhea, hmtx, loca] = [table('head'), table('hhea'), table('hmtx'), table('loca')];
  const longMetrics = hhea.getUint16(34);
  const hasLongPlaces = head.getInt16(50) === 1;
  const placeAt = (index: number) => (hasLongPlaces ? loca.getUint32(index * 4) : loca.getUint16(index * 2) * 2);
  const glyphs = withCharacters ? readCharacterMap(table('cmap')) : new Map<number, number>();
  return {
    name,
    unitsPerEm: head.getUint16(18),
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    capHeight: tables.get('OS/2')?.getInt16(88) ?? 0,
    boundingBox: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    glyphOf: (codePoint) => glyphs.get(codePoint) ?? 0,
    advanceOf: (glyph) => hmtx.getUint16(Math.min(glyph, longMetrics - 1) * 4),
    tables,
    placeOf: (glyph) => ({ from: placeAt(glyph), to: placeAt(glyph + 1) }),
  };
}

function readTables(file: Uint8Array): Map<string, DataView> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, DataView>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const at = 12 + index * 16;
    const tag = String.fromCharCode(...file.subarray(at, at + 4));
    tables.set(tag, new DataView(file.buffer, file.byteOffset + view.getUint32(at + 8), view.getUint32(at + 12)));
  }
  return tables;
}

/** Characters of the basic plane to glyphs. What is beyond it (emoji, rare scripts) our fonts do not have anyway. */
function readCharacterMap(cmap: DataView): Map<number, number> {
  const map = new Map<number, number>();
  for (let index = 0; index < cmap.getUint16(2); index++) {
    const at = cmap.getUint32(4 + index * 8 + 4);
    if (cmap.getUint16(at) === 4) readSegments(cmap, at, map);
  }
  if (map.size === 0) throw new Error('the font has no character map in format 4');
  return map;
}

function readSegments(cmap: DataView, at: number, map: Map<number, number>): void {
  const bytes = cmap.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + bytes];
  const [deltas, offsets] = [starts + bytes, starts + 2 * bytes];
  for (let segment = 0; segment < bytes; segment += 2) {
    const delta = cmap.getUint16(deltas + segment);
    const offset = cmap.getUint16(offsets + segment);
    const start = cmap.getUint16(starts + segment);
    for (let code = start; code <= cmap.getUint16(ends + segment) && code < 0xffff; code++) {
      const listed = offset === 0 ? code : cmap.getUint16(offsets + segment + offset + (code - start) * 2);
      if (offset === 0 || listed !== 0) map.set(code, (listed + delta) & 0xffff);
    }
  }
}
