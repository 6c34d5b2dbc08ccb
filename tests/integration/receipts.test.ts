import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { openTwoShops, type Shop } from '../support/shop';

type Receipts = typeof import('@/lib/services/receipts');
type Reading = typeof import('@/lib/services/receipt-reading');

let application: TestApplication;
let shop: Shop;
let stranger: Shop;
let receipts: Receipts;
let reading: Reading;
let personId: string;

beforeAll(async () => {
  application = await openApplication();
  receipts = await import('@/lib/services/receipts');
  reading = await import('@/lib/services/receipt-reading');
});
afterAll(() => application.close());
beforeEach(async () => {
  ({ ours: shop, theirs: stranger } = await openTwoShops(application));
  ({ personId } = await shop.signIn('cashier'));
});

const own = (orderId: string) => ({ orderId, refundId: null });
const print = (orderId: string, refundId: string | null = null, of = shop) =>
  receipts.recordPrint(of.merchant, { orderId, refundId }, { paper: '80', form: 'page', personId });
const setLinks = (hasLinks: boolean) =>
  receipts.setReceiptSettings(
    shop.merchant,
    { taxId: '30-71234567-8', note: 'Cambios hasta 7 días', hasLinks },
    { personId },
  );
const tokenOf = (url: string | null) => url?.split('/').at(-1) ?? '';

