import { fitName } from './emvco';
import { isTextDark, signHeight, signWidth } from './pixel-font';
import type { Bitmap } from './png';

/** The words of a poster, from top to bottom; the QR stands after the second. */
export type PosterLines = [string, string, string, string];

const width = 1000;
const height = 1330;
const margin = 60;
const qrTop = 260;
const tops = [60, 165, 1165, 1245];
const largestScales = [10, 6, 5, 4];

/** A picture to be printed: the shop, the till, its QR. */
export function drawPoster(modules: boolean[][], lines: PosterLines): Bitmap {
  const pixels = Math.floor((width - 2 * margin) / modules.length);
  const qrLeft = Math.floor((width - pixels * modules.length) / 2);
  const texts = lines.map((line, index) => placeLine(line, tops[index] ?? 0, largestScales[index] ?? 1));
  return {
    width,
    height,
    isDark(x, y) {
      if (modules[Math.floor((y - qrTop) / pixels)]?.[Math.floor((x - qrLeft) / pixels)]) return true;
      return texts.some(({ text, left, top, scale }) => {
        const isBeside = y < top || y >= top + signHeight * scale || x < left;
        return !isBeside && isTextDark(text, Math.floor((x - left) / scale), Math.floor((y - top) / scale));
      });
    },
  };
}

function placeLine(line: string, top: number, largestScale: number) {
  const text = fitName(line, 60);
  const room = width - 2 * margin;
  const scale = Math.max(1, Math.min(largestScale, Math.floor(room / (text.length * signWidth))));
  return { text, top, scale, left: Math.floor((width - text.length * signWidth * scale) / 2) };
}
