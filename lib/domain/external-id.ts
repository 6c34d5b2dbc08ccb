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
  return idOf(storeStem, highestOf(storeStem, taken) + 1);
}

/** Free codes for the next POS of a store: `S002P03`, or `P003` where the store has no code that could begin it. */
export function proposePosIds(externalStoreId: string | null, taken: Iterable<string>, count: number): string[] {
  const stem = posStemOf(externalStoreId);
  const highest = highestOf(stem, taken);
  return Array.from({ length: count }, (_, place) => idOf(stem, highest + place + 1));
}

/** Free codes as above, one after the other, while more of them are taken: `taken` is in lower case and may grow. */
export function* freeIds(
  of: { kind: 'store' } | { kind: 'pos'; externalStoreId: string | null },
  taken: ReadonlySet<string>,
) {
  const stem = of.kind === 'store' ? storeStem : posStemOf(of.externalStoreId);
  let number = highestOf(stem, taken);
  for (;;) {
    number += 1;
    const id = idOf(stem, number);
    if (!taken.has(id.toLowerCase())) yield id;
  }
}

/** What codes begin with, and how many digits follow at least. */
type Stem = { readonly text: string; readonly digits: number };

const storeStem: Stem = { text: 'S', digits: 3 };

function posStemOf(externalStoreId: string | null): Stem {
  const isShort = externalStoreId !== null && externalStoreId.length <= MAX_EXTERNAL_ID - 6;
  return isShort ? { text: `${externalStoreId}P`, digits: 2 } : { text: 'P', digits: 3 };
}

function idOf({ text, digits }: Stem, number: number): string {
  return text + String(number).padStart(digits, '0');
}

/** The highest number in use, after which codes go on: one of something that was taken out of service does not come back. */
function highestOf({ text }: Stem, taken: Iterable<string>): number {
  let highest = 0;
  for (const id of taken) {
    const isOfStem = id.toLowerCase().startsWith(text.toLowerCase());
    const rest = id.slice(text.length);
    if (isOfStem && /^\d{1,6}$/.test(rest)) highest = Math.max(highest, Number(rest));
  }
  return highest;
}

/** Whether somebody typed a code, in whatever case. */
export function isSameCode(typed: string | undefined, code: string | null): boolean {
  return typed !== undefined && code !== null && typed.trim().toLowerCase() === code.toLowerCase();
}

/** What is typed to confirm something that cannot be taken back: its code, or Mercado Pago's number where it has none. */
export function codeToType(place: { code: string | null; mercadopagoId: string | null; id: string }): string {
  return place.code ?? place.mercadopagoId ?? place.id;
}
