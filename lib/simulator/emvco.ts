/** One field of an EMVCo text: a two-digit id and its value. */
export type EmvcoField = { id: string; value: string };

/**
 * Writes fields as EMVCo does (id, two digits of length, value) and ends them with their checksum.
 * Source: EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode.
 */
export function writeEmvcoText(fields: EmvcoField[]): string {
  const text = `${writeFields(fields)}6304`;
  return text + checksum(text);
}

/** Writes fields without a checksum: the value of a template. Lengths count characters, which are ASCII here. */
export function writeFields(fields: EmvcoField[]): string {
  return fields.map(({ id, value }) => id + String(value.length).padStart(2, '0') + value).join('');
}

/** Reads a whole EMVCo text; null when its structure or its checksum is wrong. */
export function readEmvcoText(text: string): EmvcoField[] | null {
  if (!/^000201/.test(text) || text.slice(-8, -4) !== '6304') return null;
  if (checksum(text.slice(0, -4)) !== text.slice(-4).toUpperCase()) return null;
  return readFields(text);
}

/** Reads the fields of a text or of a template's value; null when a length does not fit. */
export function readFields(text: string): EmvcoField[] | null {
  const fields: EmvcoField[] = [];
  let at = 0;
  while (at < text.length) {
    const head = /^(\d{2})(\d{2})$/.exec(text.slice(at, at + 4));
    if (!head) return null;
    const end = at + 4 + Number(head[2]);
    if (end > text.length) return null;
    fields.push({ id: head[1] ?? '', value: text.slice(at + 4, end) });
    at = end;
  }
  return fields;
}

/** The value of a field, or null. */
export function findField(fields: EmvcoField[], id: string): string | null {
  return fields.find((field) => field.id === id)?.value ?? null;
}

/** Makes a name fit a field: no accents, upper case, plain ASCII, cut to length. */
export function fitName(name: string, longest: number): string {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const ascii = plain
    .toUpperCase()
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return ascii.slice(0, longest).trim() || 'SIN NOMBRE'.slice(0, longest);
}

/** CRC-16/CCITT-FALSE as four upper-case hex digits. `123456789` gives 29B1. */
export function checksum(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
