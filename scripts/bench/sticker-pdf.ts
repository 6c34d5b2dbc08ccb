import { deflateSync } from 'node:zlib';
import { papers, planSheet, type SheetPlan, usualSheet } from '@/lib/domain/sticker-sheet';
import { writePdf } from '@/lib/print/pdf';
import { qrModules } from '@/lib/print/qr';
import type { StickerFacts } from '@/lib/print/sticker-art';
import { stickerPages } from '@/lib/print/sticker-pages';
import { stickerWords } from '@/lib/print/sticker-words';
import { canReadSheets, openSheet } from '../../tests/support/printed-sheets';
import { printRow, ratio } from './contender';

const STICKERS = 1_000;
const ROUNDS = 5;
const MASK = 2;

/**
 * `sticker_pdf`: a thousand stickers as one vector PDF (laid out, set in embedded fonts, streamed) against the bare loop:
 * the same codes by the same library, as rectangles in content written by hand, with a line of text in a font that every
 * viewer has. By CPU. `read_150` and `read_300` are how many of the codes zbar read from the raster at that resolution.
 */
export async function benchStickerPdf(): Promise<void> {
  const plan = planSheet({ ...usualSheet, template: 'sticker', paper: papers.avery_l7164 });
  if (typeof plan === 'string') throw new Error(plan);
  const sheet = { plan, template: 'sticker', order: { count: STICKERS, startCell: 1, order: 'rows' } } as const;
  const about = { title: 'Stickers', author: 'Bench', locale: 'es' };
  const ours = () => writePdf(stickerPages(sheet, factsOf), about);
  const bare = () => bareDocument(plan);
  const took = { ours: [] as Sunk[], bare: [] as Sunk[] };
  await sink(bare());
  await sink(ours());
  for (let round = 0; round < ROUNDS; round++) {
    took.ours.push(await sink(ours()));
    took.bare.push(await sink(bare()));
  }
  const [us, baseline] = [median(took.ours), median(took.bare)];
  printRow({
    name: 'sticker_pdf',
    ours: us.cpuMs,
    baseline: baseline.cpuMs,
    ratio: ratio(us.cpuMs, baseline.cpuMs),
    unit: 'CPU ms',
    stickers: STICKERS,
    kilobytes: us.kilobytes,
    baseline_kilobytes: baseline.kilobytes,
    rss_growth_mb: us.growthMegabytes,
    baseline_rss_growth_mb: baseline.growthMegabytes,
    ...(await readBack(ours(), plan)),
  });
}

function textOf(index: number): string {
  return `00020101021143530016com.mercadolibre0129https://mpago.la/pos/${481_516_000 + index}5204541153030325802AR5911KIOSCO LUNA6007ROSARIO6304ABCD`;
}

function factsOf(index: number): StickerFacts {
  return {
    posName: `Caja ${index + 1}`,
    storeName: 'Palermo',
    brandName: 'Café Lavalle',
    code: `S1-C${index}-v1`,
    date: '20 nov 2026',
    modules: qrModules(textOf(index), MASK),
    words: stickerWords('es', 'MLA'),
    logo: null,
    accent: '#4f46d6',
  };
}

/** As little as a document with the same codes can be. */
function* bareDocument({ page, cell, cells }: SheetPlan): Generator<Uint8Array> {
  const places: number[] = [];
  let length = 0;
  const say = (text: string, bytes = Buffer.from(text, 'latin1')) => {
    length += bytes.length;
    return bytes;
  };
  const points = 72 / 25.4;
  const kids: number[] = [];
  yield say('%PDF-1.4\n');
  for (let first = 0; first < STICKERS; first += cells.length) {
    let content = '';
    for (const [place, { x, y }] of cells.entries()) {
      const index = first + place;
      if (index >= STICKERS) break;
      const { size, runs } = qrModules(textOf(index), MASK);
      const scale = ((cell.width * 0.7) / size) * points;
      const bottom = page.height - y - cell.height;
      content += `q ${scale.toFixed(3)} 0 0 ${-scale.toFixed(3)} ${(x * points).toFixed(2)} ${((page.height - y - 10) * points).toFixed(2)} cm\n`;
      for (let at = 0; at < runs.length; at += 3) content += `${runs[at]} ${runs[at + 1]} ${runs[at + 2]} 1 re\n`;
      content += `f Q BT /F 10 Tf ${(x * points).toFixed(2)} ${((bottom + 4) * points).toFixed(2)} Td (Caja ${index + 1}) Tj ET\n`;
    }
    const packed = deflateSync(content);
    const number = 4 + kids.length * 2;
    places[number] = length;
    yield say(`${number} 0 obj<</Length ${packed.length}/Filter/FlateDecode>>stream\n`);
    yield say('', packed);
    yield say('\nendstream endobj\n');
    places[number + 1] = length;
    kids.push(number + 1);
    const box = `[0 0 ${(page.width * points).toFixed(2)} ${(page.height * points).toFixed(2)}]`;
    yield say(
      `${number + 1} 0 obj<</Type/Page/Parent 2 0 R/MediaBox${box}/Contents ${number} 0 R/Resources<</Font<</F 3 0 R>>>>>>endobj\n`,
    );
  }
  for (const [number, body] of [
    [1, '<</Type/Catalog/Pages 2 0 R>>'],
    [2, `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`],
    [3, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'],
  ] as const) {
    places[number] = length;
    yield say(`${number} 0 obj${body}endobj\n`);
  }
  const start = length;
  const rows = places.slice(1).map((place) => `${String(place).padStart(10, '0')} 00000 n \n`);
  yield say(
    `xref\n0 ${places.length}\n0000000000 65535 f \n${rows.join('')}trailer<</Size ${places.length}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`,
  );
}

type Sunk = { readonly cpuMs: number; readonly kilobytes: number; readonly growthMegabytes: number };

/** Reads all of a document and keeps none of it. */
async function sink(document: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Sunk> {
  const before = process.memoryUsage.rss();
  const began = process.cpuUsage();
  let [bytes, most] = [0, before];
  for await (const chunk of document) {
    bytes += chunk.length;
    most = Math.max(most, process.memoryUsage.rss());
  }
  const { user, system } = process.cpuUsage(began);
  return {
    cpuMs: Math.round((user + system) / 1e3),
    kilobytes: Math.round(bytes / 1024),
    growthMegabytes: Math.round((most - before) / 1024 ** 2),
  };
}

function median(rounds: readonly Sunk[]): Sunk {
  const sorted = rounds.toSorted((a, b) => a.cpuMs - b.cpuMs);
  const middle = sorted[sorted.length >> 1];
  if (!middle) throw new Error('nothing was measured');
  return { ...middle, growthMegabytes: Math.max(...rounds.map(({ growthMegabytes }) => growthMegabytes)) };
}

/** How many of the thousand an independent reader reads, each in its own cell. */
async function readBack(document: AsyncIterable<Uint8Array>, plan: SheetPlan): Promise<Record<string, number>> {
  if (!canReadSheets) return {};
  const chunks: Uint8Array[] = [];
  for await (const chunk of document) chunks.push(chunk);
  const sheet = await openSheet(Buffer.concat(chunks));
  const boxes = plan.cells.map((place) => ({ ...place, ...plan.cell }));
  const counts: Record<string, number> = {};
  for (const dpi of [150, 300]) {
    const found = await sheet.codes(dpi, boxes);
    counts[`read_${dpi}`] = found.filter((text, index) => text !== null && text === textOf(index)).length;
  }
  await sheet.close();
  return counts;
}
