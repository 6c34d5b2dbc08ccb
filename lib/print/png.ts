import 'server-only';
import type { Page } from './drawing';
import { pageSvg } from './svg';

/**
 * A page as a picture, which says how many of its pixels make an inch: programs place it in its true size. Letters are
 * outlines, so that no font of this machine is asked for. The library is loaded for the first picture only.
 */
export async function pagePng(page: Page, title: string, dpi: number): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const pixels = (millimetres: number) => Math.round((millimetres * dpi) / 25.4);
  const svg = pageSvg(page, title, { width: pixels(page.width), height: pixels(page.height) });
  return sharp(Buffer.from(svg)).removeAlpha().withMetadata({ density: dpi }).png().toBuffer();
}
