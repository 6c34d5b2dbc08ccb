import { decode as decodePng } from 'fast-png';
import decodeQr from 'qr/decode.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { checksum, findField, fitName, readEmvcoText, readFields } from '@/lib/simulator/emvco';
import { at, openShop, orderBody, putOrderPath, startTestSimulator, type TestSimulator } from './simulator-client';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => openShop(simulator));

async function fetchPicture(field: string): Promise<Response> {
  const found = await simulator.api('GET', '/pos?external_id=S001P01');
  return fetch(String(at(found.json, 'results', 0, 'qr', field)));
}

/** Reads a QR out of a PNG with decoders that the simulator does not know. */
async function readPicture(field: string): Promise<string> {
  const { width, height, data, depth } = decodePng(new Uint8Array(await (await fetchPicture(field)).arrayBuffer()));
  const rgba = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const row = Math.floor(pixel / width);
    const column = pixel % width;
    const byte = depth === 1 ? Number(data[row * Math.ceil(width / 8) + (column >> 3)]) : Number(data[pixel]);
    const isLight = depth === 1 ? ((byte >> (7 - (column & 7))) & 1) === 1 : byte > 127;
    rgba.fill(isLight ? 255 : 0, pixel * 4, pixel * 4 + 3);
    rgba[pixel * 4 + 3] = 255;
  }
  return decodeQr({ width, height, data: rgba });
}

test.each(['image', 'template_image'])('the picture at qr.%s holds a valid EMVCo text of the POS', async (field) => {
  const text = await readPicture(field);
  expect(checksum(text.slice(0, -4))).toBe(text.slice(-4));
  const fields = readEmvcoText(text) ?? [];
  const template = readFields(findField(fields, '43') ?? '') ?? [];
  const posId = at((await simulator.api('GET', '/pos')).json, 'results', 0, 'id');
  expect(findField(fields, '01')).toBe('11');
  expect(findField(template, '00')).toBe('com.mercadolibre');
  expect(findField(template, '01')).toBe(`https://mpago.la/pos/${posId}`);
  expect(['53', '58', '59'].map((id) => findField(fields, id))).toEqual(['032', 'AR', 'ALMACEN DEMO']);
});

test('the text of the picture leads a buyer to the order of the POS', async () => {
  const text = await readPicture('image');
  expect((await simulator.control('POST', '/scan', { qr_data: text })).json).toMatchObject({ result: 'waiting' });
  await simulator.api('PUT', putOrderPath, orderBody());
  expect((await simulator.control('POST', '/scan', { qr_data: text })).json).toMatchObject({ result: 'order' });
  const damaged = text.replace('ALMACEN', 'ALMACEM');
  expect((await simulator.control('POST', '/scan', { qr_data: damaged })).json).toMatchObject({ result: 'error' });
});

test('the poster is a PDF, and a wrong address has no picture', async () => {
  const poster = await fetchPicture('template_document');
  expect(poster.headers.get('content-type')).toBe('application/pdf');
  expect((await poster.text()).slice(0, 5)).toBe('%PDF-');
  expect((await simulator.api('GET', '/instore/merchant/qr/1/none.png')).status).toBe(404);
});

test('the checksum is CRC-16/CCITT-FALSE', () => {
  expect(checksum('123456789')).toBe('29B1');
  const published =
    '00020101021143520016com.mercadolibre0128https://mpago.la/pos/1043915501300091234567895204970053030325802AR5909FULL NAME6010CITY LEGAL63040AAB';
  expect(readEmvcoText(published)).not.toBeNull();
  expect(readEmvcoText(published.replace('FULL', 'FALL'))).toBeNull();
});

test('names lose their accents and what does not fit', () => {
  expect(fitName('Panadería Ñandú de la Esquina', 25)).toBe('PANADERIA NANDU DE LA ESQ');
  expect(fitName('日本', 15)).toBe('SIN NOMBRE');
});
