import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { hasPrintTools } from '../../scripts/launcher/print-tools.mjs';

const run = promisify(execFile);

/** Whether poppler and zbar are here; `npm test` installs them where it can, and says so where it cannot. */
export const canReadSheets = hasPrintTools();

/** A page as grey pixels, 0 to 255. */
export type Raster = { readonly width: number; readonly height: number; readonly grey: Uint8Array };
type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A document on disk, to be looked at by programs that know nothing of us. */
export async function openSheet(pdf: Uint8Array) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mostrador-sheet-'));
  const file = path.join(folder, 'sheet.pdf');
  await writeFile(file, pdf);
  const say = async (tool: string, ...more: string[]) =>
    (await run(tool, [...more, file], { maxBuffer: 2 ** 26 })).stdout;
  return {
    fonts: () => say('pdffonts'),
    text: async () => (await run('pdftotext', ['-layout', file, '-'])).stdout,
    about: () => say('pdfinfo', '-box'),
    /**
     * What the code in each of these places says, page by page; null where none is read. Each is cut out and looked at by
     * itself, as a phone does: among many of them on one picture, zbar takes corners of one for those of another.
     */
    async codes(dpi: number, cells: readonly Box[]): Promise<(string | null)[]> {
      await run('pdftoppm', ['-r', String(dpi), '-gray', file, path.join(folder, 'page')]);
      const pages = (await readdir(folder)).filter((name) => name.startsWith('page')).sort();
      const cuts: string[] = [];
      for (const page of pages) {
        const raster = readRaster(await readFile(path.join(folder, page)));
        for (const cell of cells) {
          const cut = path.join(folder, `cut-${String(cuts.length).padStart(5, '0')}.pgm`);
          cuts.push(cut);
          await writeFile(cut, cutOut(raster, cell, dpi));
        }
        await rm(path.join(folder, page));
      }
      const middle = Math.ceil(cuts.length / 2);
      // Two processes keep two processors busy.
      const found = await Promise.all([scan(cuts.slice(0, middle)), scan(cuts.slice(middle))]);
      return cuts.map((cut) => found[0]?.get(cut) ?? found[1]?.get(cut) ?? null);
    },
    async raster(dpi: number, page = 1): Promise<Raster> {
      const args = ['-r', String(dpi), '-gray', '-f', String(page), '-l', String(page), file];
      return readRaster((await run('pdftoppm', args, { encoding: 'buffer', maxBuffer: 2 ** 28 })).stdout);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function readRaster(file: Buffer): Raster {
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 40).toString('latin1')) ?? [];
  return { width: Number(width), height: Number(height), grey: file.subarray(head.length) };
}

function cutOut({ width, height, grey }: Raster, box: Box, dpi: number): Buffer {
  const pixels = (millimetres: number) => Math.round((millimetres * dpi) / 25.4);
  const [left, top] = [pixels(box.x), pixels(box.y)];
  const [right, bottom] = [Math.min(width, left + pixels(box.width)), Math.min(height, top + pixels(box.height))];
  const rows = Array.from({ length: bottom - top }, (_, row) =>
    grey.subarray((top + row) * width + left, (top + row) * width + right),
  );
  return Buffer.concat([Buffer.from(`P5\n${right - left} ${bottom - top}\n255\n`), ...rows]);
}

/** The first code in each picture that has one. */
async function scan(pictures: readonly string[]): Promise<Map<string, string>> {
  if (pictures.length === 0) return new Map();
  // It ends with 4 when some picture has no code, which is an answer like any other.
  const { stdout } = await run('zbarimg', ['--quiet', '--nodbus', '--xml', ...pictures], { maxBuffer: 2 ** 26 }).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
  );
  return new Map(
    stdout.split('<source ').flatMap((source): [string, string][] => {
      const picture = /^href='([^']+)'/.exec(source)?.[1];
      const text = /<!\[CDATA\[(.*?)\]\]>/s.exec(source)?.[1];
      return picture && text ? [[picture, text]] : [];
    }),
  );
}
