import { decode as decodePng } from 'fast-png';
import encodeQR from 'qr';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '@/db/new-id';
import { papers, planSheet, usualSheet } from '@/lib/domain/sticker-sheet';
import { decodeQrPicture } from '@/lib/print/qr';
import { listAt, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { namesOnPaper } from '../support/names-on-paper';
import { canReadSheets, openSheet, type Raster } from '../support/printed-sheets';
import { openTwoShops, type Shop } from '../support/shop';

// Programs that read pictures take their time where others keep the machine busy.
vi.setConfig({ testTimeout: 180_000 });

let application: TestApplication;
let shop: Shop;
let theirs: Shop;
const opened: { close: () => Promise<void> }[] = [];

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  ({ ours: shop, theirs } = await openTwoShops(application));
});
afterAll(() => application.close());
afterEach(async () => {
  for (const sheet of opened.splice(0)) await sheet.close();
});

/** What Mercado Pago's codes look like, each another one; texts of three lengths make codes of three sizes. */
function codeText(index: number): string {
  const name = 'KIOSCO LUNA'.padEnd([11, 24, 40][index % 3] ?? 11, 'X');
  return `00020101021143530016com.mercadolibre0129https://mpago.la/pos/${String(481_516_000 + index)}5204541153030325802AR5911${name}6007ROSARIO6304ABCD`;
}

/** Tills as they are after their pictures were read, straight into the database: making them there takes a call each. */
async function addTills(prefix: string, names: readonly string[], from = 0): Promise<Map<string, string>> {
  const { sql } = application.services;
  const [store] = await sql<{ id: string }[]>`select id from stores where merchant_id = ${shop.merchant.id} limit 1`;
  const rows = names.map((name, index) => ({
    merchant_id: shop.merchant.id,
    id: newId(),
    store_id: store?.id ?? '',
    mercadopago_pos_id: `${prefix}-${index}`,
    external_pos_id: `${prefix}${String(index).padStart(4, '0')}`,
    name,
    unattended_key: newId(),
    qr_data: codeText(from + index),
  }));
  for (let at = 0; at < rows.length; at += 500) await sql`insert into pos ${sql(rows.slice(at, at + 500))}`;
  return new Map(rows.map((row) => [row.external_pos_id, row.qr_data]));
}

