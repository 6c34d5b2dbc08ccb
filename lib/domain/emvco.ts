/** One tag of an EMVCo merchant-presented code: two digits, then the length of its value, then the value. */
export type EmvcoTag = { readonly id: string; readonly value: string };

/** Tags of a merchant-presented code in their order, or null when the text is not one or its checksum is wrong. */
export function readEmvco(text: string): EmvcoTag[] | null {
  if (!/^[\x20-\x7e]{12,512}$/.test(text)) return null;
  const tags = readTags(text);
  if (tags?.[0]?.id !== '00' || tags.at(-1)?.id !== '63') return null;
  const expected = checksum(text.slice(0, -4));
  return tags.at(-1)?.value.toUpperCase() === expected ? tags : null;
}

function readTags(text: string): EmvcoTag[] | null {
  const tags: EmvcoTag[] = [];
  let at = 0;
  while (at < text.length) {
    const head = /^(\d{2})(\d{2})/.exec(text.slice(at, at + 4));
    if (!head?.[1] || !head[2]) return null;
    const end = at + 4 + Number(head[2]);
    if (end > text.length) return null;
    tags.push({ id: head[1], value: text.slice(at + 4, end) });
    at = end;
  }
  return tags;
}

/**
 * CRC-16/CCITT-FALSE in four upper-case hexadecimal digits, over everything up to and including `6304`.
 * Source: EMV QR Code Specification for Payment Systems, Merchant-Presented Mode, §4.7.3.
 */
function checksum(text: string): string {
  let crc = 0xffff;
  for (const character of text) {
    crc ^= character.charCodeAt(0) << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