describe('a receipt', () => {
  test('exists for closed orders alone: no print, no PDF and no address before, in the database neither', async () => {
    await setLinks(true);
    const { id } = await shop.openedOrder();
    const conflict = { code: 'conflict' };
    await expect(print(id)).rejects.toMatchObject(conflict);
    await expect(receipts.printPdf(shop.merchant, own(id), { paper: 'a4', personId })).rejects.toMatchObject(conflict);
    await expect(receipts.openReceiptLink(shop.merchant, id, { personId })).rejects.toMatchObject(conflict);
    await shop.cancel(id);
    await expect(print(id)).rejects.toMatchObject(conflict);
    const { sql } = application.services;
    await expect(sql`insert into receipt_prints (merchant_id, order_id, copy, paper, form)
      values (${shop.merchant.id}, ${id}, 1, '80', 'page')`).rejects.toThrow('has no receipt');
    await expect(sql`insert into receipt_links (merchant_id, id, order_id, token)
      values (${shop.merchant.id}, gen_random_uuid(), ${id}, ${'t'.repeat(27)})`).rejects.toThrow('has no receipt');
    expect(await sql`select 1 from receipt_prints where merchant_id = ${shop.merchant.id}`).toEqual([]);
  });

  test('counts its prints, each with who and on what, also when many print at once', async () => {
    const { order } = await shop.closedOrder();
    const copies = await Promise.all(Array.from({ length: 8 }, () => print(order.id)));
    expect(copies.map(({ copy }) => copy).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await receipts.printPdf(shop.merchant, own(order.id), { paper: 'a4', personId });
    const { listReceiptPrints } = await import('@/db/receipts');
    const prints = await listReceiptPrints(shop.merchant, own(order.id));
    expect(prints).toHaveLength(9);
    expect(prints.at(-1)).toMatchObject({ copy: 9, paper: 'a4', form: 'pdf', personName: 'cashier' });
    await expect(application.services.sql`delete from receipt_prints`).rejects.toThrow('append-only');
  });

  test('is no other merchant’s to print or to read', async () => {
    const { order } = await shop.closedOrder();
    await expect(print(order.id, null, stranger)).rejects.toMatchObject({ code: 'conflict' });
    await expect(reading.readReceipt(stranger.merchant, own(order.id))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('as a PDF is one page as wide as its paper, with embedded fonts, and the copy is marked', async () => {
    await setLinks(false);
    const { order } = await shop.closedOrder();
    await shop.knowsMethods(order.id);
    const [first, second] = [
      await receipts.printPdf(shop.merchant, own(order.id), { paper: '58', personId }),
      await receipts.printPdf(shop.merchant, own(order.id), { paper: 'a4', personId }),
    ];
    expect(first.name).toBe(`${order.external_reference}.pdf`);
    expect(pageOf(first.bytes)).toMatchObject({ widthMm: 58, pages: 1 });
    expect(pageOf(second.bytes)).toMatchObject({ widthMm: 210, heightMm: 297, pages: 1 });
    const [paper, sheet] = [textOf(first.bytes), textOf(second.bytes)];
    for (const said of ['CUIT 30-71234567-8', 'Menú del día', 'TOTAL', '$ 320,00', 'PAGADO', order.external_reference])
      expect(sheet).toContain(said);
    for (const said of [order.payments[0]?.id ?? 'none', 'DOCUMENTO NO VÁLIDO COMO FACTURA', 'Cambios hasta 7 días'])
      expect(sheet).toContain(said);
    expect(paper).toContain('SIMULATOR');
    expect(paper).not.toContain('REIMPRESIÓN');
    expect(sheet).toContain('REIMPRESIÓN · copia 2');
  });
});

describe('the slip of a refund', () => {
  test('exists once Mercado Pago approved it, with its own count', async () => {
    const { order, payment } = await shop.closedOrder();
    await application.simulator.refund(payment, 100);
    await shop.becomes(order.id, { exception: 'partially_refunded' });
    const { sql } = application.services;
    // A refund of their panel is in the order first, and a moment later a refund of its own.
    const refund = await eventually(async () => {
      const [row] = await sql<{ id: string; mercadopago_refund_id: string }[]>`
        select id, mercadopago_refund_id from refunds where order_id = ${order.id} and status = 'approved'`;
      if (!row) throw new Error('the refund is not in the books yet');
      return row;
    });
    const refundId = refund.id;
    expect(await print(order.id, refundId)).toEqual({ copy: 1, link: null });
    const slip = await receipts.printPdf(shop.merchant, { orderId: order.id, refundId }, { paper: '80', personId });
    const text = textOf(slip.bytes);
    for (const said of ['DEVOLUCIÓN', '$ 100,00', payment, refund.mercadopago_refund_id, 'copia 2'])
      expect(text).toContain(said);
    expect(text).not.toContain('PAGADO');
    expect(await print(order.id)).toMatchObject({ copy: 1 });
    const other = await shop.closedOrder();
    await expect(print(other.order.id, refundId)).rejects.toMatchObject({ code: 'conflict' });
    await expect(reading.readReceipt(shop.merchant, { orderId: other.order.id, refundId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the public address of a receipt', () => {
  test('is made only where the owner wants it, is one per receipt, and shows nobody’s name', async () => {
    const { order } = await shop.closedOrder();
    expect(await print(order.id)).toEqual({ copy: 1, link: null });
    await expect(receipts.openReceiptLink(shop.merchant, order.id, { personId })).rejects.toMatchObject({
      code: 'conflict',
    });
    await setLinks(true);
    const [{ link }, again] = [await print(order.id), await print(order.id)];
    expect(link).toMatch(/\/r\/[\w-]{27}$/);
    expect(again.link).toBe(link);
    const shown = await reading.readPublicReceipt(tokenOf(link));
    expect(shown?.order.id).toBe(order.id);
    expect(JSON.stringify(shown?.blocks)).not.toContain('Atendió');
    const pdf = shown && textOf((await receipts.publicPdf(shown, '80')).bytes);
    expect(pdf).toContain('COPIA EN LÍNEA');
    expect(pdf).not.toContain('copia 3');
  });

  test('shows nothing once it is revoked or all of them are switched off, and a new one is another', async () => {
    await setLinks(true);
    const { order } = await shop.closedOrder();
    const first = await receipts.openReceiptLink(shop.merchant, order.id, { personId });
    await setLinks(false);
    expect(await reading.readPublicReceipt(tokenOf(first))).toBeNull();
    await setLinks(true);
    expect(await reading.readPublicReceipt(tokenOf(first))).not.toBeNull();
    expect(await receipts.revokeReceiptLink(shop.merchant, order.id, { personId })).toBe(true);
    expect(await receipts.revokeReceiptLink(shop.merchant, order.id, { personId })).toBe(false);
    expect(await reading.readPublicReceipt(tokenOf(first))).toBeNull();
    const second = await receipts.openReceiptLink(shop.merchant, order.id, { personId });
    expect(second).not.toBe(first);
    await expect(receipts.revokeReceiptLink(stranger.merchant, order.id, { personId })).rejects.toMatchObject({
      code: 'not_found',
    });
    for (const token of ['', 'x', 'a'.repeat(27), `${tokenOf(second)}x`, '../../orders', "' or 1=1 --"])
      expect(await reading.readPublicReceipt(token)).toBeNull();
  });
});

/** Sizes in millimetres, from the document's own boxes. */
function pageOf(pdf: Uint8Array): { widthMm: number; heightMm: number; pages: number } {
  const text = Buffer.from(pdf).toString('latin1');
  expect(text).toMatch(/^%PDF-1\.7/);
  expect(text).toContain('/FontFile2');
  const boxes = [...text.matchAll(/\/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const millimetres = (points: string | undefined) => Math.round((Number(points) * 25.4) / 72);
  return { widthMm: millimetres(boxes[0]?.[1]), heightMm: millimetres(boxes[0]?.[2]), pages: boxes.length };
}

/** The text that a reader would copy: each font's codes through its own map back to characters. */
function textOf(pdf: Uint8Array): string {
  const streams = [...unpacked(Buffer.from(pdf))];
  const maps = streams.filter((stream) => stream.includes('begincmap')).map(readMap);
  const content = streams.find((stream) => stream.includes(' Tj ET')) ?? '';
  const names = [...new Set([...content.matchAll(/\/(F\w*) [\d.]+ Tf/g)].map(([, name]) => name))];
  expect(names.length).toBeLessThanOrEqual(maps.length);
  return [...content.matchAll(/<([0-9a-fA-F]+)> Tj ET/g)]
    .map(([, codes = '']) => bestOf(maps.map((map) => decode(codes, map))))
    .join('\n');
}

function* unpacked(pdf: Buffer): Generator<string> {
  const text = pdf.toString('latin1');
  for (const match of text.matchAll(/\/FlateDecode\/?[^>]*?\/?Length (\d+)>>stream\n/g)) {
    const start = match.index + match[0].length;
    yield inflateSync(pdf.subarray(start, start + Number(match[1]))).toString('latin1');
  }
}

function readMap(stream: string): Map<string, string> {
  return new Map(
    [...stream.matchAll(/<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>/g)].map(([, code = '', unicode = '']) => [
      code.toLowerCase(),
      String.fromCharCode(Number.parseInt(unicode, 16)),
    ]),
  );
}

function decode(codes: string, map: ReadonlyMap<string, string>): string | null {
  const letters = (codes.toLowerCase().match(/.{4}/g) ?? []).map((code) => map.get(code));
  return letters.every((letter) => letter !== undefined) ? letters.join('') : null;
}

/** Both faces number their glyphs alike, so that whichever map knows all codes says the same. */
function bestOf(readings: readonly (string | null)[]): string {
  return readings.find((reading) => reading !== null) ?? '';
}
