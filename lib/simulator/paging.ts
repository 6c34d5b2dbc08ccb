/** A page asked for by `limit` and `offset`. */
export type Page = { limit: number; offset: number };

/** Reads a query parameter that must be a whole number from 0 up; null when it is not one. */
export function readCount(query: URLSearchParams, name: string, fallback: number): number | null {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Cuts a page out of a list, in the envelope of stores, POS and payments. */
export function paged<Row>(rows: Row[], page: Page, write: (row: Row) => unknown): unknown {
  return {
    paging: { total: rows.length, offset: page.offset, limit: page.limit },
    results: rows.slice(page.offset, page.offset + page.limit).map(write),
  };
}
