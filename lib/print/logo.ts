import 'server-only';
import { decode, encode } from 'fast-png';
import type { PrintImage } from './drawing';

export type CleanLogo = { readonly type: 'png' | 'jpeg'; readonly bytes: Uint8Array };
export type LogoProblem = 'too_large' | 'not_a_picture';

export const MAX_LOGO_BYTES = 200 * 1024;
const MAX_SIDE = 2_000;

/**
 * What is kept of a picture that somebody uploaded: a PNG written anew from its pixels, or a JPEG without what cameras
 * and programs add (places, names, thumbnails), upright and in the colours of screens. Nothing else is a logo; an SVG could
 * carry anything.
 */
export async function cleanLogo(file: Uint8Array): Promise<CleanLogo | LogoProblem> {
  if (file.length > MAX_LOGO_BYTES) return 'too_large';
  try {
    if (file[0] === 0x89) return cleanPng(file);
    if (file[0] === 0xff && file[1] === 0xd8) return await cleanJpeg(file);
    return 'not_a_picture';
  } catch {
    // Libraries and views throw for what is cut off or damaged; to us all of it is no picture.
    return 'not_a_picture';
  }
}

/** A logo as it is drawn. It was cleaned before it was kept, so that it can be read. */
export function logoImage({ type, bytes }: CleanLogo): PrintImage {
  if (type === 'png') return pixelsOf(bytes);
  const { width, height, channels } = readJpeg(bytes).frame;
  return { kind: 'jpeg', bytes, width, height, channels };
}

function cleanPng(file: Uint8Array): CleanLogo | LogoProblem {
  const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // Read before anything is unpacked: a small file can claim a gigabyte.
  if (Math.max(header.getUint32(16), header.getUint32(20)) > MAX_SIDE) return 'too_large';
  const { width, height, rgb, alpha } = pixelsOf(file);
  const channels = alpha ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * channels);
    if (alpha) data[pixel * 4 + 3] = alpha[pixel] ?? 255;
  }
  return { type: 'png', bytes: encode({ width, height, data, channels, depth: 8 }) };
}

/** Colours and transparency of a PNG of any kind. */
function pixelsOf(file: Uint8Array): Extract<PrintImage, { kind: 'pixels' }> {
  const { width, height, data, channels, depth, palette, transparency } = decode(file);
  const rgb = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height).fill(255);
  const bitsPerRow = Math.ceil((width * channels * depth) / 8) * 8;
  const sample = (x: number, y: number, channel: number): number => {
    if (depth === 16) return (data[(y * width + x) * channels + channel] ?? 0) >> 8;
    const bit = y * bitsPerRow + (x * channels + channel) * depth;
    return ((data[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
  const full = depth < 8 && !palette ? 255 / (2 ** depth - 1) : 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const first = sample(x, y, 0);
      const colour =
        palette?.[first] ?? (channels >= 3 ? [first, sample(x, y, 1), sample(x, y, 2)] : [first, first, first]);
      for (let channel = 0; channel < 3; channel++)
        rgb[pixel * 3 + channel] = Math.round((colour[channel] ?? 0) * full);
      if (channels === 2 || channels === 4) alpha[pixel] = sample(x, y, channels - 1);
      else if (palette && colour.length === 4) alpha[pixel] = colour[3] ?? 255;
      else if (transparency && !palette && isTransparent(transparency, { x, y, channels, sample })) alpha[pixel] = 0;
    }
  }
  return { kind: 'pixels', width, height, rgb, alpha: alpha.every((value) => value === 255) ? null : alpha };
}

type Sample = { x: number; y: number; channels: number; sample: (x: number, y: number, channel: number) => number };

function isTransparent(colour: ArrayLike<number>, { x, y, channels, sample }: Sample): boolean {
  return Array.from({ length: channels }, (_, channel) => sample(x, y, channel)).every(
    (value, channel) => value === colour[channel],
  );
}

async function cleanJpeg(file: Uint8Array): Promise<CleanLogo | LogoProblem> {
  const { default: sharp } = await import('sharp');
  const picture = sharp(file, { failOn: 'warning' });
  const { width, height, orientation = 1, space } = await picture.metadata();
  if (Math.max(width, height) > MAX_SIDE) return 'too_large';
  // What says how it is to be turned, and what its colours are, stays behind with all that was added.
  const isPlain = orientation === 1 && (space === 'srgb' || space === 'b-w') && !hasOwnColours(file);
  if (!isPlain) {
    const upright = picture.autoOrient().toColourspace('srgb').jpeg({ quality: 92, chromaSubsampling: '4:4:4' });
    return { type: 'jpeg', bytes: Buffer.concat(readJpeg(await upright.toBuffer()).kept) };
  }
  const bytes = Buffer.concat(readJpeg(file).kept);
  // Its pixels go into sheets as they are: a file that was cut off would be printed grey from there on.
  await sharp(bytes, { failOn: 'warning' }).stats();
  return { type: 'jpeg', bytes };
}

/** Whether Adobe's mark says that its three colours are no usual ones. Source: Adobe technical note 5116, read 2026-11-22. */
function hasOwnColours(file: Uint8Array): boolean {
  const mark = Buffer.from(file.buffer, file.byteOffset, file.byteLength).indexOf('\xff\xee\x00\x0eAdobe', 0, 'latin1');
  // 0 is red, green and blue; 1 is what every JPEG without the mark has.
  return mark !== -1 && file[mark + 15] === 0;
}

/** The size of a JPEG, and what of it is picture. Throws for a broken one and for one in inks (CMYK). */
function readJpeg(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const kept: Uint8Array[] = [file.subarray(0, 2)];
  let frame: { width: number; height: number; channels: 1 | 3 } | null = null;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) throw new Error('a JPEG has no marker where one must be');
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    const segment = file.subarray(at, at + 2 + length);
    if (marker >= 0xc0 && marker <= 0xc2) {
      const channels = view.getUint8(at + 9);
      if (channels !== 1 && channels !== 3) throw new Error('a JPEG in inks');
      frame = { width: view.getUint16(at + 7), height: view.getUint16(at + 5), channels };
    }
    // What applications add, and comments, stay behind.
    if (!((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe)) kept.push(segment);
    at += 2 + length;
    if (marker === 0xda) {
      if (!frame || frame.width === 0 || frame.height === 0) throw new Error('a JPEG without a size');
      kept.push(file.subarray(at));
      return { frame, kept };
    }
  }
}
