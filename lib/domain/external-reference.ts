/**
 * The key of a sale at Mercado Pago: 1–64 of `A-Z a-z 0-9 _ -`, the strictest of the published rules, because the
 * newest generation enforces it. Source: devsite-docs `reference/api-json/instore_orders_v2.json`, read 2026-11-21.
 */
export function isExternalReference(value: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(value);
}

/**
 * Reference of a sale that came without one: `V7KQ2-000482`. The prefix is drawn once per merchant, so that a new
 * installation on the same account never repeats a reference whose money Mercado Pago still remembers.
 */
export function makeExternalReference(prefix: string, saleNumber: number): string {
  return `${prefix}-${String(saleNumber).padStart(6, '0')}`;
}

/** Prefix for `makeExternalReference` from four random bytes; letters and digits that cannot be mistaken for each other. */
export function makeReferencePrefix(random: Uint8Array): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  return `V${Array.from(random.slice(0, 4), (byte) => alphabet[byte % alphabet.length]).join('')}`;
}
