const offsetPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Writes an instant as payments and merchant orders do: milliseconds and the offset -04:00, whatever the country. */
export function writeOffsetInstant(ms: number): string {
  return new Date(ms - 4 * 3_600_000).toISOString().replace('Z', '-04:00');
}

/** Writes an instant as stores and the Orders API do: milliseconds and Z. */
export function writeUtcInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** Reads an ISO 8601 instant that names its offset; null when it does not, or when it is no real date. */
export function readInstant(value: unknown): number | null {
  if (typeof value !== 'string' || !offsetPattern.test(value)) return null;
  const ms = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(ms) ? null : ms;
}
