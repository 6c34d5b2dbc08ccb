import 'server-only';
import { decode } from 'fast-png';
import type { PrintImage } from './drawing';

export type CleanLogo = { readonly type: 'png' | 'jpeg'; readonly bytes: Uint8Array };
export type LogoProblem = 'too_large' | 'not_a_picture';

export const MAX_LOGO_BYTES = 200 * 1024;
const MAX_SIDE = 2_000;
/** Six centimetres at 400 dpi, more than any template gives a logo. It is unpacked for every sheet and every preview. */
const KEPT_SIDE = 1_000;

/**
 * What is kept of a picture that somebody uploaded: a PNG written anew from its pixels, or a JPEG without what cameras
 * and programs add (places, names, thumbnails), upright and in the colours of screens. Nothing else is a logo; an SVG could
 * carry anything.
 */
export async function cleanLogo(file: Uint8Array): Promise<CleanLogo | LogoProblem> {
  if (file.length > MAX_LOGO_BYTES) return 'too_large';
  try {
    if (file[0] === 0x89) return await cleanPng(file);
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

async function cleanPng(file: Uint8Array): Promise<CleanLogo | LogoProblem> {
  const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // Read before anything is unpacked: a small file can claim a gigabyte.
  if (Math.max(header.getUint32(16), header.getUint32(20)) > MAX_SIDE) return 'too_large';
  const { default: sharp } = await import('sharp');
  // Many programs write colour profiles that PNG's own library warns of; what is cut off is an error.
  const picture = sharp(file, { failOn: 'error' }).resize(KEPT_SIDE, KEPT_SIDE, {
    fit: 'inside',
    withoutEnlargement: true,
  });
  return { type: 'png', bytes: await picture.toColourspace('srgb').png().toBuffer() };
}

/** Colours and transparency of a PNG that was cleaned: three or four channels of eight bits. */
function pixelsOf(file: Uint8Array): Extract<PrintImage, { kind: 'pixels' }> {
  const { width, height, data, channels } = decode(file);
  const rgb = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * channels;
    rgb[pixel * 3] = data[at] ?? 0;
    rgb[pixel * 3 + 1] = data[at + 1] ?? 0;
    rgb[pixel * 3 + 2] = data[at + 2] ?? 0;
    if (channels === 4) alpha[pixel] = data[at + 3] ?? 255;
  }
  return { kind: 'pixels', width, height, rgb, alpha: alpha.every((value) => value === 255) ? null : alpha };
}

async function cleanJpeg(file: Uint8Array): Promise<CleanLogo | LogoProblem> {
  const { default: sharp } = await import('sharp');
  const picture = sharp(file, { failOn: 'warning' });
  const { width, height, orientation = 1, space, hasProfile } = await picture.metadata();
  if (Math.max(width, height) > MAX_SIDE) return 'too_large';
  // What says how it is to be turned, and what its colours are, stays behind with all that was added.
  const isPlain = orientation === 1 && (space === 'srgb' || space === 'b-w') && !hasProfile && !hasOwnColours(file);
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