async function print(body: Record<string, unknown>, by: Shop = shop): Promise<Uint8Array> {
  const answer = await fetch(`${application.url}/api/v1/stickers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(answer.status, Buffer.from(bytes.subarray(0, 300)).toString()).toBe(200);
  return bytes;
}

async function sheetOf(body: Record<string, unknown>) {
  const sheet = await openSheet(await print(body));
  opened.push(sheet);
  return sheet;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `Caja ${index + 1}`);

function planned(paper: 'a4' | 'avery_l7160') {
  const plan = planSheet({ ...usualSheet, template: 'sticker', paper: papers[paper] });
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
}

function boxes(paper: 'a4' | 'avery_l7160') {
  const { cells, cell } = planned(paper);
  return cells.map((place) => ({ ...place, ...cell }));
}

/** How light each square of 15 pixels is. */
function tones({ width, height, grey }: Raster): number[] {
  const across = Math.floor(width / 15);
  const sums = new Float64Array(across * Math.floor(height / 15));
  for (let y = 0; y < height - (height % 15); y++)
    for (let x = 0; x < across * 15; x++) {
      const square = Math.floor(y / 15) * across + Math.floor(x / 15);
      sums[square] = (sums[square] ?? 0) + (grey[y * width + x] ?? 0) / 225;
    }
  return [...sums];
}

type Line = { y: number; from: number } | { x: number; from: number };

/** Where ink begins on a line through the page, in millimetres. */
function firstInk(raster: Raster, dpi: number, line: Line): number {
  return edgeOn(raster, dpi, line, true);
}

/** Where ink ends on a line that begins in it. */
function lastInk(raster: Raster, dpi: number, line: Line): number {
  return edgeOn(raster, dpi, line, false);
}

function edgeOn({ width, height, grey }: Raster, dpi: number, line: Line, isSought: boolean): number {
  const pixels = (millimetres: number) => Math.round((millimetres * dpi) / 25.4);
  const isDark = (at: number) =>
    (grey['y' in line ? pixels(line.y) * width + at : at * width + pixels(line.x)] ?? 255) < 160;
  let at = pixels(line.from);
  while (at < ('y' in line ? width : height) && isDark(at) !== isSought) at++;
  return (at * 25.4) / dpi;
}

describe.runIf(canReadSheets)('a printed sheet', () => {
  test('has every one of a thousand codes that were asked for, in the asked order, whatever tills are called, read back at 150 dpi by a program that is not ours', async () => {
    // With the three cells left free, 48 sheets are full.
    const texts = await addTills('T', [...namesOnPaper(), ...numbered(505)]);
    const sheet = await sheetOf({
      external_pos_ids: [...texts.keys()],
      template: 'sticker',
      paper: 'avery_l7160',
      start_cell: 4,
    });
    const found = await sheet.codes(150, boxes('avery_l7160'));
    expect(found.slice(0, 3)).toEqual([null, null, null]);
    expect(found.slice(3)).toEqual([...texts.values()]);
    expect(await sheet.about()).toMatch(/^Pages: +48$/m);
  });

  test('keeps to a fifth of a millimetre: every label, crop mark, the start cell, and the size of the page', async () => {
    const texts = await addTills('P', numbered(21));
    const keys = [...texts.keys()];
    const labels = await sheetOf({ external_pos_ids: keys, template: 'sticker', paper: 'avery_l7160' });
    const page = await labels.raster(300);
    const sides = [...texts.values()].map((text) => encodeQR(text, 'raw', { ecc: 'medium', border: 4 }).length);
    const off = planned('avery_l7160').cells.flatMap(({ x, y }, index) => {
      // The edge of 1.2 mm, then four light modules of the code, which fills the rest of the height.
      const white = 1.2 + (4 * (38.1 - 2 * 1.2)) / (sides[index] ?? 0);
      // The colour ends as far from the other edge.
      const right = x + 63.5 - 1.2;
      return [
        firstInk(page, 300, { y: y + white + 0.3, from: x }) - (x + white),
        firstInk(page, 300, { x: x + white + 0.3, from: y }) - (y + white),
        lastInk(page, 300, { y: y + 19, from: right - 0.8 }) - right,
      ];
    });
    expect(off).toHaveLength(63);
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.2);
    expect(await labels.about()).toMatch(/MediaBox: +0\.00 +0\.00 +595\.28 +841\.89/);

    const cut = await sheetOf({ external_pos_ids: keys.slice(0, 5), template: 'sticker', paper: 'a4', start_cell: 2 });
    const raster = await cut.raster(300);
    const [, ...printed] = planned('a4').cells;
    // Hairlines two millimetres outside of each corner are where its edges are.
    const marks = printed.flatMap(({ x, y }) => [
      firstInk(raster, 300, { y: y - 2, from: x - 1 }) - x,
      firstInk(raster, 300, { x: x - 2, from: y - 1 }) - y,
      firstInk(raster, 300, { y: y + 92 + 2, from: x + 91 }) - (x + 92),
      firstInk(raster, 300, { x: x + 92 + 2, from: y + 91 }) - (y + 92),
    ]);
    expect(marks).toHaveLength(20);
    expect(Math.max(...marks.map(Math.abs))).toBeLessThan(0.2);
    expect(await cut.codes(150, boxes('a4'))).toEqual([null, ...[...texts.values()].slice(0, 5)]);
  });

  test('looks as its preview did', async () => {
    const keys = [...(await addTills('Q', ['Caja 12', 'Mostrador Ñandú'])).keys()];
    const sheet = { template: 'counter_card', paper: 'a3', start_cell: 2 };
    const { previewSheet } = await import('@/lib/services/sticker-reading');
    const { previewRequestSchema } = await import('@/lib/api/stickers');
    const cells = keys.map((pos, index) => ({ cell: index + 1, pos }));
    const preview = await previewSheet(shop.merchant, previewRequestSchema.parse({ ...sheet, cells }), new Date());
    const paper = await (await sheetOf({ ...sheet, external_pos_ids: keys })).raster(150);
    const drawn = sharp(Buffer.from(preview.svg)).resize(paper.width, paper.height, { fit: 'fill' });
    const screen = await drawn.removeAlpha().greyscale().raw().toBuffer();
    expect(screen).toHaveLength(paper.grey.length);
    const [printed, seen] = [tones(paper), tones({ ...paper, grey: screen })];
    expect(Math.min(...printed)).toBeLessThan(60);
    // Two programs smooth edges differently, which makes 23; half a millimetre would make 60.
    expect(Math.max(...printed.map((tone, index) => Math.abs(tone - (seen[index] ?? 0))))).toBeLessThan(45);
  });

  test('embeds its fonts and says its text as text', async () => {
    const texts = await addTills('F', ['Caja 7', 'Mostrador Ñandú']);
    const sheet = await sheetOf({ external_pos_ids: [...texts.keys()], template: 'counter_card', paper: 'exact' });
    const fonts = (await sheet.fonts()).split('\n').slice(2).filter(Boolean);
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Geist-\w+ +CID TrueType +Identity-H +yes yes yes/);
    expect(await sheet.text()).toMatch(/Mostrador Ñandú/);
  });

  test('is whole for five hundred hostile names', async () => {
    const texts = await addTills('H', namesOnPaper());
    expect(texts.size).toBe(500);
    const all = { external_pos_ids: [...texts.keys()], template: 'sticker', paper: 'avery_5163' };
    expect(await (await sheetOf(all)).about()).toMatch(/^Pages: +50$/m);
  });
});

describe('the ledger', () => {
  test('gives a new version when the till or its code changed, or the sticker was voided, and none otherwise', async () => {
    const { sql } = application.services;
    const { voidStickers } = await import('@/lib/services/stickers');
    await addTills('V', ['Caja 1']);
    const codes = async () => {
      await print({ external_pos_ids: ['V0000'], template: 'sticker', paper: 'a4', reason: 'more' });
      const rows = await sql`select code, voided_at is not null as void from stickers s join pos p
        on p.merchant_id = s.merchant_id and p.id = s.pos_id where p.external_pos_id = 'V0000' order by version`;
      return rows.map(({ code, void: isVoid }) => `${code}${isVoid ? ' void' : ''}`);
    };
    expect(await codes()).toEqual(['V0000-v1']);
    expect(await codes()).toEqual(['V0000-v1']);
    await sql`update pos set name = 'Barra' where external_pos_id = 'V0000'`;
    expect(await codes()).toEqual(['V0000-v1', 'V0000-v2']);
    const [pos] = await sql`select id from pos where external_pos_id = 'V0000'`;
    const person = { personId: newId(), now: new Date() };
    const second = [{ posId: pos?.id, version: 2 }];
    await expect(voidStickers(theirs.merchant, second, { reason: 'swapped', ...person })).rejects.toMatchObject({
      code: 'conflict',
    });
    await voidStickers(shop.merchant, second, { reason: 'swapped', ...person });
    await expect(voidStickers(shop.merchant, second, { reason: 'lost', ...person })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await codes()).toEqual(['V0000-v1', 'V0000-v2 void', 'V0000-v3']);
    const prints = await sql`select reprint_count, reason from sticker_prints order by at desc limit 4`;
    expect(prints.map(({ reprint_count: again, reason }) => [again, reason])).toEqual([
      [0, null],
      [0, null],
      [1, 'more'],
      [0, null],
    ]);
    await expect(sql`update stickers set name = 'x'`).rejects.toThrow();
    await expect(sql`update stickers set qr_data = 'x'`).rejects.toMatchObject({
      constraint_name: 'stickers_only_voided',
    });
    await expect(sql`delete from sticker_prints`).rejects.toThrow();
  });
});

test('a scanned sticker is the current one, void, an old one, of a closed till, or nobody of ours, and each look is kept', async () => {
  const { sql, db } = { sql: application.services.sql, db: await import('@/db/stickers') };
  const { voidPrint } = await import('@/lib/services/stickers');
  const { checkScan } = await import('@/lib/services/sticker-scans');
  const [text = ''] = (await addTills('W', ['Caja 1'], 9_000)).values();
  const scan = async () => {
    const { verdict, till, currentCode, voidedCodes } = await checkScan(shop.merchant, null, text);
    return [verdict, till?.key ?? null, currentCode, voidedCodes];
  };
  const sheet = { external_pos_ids: ['W0000'], template: 'sticker', paper: 'a4' };
  await print(sheet);
  expect(await scan()).toEqual(['current', 'W0000', 'W0000-v1', []]);
  expect((await checkScan(theirs.merchant, null, text)).verdict).toBe('not_a_payment_code');

  const [printed] = await db.listPrints(shop.merchant, { limit: 1 });
  const voiding = { reason: 'lost', personId: newId(), now: new Date() } as const;
  await expect(voidPrint(theirs.merchant, printed?.id ?? '', voiding)).rejects.toMatchObject({ code: 'not_found' });
  await voidPrint(shop.merchant, printed?.id ?? '', voiding);
  expect(await scan()).toEqual(['voided', 'W0000', null, ['W0000-v1']]);
  await print(sheet);
  expect(await scan()).toEqual(['current', 'W0000', 'W0000-v2', ['W0000-v1']]);

  await sql`update pos set name = 'Barra' where external_pos_id = 'W0000'`;
  expect((await scan())[0]).toBe('names_changed');
  await sql`update pos set qr_data = ${`${text} anew`} where external_pos_id = 'W0000'`;
  expect((await scan())[0]).toBe('outdated');
  await sql`update pos set status = 'missing' where external_pos_id = 'W0000'`;
  expect((await scan())[0]).toBe('till_closed');
  const verdicts = (await db.listScans(shop.merchant, 10)).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(['till_closed', 'outdated', 'names_changed', 'current', 'voided', 'current']);
});

describe('POST /stickers', () => {
  const one = { external_pos_ids: ['S001P01'], template: 'sticker', paper: 'a4' };

  test('tills are offered as people count them: the tenth behind the second', async () => {
    const { listStickerPos } = await import('@/db/stickers');
    const keys = [...(await addTills('K', ['Caja 10', 'Caja 2', 'Caja 1'])).keys()];
    const offered = await listStickerPos(shop.merchant, keys);
    expect(offered.map(({ name }) => name)).toEqual(['Caja 1', 'Caja 2', 'Caja 10']);
  });

  test('draws from the very text that was read, and from nothing else', async () => {
    const { sql } = application.services;
    await sql`update pos set qr_data = null where external_pos_id = 'S001P02'`;
    expect(await shop.api('POST', '/stickers', { ...one, external_pos_ids: ['S001P02'] })).toMatchObject({
      status: 409,
      json: { error: { code: 'conflict', fields: { 'external_pos_ids[0]': expect.stringMatching(/./) } } },
    });
  });

  test('gives each sticker as a picture of its own in an archive', async () => {
    await addTills('Z', ['Caja 1', 'Caja 2']);
    const zip = Buffer.from(await print({ ...one, external_pos_ids: ['Z0000', 'Z0001'], format: 'zip' }));
    expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(zip.toString('latin1').match(/Z000\d-v1\.svg/g)).toHaveLength(4);
    const svg = Buffer.from(await print({ ...one, format: 'svg', external_pos_ids: ['Z0000'] })).toString();
    expect(svg).toMatch(/^<svg [^>]*width="92mm" height="92mm"/);
  });

  test('gives pixels as well: of the true size, with the code in them', async () => {
    const texts = await addTills('N', ['Caja 1', 'Caja 2'], 8_000);
    const single = {
      ...one,
      external_pos_ids: ['N0000'],
      template: 'roll_58',
      paper: 'exact',
      format: 'png',
      dpi: 203,
    };
    const png = await print(single);
    const picture = decodePng(png);
    expect([picture.width, picture.height]).toEqual([464, 639]);
    // Pixels to a metre, by which programs place it in its size.
    expect(picture.resolution).toMatchObject({ x: 7992, y: 7992 });
    expect(decodeQrPicture(png)).toBe(texts.get('N0000'));
    const body = { ...single, external_pos_ids: [...texts.keys()], format: 'zip', pictures: 'png', dpi: 150 };
    const names = Buffer.from(await print(body))
      .toString('latin1')
      .match(/N000\d-v1\.png/g);
    expect(names).toHaveLength(4);
  });

  test('belongs to one merchant: a till of another is not found', async () => {
    await addTills('O', ['Caja 1']);
    expect(await theirs.api('POST', '/stickers', { ...one, external_pos_ids: ['O0000'] })).toMatchObject({
      status: 404,
    });
  });

  test.each([
    [{ template: 'poster', paper: 'letter' }, 'paper'],
    [{ start_cell: 7 }, 'start_cell'],
    [{ bleed_mm: 4 }, 'bleed_mm'],
    [{ paper: { width_mm: 50, height_mm: 50 } }, 'paper'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j at the field', async (change, field) => {
    const { status, json } = await shop.api('POST', '/stickers', { ...one, ...change });
    expect(status).toBe(422);
    expect(json).toHaveProperty(['error', 'fields', field]);
  });

  test('refuses more pixels than one request may draw, before anything is in the ledger', async () => {
    const { sql } = application.services;
    const prints = () => sql`select count(*)::int from sticker_prints`;
    const before = await prints();
    const many = { ...one, external_pos_ids: Array(1_700).fill('S001P01'), format: 'zip', pictures: 'png' };
    const { status, json } = await shop.api('POST', '/stickers', many);
    expect(status).toBe(422);
    expect(json).toHaveProperty(['error', 'fields', 'external_pos_ids']);
    expect(await prints()).toEqual(before);
  });

  test('needs the scope for reading tills, and its templates are told by name', async () => {
    const key = await shop.keyFor(['orders:read']);
    expect(await shop.api('POST', '/stickers', one, { authorization: `Bearer ${key}` })).toMatchObject({ status: 403 });
    const { json } = await shop.api('GET', '/stickers/templates', undefined, { 'accept-language': 'en' });
    expect(listAt(json, 'templates').map((template) => textAt(template, 'name'))).toContain('Table tent');
    expect(listAt(json, 'papers').map((paper) => textAt(paper, 'id'))).toContain('avery_l7160');
  });
});
