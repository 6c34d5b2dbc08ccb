import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { encode } from 'fast-png';
import { describe, expect, test, vi } from 'vitest';
import { decodeQrPicture, drawQr, qrSvg } from '@/lib/print/qr';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

const posText =
  '00020101021143530016com.mercadolibre0129https://mpago.la/pos/481516235204541153030325802AR5911KIOSCO LUNA6007ROSARIO6304ABCD';

/** The drawing as a grid, read back from its path: true is dark. */
function gridOf(text: string): boolean[][] {
  const { size, path } = drawQr(text);
  const grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let column = Number(x); column < Number(x) + Number(width); column++) setDark(grid, column, Number(y));
  return grid;
}

function setDark(grid: boolean[][], x: number, y: number): void {
  const row = grid[y];
  if (!row || row[x] === undefined) throw new Error(`the drawing leaves its square at ${x}, ${y}`);
  row[x] = true;
}

/** A grey picture of a code, each module so many pixels wide. */
function pictureOf(text: string, scale = 4): { width: number; grey: Uint8Array } {
  const grid = gridOf(text);
  const width = grid.length * scale;
  const grey = new Uint8Array(width * width).fill(255);
  for (const [y, row] of grid.entries())
    for (const [x, isDark] of row.entries())
      if (isDark)
        for (let line = 0; line < scale; line++)
          grey.fill(0, (y * scale + line) * width + x * scale, (y * scale + line) * width + (x + 1) * scale);
  return { width, grey };
}

/** A PNG written by hand: the kinds that print shops and servers make, which the encoder at hand does not. */
function png(
  header: { width: number; depth: number; colour: number },
  rows: Uint8Array,
  palette?: Uint8Array,
): Uint8Array {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(header.width, 0);
  ihdr.writeUInt32BE(header.width, 4);
  ihdr.set([header.depth, header.colour, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', ihdr),
    ...(palette ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** One bit for each pixel, eight to a byte; `dark` is the bit of a dark one. */
function packed(text: string, dark: 0 | 1): { width: number; rows: Uint8Array } {
  const { width, grey } = pictureOf(text, 3);
  const bytes = Math.ceil(width / 8);
  const rows = new Uint8Array((bytes + 1) * width);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      if ((grey[y * width + x] === 0 ? dark : 1 - dark) === 1)
        rows[y * (bytes + 1) + 1 + (x >> 3)] = (rows[y * (bytes + 1) + 1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
  return { width, rows };
}

function greyPng(text: string, scale?: number): Uint8Array {
  const { width, grey } = pictureOf(text, scale);
  return encode({ width, height: width, data: grey, channels: 1, depth: 8 });
}

describe('a drawn code', () => {
  test('is read back as what it says, whatever it says', () => {
    const texts = fc.stringMatching(/^[ -~]{1,150}$/);
    fc.assert(
      fc.property(texts, (text) => {
        expect(decodeQrPicture(greyPng(text, 3))).toBe(text);
      }),
      { numRuns: 25 },
    );
    expect(decodeQrPicture(greyPng(posText))).toBe(posText);
  });

  test('has four light modules around it on every side', () => {
    const grid = gridOf(posText);
    const isQuiet = (place: number) => place < 4 || place >= grid.length - 4;
    for (const [y, row] of grid.entries())
      for (const [x, isDark] of row.entries()) expect(isDark && (isQuiet(x) || isQuiet(y))).toBe(false);
    expect(grid[4]?.[4]).toBe(true);
  });

  test('is one document that holds nothing but squares, at the size that was asked for', () => {
    const svg = qrSvg('<script>alert(1)</script>"\'&', 45);
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d+) \1" width="45mm" height="45mm"/,
    );
    expect(svg).toMatch(/^<svg[^<>]*><path fill="#fff" d="[^"<>]*"\/><path d="[Mhvz\d .-]*"\/><\/svg>$/);
  });
});

describe('a picture of a code', () => {
  test('is read in grey, in colour, with transparency, and with sixteen bits', () => {
    const { width, grey } = pictureOf(posText);
    const colour = Uint8Array.from({ length: grey.length * 3 }, (_, place) => grey[Math.floor(place / 3)] ?? 0);
    const transparent = Uint8Array.from({ length: grey.length * 4 }, (_, place) =>
      place % 4 === 3 ? 255 : (grey[place >> 2] ?? 0),
    );
    const deep = Uint16Array.from(grey, (value) => value * 257);
    const pictures = [
      encode({ width, height: width, data: colour, channels: 3, depth: 8 }),
      encode({ width, height: width, data: transparent, channels: 4, depth: 8 }),
      encode({ width, height: width, data: deep, channels: 1, depth: 16 }),
    ];
    expect(pictures.map(decodeQrPicture)).toEqual([posText, posText, posText]);
  });

  test('is read when eight pixels share a byte, in black and white or from a palette', () => {
    const light = packed(posText, 0);
    expect(decodeQrPicture(png({ width: light.width, depth: 1, colour: 0 }, light.rows))).toBe(posText);
    const dark = packed(posText, 1);
    const palette = new Uint8Array([255, 255, 255, 20, 30, 60]);
    expect(decodeQrPicture(png({ width: dark.width, depth: 1, colour: 3 }, dark.rows, palette))).toBe(posText);
  });

  test('without a code, or that is none, says nothing', () => {
    const blank = encode({ width: 64, height: 64, data: new Uint8Array(64 * 64).fill(255), channels: 1, depth: 8 });
    expect(decodeQrPicture(blank)).toBeNull();
    expect(decodeQrPicture(new Uint8Array())).toBeNull();
    expect(decodeQrPicture(new TextEncoder().encode('<html>404</html>'))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeQrPicture(bytes)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('that is cut off or damaged anywhere says nothing or the whole truth', () => {
    const whole = greyPng(posText, 3);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = whole.map((byte, index) => (index === place ? byte ^ change : byte));
        expect([null, posText]).toContain(decodeQrPicture(damaged));
        expect([null, posText]).toContain(decodeQrPicture(whole.slice(0, place)));
      }),
      { numRuns: 60 },
    );
  });

  test('that claims to be larger than any poster is not even unpacked', () => {
    const width = 30_000;
    const bomb = png({ width, depth: 8, colour: 0 }, Buffer.alloc(width * 1_000));
    const before = process.memoryUsage().arrayBuffers;
    expect(decodeQrPicture(bomb)).toBeNull();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });
});
