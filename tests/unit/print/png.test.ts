import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import type { Mark } from '@/lib/print/drawing';
import { pagePng } from '@/lib/print/png';

/** How many of the pixels of a page are dark in each third of its height. */
async function inkOf(marks: readonly Mark[]): Promise<number[]> {
  const { width, height, data, channels } = decode(await pagePng({ width: 20, height: 18, marks }, 'n', 127));
  expect([width, height, channels]).toEqual([100, 90, 3]);
  const dark = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels)
    if ((data[at] ?? 255) < 128)
      dark[Math.floor(at / (data.length / 3))] = (dark[Math.floor(at / (data.length / 3))] ?? 0) + 1;
  return dark;
}

test('letters keep their accents as pixels, drawn without any font of the machine', async () => {
  const letter = (text: string): Mark => ({ kind: 'text', x: 4, y: 15, text, type: { face: 'bold', size: 14 } });
  const [plain = 0, , below = 0] = await inkOf([letter('N')]);
  const [accented = 0] = await inkOf([letter('Ñ')]);
  expect(below).toBeGreaterThan(100);
  expect(accented).toBeGreaterThan(plain + 50);
});

test('a logo is drawn in its place, as pixels and as a JPEG', async () => {
  const place = { kind: 'image', x: 0, y: 12, width: 20, height: 6 } as const;
  const black = { kind: 'pixels', width: 2, height: 1, rgb: new Uint8Array(6), alpha: null } as const;
  expect(await inkOf([{ ...place, image: black }])).toEqual([0, 0, 3_000]);
  const jpeg = { kind: 'jpeg', width: 8, height: 8, channels: 1, bytes: blackJpeg } as const;
  expect(await inkOf([{ ...place, image: jpeg }])).toEqual([0, 0, 3_000]);
});

/** Eight by eight black pixels. */
const blackJpeg = Buffer.from(
  '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AIwAH//Z',
  'base64',
);
