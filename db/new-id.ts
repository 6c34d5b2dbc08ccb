import { randomBytes } from 'node:crypto';

/** A new UUID of version 7 (RFC 9562): its first 48 bits are the time, so that rows of one day lie together in an index. */
export function newId(now: Date = new Date()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** True for what `newId` makes; anything else cannot name a row and would make PostgreSQL throw. */
export function isId(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
}

/** True for text that PostgreSQL can hold; anything else cannot name a row and would make it throw. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
