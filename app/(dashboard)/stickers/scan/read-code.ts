/** What a browser's own detector is, where there is one; TypeScript does not know it yet. */
type Detector = { readonly detect: (image: ImageBitmapSource) => Promise<readonly { readonly rawValue: string }[]> };

/** Pictures of cameras are larger than a code needs; more pixels only take longer. */
const LONGEST_SIDE = 1_400;

/** Reads the first code in a picture: by the browser's own detector where it has one, else by a program of ours. */
export async function readCode(image: HTMLVideoElement | ImageBitmap): Promise<string | null> {
  const found = await detect(image);
  return found ?? decode(image);
}

async function detect(image: HTMLVideoElement | ImageBitmap): Promise<string | null> {
  const detector = await ownDetector();
  try {
    return (await detector?.detect(image))?.[0]?.rawValue || null;
  } catch {
    // Some have a detector that works for no picture; ours does.
    return null;
  }
}

let detector: Promise<Detector | null> | undefined;

function ownDetector(): Promise<Detector | null> {
  detector ??= makeDetector();
  return detector;
}

async function makeDetector(): Promise<Detector | null> {
  const make: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  if (typeof make !== 'function') return null;
  const formats: unknown = await Reflect.get(make, 'getSupportedFormats')?.call(make);
  if (!Array.isArray(formats) || !formats.includes('qr_code')) return null;
  return Reflect.construct(make, [{ formats: ['qr_code'] }]);
}

async function decode(image: HTMLVideoElement | ImageBitmap): Promise<string | null> {
  const [width, height] =
    image instanceof HTMLVideoElement ? [image.videoWidth, image.videoHeight] : [image.width, image.height];
  if (width === 0 || height === 0) return null;
  const { default: decodeQR } = await import('qr/decode.js');
  // What is too large for one reading may be sharp enough for a smaller one, and the other way round.
  for (const side of [LONGEST_SIDE, LONGEST_SIDE / 2]) {
    const scale = Math.min(1, side / Math.max(width, height));
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      // It throws where there is no code.
    }
  }
  return null;
}
