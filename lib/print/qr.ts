import { type DecodedPng, decode as decodePng, encode as encodePng } from 'fast-png';
import encodeQR from 'qr';
import decodeQR from 'qr/decode.js';

/** A code as modules, ready to be drawn at any size. `path` fills the dark ones on a square of `size` modules, border included. */
export type QrDrawing = { readonly size: number; readonly path: string };

/**
 * A code as runs of dark modules, three numbers each: x, y and how many. `size` is its side in modules, quiet zone
 * included, where the places count from.
 */
export type QrModules = { readonly size: number; readonly runs: readonly number[] };

/** Modules that must stay light around a code, by ISO/IEC 18004. */
const QUIET_ZONE = 4;

/**
 * Draws a code at error level M with its quiet zone. Runs of dark modules are one rectangle each, so that the drawing
 * stays small and no hairline shows between modules.
 */
export function drawQr(text: string): QrDrawing {
  const { size, runs } = qrModules(text);
  let path = '';
  for (let at = 0; at < runs.length; at += 3)
    path += `M${runs[at]} ${runs[at + 1]}h${runs[at + 2]}v1h-${runs[at + 2]}z`;
  return { size, path };
}

/**
 * The modules of a code at error level M. Without `mask` the best of the standard's eight is searched, which takes eight
 * times as long; every reader takes any of them.
 */
export function qrModules(text: string, mask?: number): QrModules {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE, ...(mask === undefined ? {} : { mask }) });
  const runs: number[] = [];
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x++;
      runs.push(start, y, x - start + 1);
    }
  }
  return { size: modules.length, runs };
}

/** The code as a standalone SVG document. `sizeMm` is its printed width, quiet zone included. */
export function qrSvg(text: string, sizeMm = 60): string {
  const { size, path } = drawQr(text);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${sizeMm}mm" height="${sizeMm}mm" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
  );
}

/** The code as a black and white picture, at least 600 pixels wide; every module is a whole number of pixels. */
export function qrPng(text: string): Uint8Array<ArrayBuffer> {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const scale = Math.ceil(600 / modules.length);
  const width = modules.length * scale;
  const data = new Uint8Array(width * width);
  for (let y = 0; y < width; y++) {
    const row = modules[Math.floor(y / scale)];
    for (let x = 0; x < width; x++) data[y * width + x] = row?.[Math.floor(x / scale)] ? 0 : 255;
  }
  return new Uint8Array(encodePng({ width, height: width, data, channels: 1, depth: 8 }));
}

/** What the code in a PNG says, or null when there is none that can be read. */
export function decodeQrPicture(png: Uint8Array): string | null {
  try {
    if (claimedPixels(png) > MAX_PIXELS) return null;
    const picture = decodePng(png);
    return decodeQR({ width: picture.width, height: picture.height, data: greyPixels(picture) });
  } catch {
    // Both libraries throw for a picture that is broken or holds no code; to us it is the same answer.
    return null;
  }
}

/** A poster at 600 dpi; anything larger is not a picture of one code. */
const MAX_PIXELS = 40_000_000;

/** The size that a PNG's first chunk gives, read before anything is unpacked: a small file can claim a gigabyte. */
function claimedPixels(png: Uint8Array): number {
  const header = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return header.getUint32(16) * header.getUint32(20);
}

/** The picture in opaque grey, four bytes a pixel. */
function greyPixels(picture: DecodedPng): Uint8Array {
  const rgba = new Uint8Array(picture.width * picture.height * 4).fill(255);
  let at = 0;
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++, at += 4) {
      // Not `fill`, whose call takes thirty times as long as three bytes do.
      const grey = lightness(picture, x, y);
      rgba[at] = grey;
      rgba[at + 1] = grey;
      rgba[at + 2] = grey;
    }
  }
  return rgba;
}

/** 0 to 255. Pictures of codes are often packed, several pixels to a byte, or have a palette. */
function lightness({ width, data, channels, depth, palette }: DecodedPng, x: number, y: number): number {
  if (depth === 16) return (data[(y * width + x) * channels] ?? 0) >> 8;
  const bitsPerRow = Math.ceil((width * channels * depth) / 8) * 8;
  const bit = y * bitsPerRow + x * channels * depth;
  const max = 2 ** depth - 1;
  const sample = ((data[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & max;
  if (palette) return palette[sample]?.[0] ?? 255;
  // Green carries most of a colour's lightness; a grey picture has one channel only.
  return channels >= 3 ? (data[(bit >> 3) + 1] ?? 0) : Math.round((sample * 255) / max);
}
