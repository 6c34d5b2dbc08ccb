/**
 * Codes that a merchant gives its stores and POS (`external_id`). Mercado Pago takes letters and digits only, "up to 40"
 * in one place and "fewer than 40" in another, compares without case and never changes one.
 * Source: devsite-docs `reference/api-json/pos.json` and `guides/qr-code/pos.es.md`, read 2026-11-21.
 */
export const MAX_EXTERNAL_ID = 39;

/** What is wrong with a code, or null. */
export function externalIdProblem(text: string): 'required' | 'too_long' | 'not_alphanumeric' | null {
  if (text === '') return 'required';
  if (text.length > MAX_EXTERNAL_ID) return 'too_long';
  return /^[A-Za-z0-9]+$/.test(text) ? null : 'not_alphanumeric';
}

/** A free code for the next store: `S002` after `S001`. `taken` may be written in any case. */
export function proposeStoreId(taken: Iterable<string>): string {
  return nextIds('S', 3, taken, 1)[0] ?? 'S001';
}

/** Free codes for the next POS of a store: `S002P03`, or `P003` where the store has no code that could begin it. */
export function proposePosIds(externalStoreId: string | null, taken: Iterable<string>, count: number): string[] {
  const stem = externalStoreId === null || externalStoreId.length > MAX_EXTERNAL_ID - 6 ? null : externalStoreId;
  return stem === null ? nextIds('P', 3, taken, count) : nextIds(`${stem}P`, 2, taken, count);
}

/** Goes on after the highest number in use: a code of something that was taken out of service does not come back. */
function nextIds(stem: string, digits: number, taken: Iterable<string>, count: number): string[] {
  let highest = 0;
  for (const id of taken) {
    const isOfStem = id.toLowerCase().startsWith(stem.toLowerCase());
    const rest = id.slice(stem.length);
    if (isOfStem && /^\d{1,6}$/.test(rest)) highest = Math.max(highest, Number(rest));
  }
  return Array.from({ length: count }, (_, place) => stem + String(highest + place + 1).padStart(digits, '0'));
}

/** Whether somebody typed a code, in whatever case. */
export function isSameCode(typed: string | undefined, code: string | null): boolean {
  return typed !== undefined && code !== null && typed.trim().toLowerCase() === code.toLowerCase();
}

/** What is typed to confirm something that cannot be taken back: its code, or Mercado Pago's number where it has none. */
export function codeToType(place: { code: string | null; mercadopagoId: string | null; id: string }): string {
  return place.code ?? place.mercadopagoId ?? place.id;
}
