import { type Account, siteOf } from './accounts';
import { type EmvcoField, findField, fitName, readEmvcoText, readFields, writeEmvcoText, writeFields } from './emvco';
import type { PointOfSale } from './pos';
import { sites } from './sites';

/** What a scanned text leads to. */
export type QrTarget = { kind: 'pos'; posId: number } | { kind: 'order'; inStoreOrderId: string };

const posLink = 'https://mpago.la/pos/';
const pixHost = 'pix.mercadopago.example/qr/v2/';

/**
 * The text of a POS's printed QR.
 * Tag 43 carries Mercado Pago's own template, tag 50 the tax id that Argentina's interoperable QR asks for.
 * Source: strings of public material whose checksum was verified; Argentina's regime "Transferencias 3.0" (BCRA Com. A 7153).
 */
export function writePosText(account: Account, pos: PointOfSale): string {
  const template = writeFields([
    { id: '00', value: 'com.mercadolibre' },
    { id: '01', value: `${posLink}${pos.id}` },
  ]);
  return writeEmvcoText([
    { id: '00', value: '01' },
    { id: '01', value: '11' },
    { id: '43', value: template },
    ...writeTail(account, pos),
  ]);
}

/** The text of a QR that belongs to one order: Brazil gets a Pix payload, the others the template 43. */
export function writeOrderText(account: Account, pos: PointOfSale, inStoreOrderId: string): string {
  const start = [
    { id: '00', value: '01' },
    { id: '01', value: '12' },
  ];
  const tail = writeTail(account, pos);
  if (account.siteId === 'MLB') {
    const pix = writeFields([
      { id: '00', value: 'br.gov.bcb.pix' },
      { id: '25', value: `${pixHost}${inStoreOrderId}` },
    ]);
    return writeEmvcoText([...start, { id: '26', value: pix }, ...tail]);
  }
  const template = writeFields([
    { id: '00', value: 'com.mercadolibre' },
    { id: '02', value: '3' },
    { id: '06', value: inStoreOrderId },
  ]);
  return writeEmvcoText([...start, { id: '43', value: template }, ...tail]);
}

/** Reads a scanned text; null when it is damaged, of another country than ours, or not Mercado Pago's. */
export function readQrText(text: string): QrTarget | null {
  const fields = readEmvcoText(text.trim());
  if (!fields) return null;
  const countries = Object.values(sites).map((site) => site.countryId);
  if (!countries.includes(findField(fields, '58') ?? '')) return null;
  return readMercadoPagoTemplate(fields) ?? readPixTemplate(fields);
}

function readMercadoPagoTemplate(fields: EmvcoField[]): QrTarget | null {
  const template = readFields(findField(fields, '43') ?? '') ?? [];
  if (findField(template, '00')?.toLowerCase() !== 'com.mercadolibre') return null;
  const link = findField(template, '01');
  if (link?.startsWith(posLink)) {
    const digits = link.slice(posLink.length);
    return /^\d{1,15}$/.test(digits) ? { kind: 'pos', posId: Number(digits) } : null;
  }
  const inStoreOrderId = findField(template, '06');
  return inStoreOrderId === null ? null : { kind: 'order', inStoreOrderId };
}

function readPixTemplate(fields: EmvcoField[]): QrTarget | null {
  const location = findField(readFields(findField(fields, '26') ?? '') ?? [], '25');
  return location?.startsWith(pixHost) ? { kind: 'order', inStoreOrderId: location.slice(pixHost.length) } : null;
}

function writeTail(account: Account, pos: PointOfSale): EmvcoField[] {
  const site = siteOf(account);
  const { food, fuel } = site.categories;
  const category = pos.category === food ? '5812' : pos.category === fuel ? '5541' : '0000';
  const taxId =
    account.siteId === 'MLA' ? [{ id: '50', value: writeFields([{ id: '00', value: account.taxId }]) }] : [];
  const reference = account.siteId === 'MLB' ? [{ id: '62', value: writeFields([{ id: '05', value: '***' }]) }] : [];
  return [
    ...taxId,
    { id: '52', value: category },
    { id: '53', value: site.currencyNumeric },
    { id: '58', value: site.countryId },
    { id: '59', value: fitName(account.businessName, 25) },
    { id: '60', value: fitName(account.city, 15) },
    ...reference,
  ];
}
