import type { Font } from './font';

/** A piece of an outline in font units, y upwards: `M` begins a contour, `L` is a line, `Q` a quadratic curve with its handle. */
export type Stroke = readonly ['M' | 'L', number, number] | readonly ['Q', number, number, number, number];

type Point = { readonly x: number; readonly y: number; readonly isOn: boolean };

/** The outline of a glyph; contours are closed. Source: https://learn.microsoft.com/typography/opentype/spec/glyf */
export function outlineOf(font: Font, glyph: number): Stroke[] {
  const glyf = font.tables.get('glyf');
  const { from, to } = font.placeOf(glyph);
  if (!glyf || from === to) return [];
  const contours = glyf.getInt16(from);
  return contours >= 0 ? readContours(glyf, from, contours).flatMap(strokesOf) : readParts(font, glyf, from + 10);
}

/** Flags: 1 = offsets are words, 2 = they are offsets, 8, 64, 128 = scales follow, 32 = more parts. */
function readParts(font: Font, glyf: DataView, start: number): Stroke[] {
  const strokes: Stroke[] = [];
  for (let at = start, flags = 32; flags & 32; ) {
    flags = glyf.getUint16(at);
    const part = glyf.getUint16(at + 2);
    const [dx, dy] =
      flags & 1 ? [glyf.getInt16(at + 4), glyf.getInt16(at + 6)] : [glyf.getInt8(at + 4), glyf.getInt8(at + 5)];
    at += flags & 1 ? 8 : 6;
    const fixed = (place: number) => glyf.getInt16(place) / 16_384;
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & 8) a = d = fixed(at);
    else if (flags & 64) [a, d] = [fixed(at), fixed(at + 2)];
    else if (flags & 128) [a, b, c, d] = [fixed(at), fixed(at + 2), fixed(at + 4), fixed(at + 6)];
    at += flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0;
    const place = (x: number, y: number) => [a * x + c * y + dx, b * x + d * y + dy] as const;
    for (const stroke of outlineOf(font, part))
      strokes.push(
        stroke[0] === 'Q'
          ? ['Q', ...place(stroke[1], stroke[2]), ...place(stroke[3], stroke[4])]
          : [stroke[0], ...place(stroke[1], stroke[2])],
      );
  }
  return strokes;
}

function readContours(glyf: DataView, from: number, count: number): Point[][] {
  const ends = Array.from({ length: count }, (_, index) => glyf.getUint16(from + 10 + index * 2));
  const points = (ends.at(-1) ?? -1) + 1;
  let at = from + 10 + count * 2;
  at += 2 + glyf.getUint16(at);
  const flags: number[] = [];
  while (flags.length < points) {
    const flag = glyf.getUint8(at++);
    flags.push(flag);
    if (flag & 8) for (let more = glyf.getUint8(at++); more > 0; more--) flags.push(flag);
  }
  const read = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? glyf.getUint8(at++) : -glyf.getUint8(at++);
      else if (!(flag & same)) {
        value += glyf.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = read(2, 16);
  const ys = read(4, 32);
  const all = flags.map((flag, index) => ({ x: xs[index] ?? 0, y: ys[index] ?? 0, isOn: (flag & 1) === 1 }));
  return ends.map((end, index) => all.slice((ends[index - 1] ?? -1) + 1, end + 1));
}

/** Between two handles lies a point that the format leaves out. */
function strokesOf(contour: readonly Point[]): Stroke[] {
  const first = contour.findIndex(({ isOn }) => isOn);
  const start = first < 0 ? between(contour.at(-1), contour[0]) : contour[first];
  if (!start) return [];
  const strokes: Stroke[] = [['M', start.x, start.y]];
  const rest = [...contour.slice(first + 1), ...contour.slice(0, Math.max(first, 0)), start];
  let handle: Point | null = null;
  for (const point of rest) {
    if (point.isOn || point === start) {
      strokes.push(handle ? ['Q', handle.x, handle.y, point.x, point.y] : ['L', point.x, point.y]);
      handle = null;
    } else {
      const middle = handle && between(handle, point);
      if (handle && middle) strokes.push(['Q', handle.x, handle.y, middle.x, middle.y]);
      handle = point;
    }
  }
  return strokes;
}

function between(a: Point | undefined, b: Point | undefined): Point | undefined {
  return a && b && { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, isOn: true };
}
