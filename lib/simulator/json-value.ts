/** Whether a parsed JSON value is an object (neither null nor a list). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a parsed JSON value is a text with at least one character that is not a space. */
export function isFilledText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Reads a whole number of at most 15 digits out of a text or a number; null for anything else. */
export function readId(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : null;
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

/** The first key of a record that is not in the list, or null. */
export function findUnknownField(record: Record<string, unknown>, known: readonly string[]): string | null {
  return Object.keys(record).find((key) => !known.includes(key)) ?? null;
}
