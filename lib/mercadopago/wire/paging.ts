import { z } from 'zod';
import { count } from './values';

/** One page of a search, whatever its envelope; `total` is null when it is not said. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly total: number | null };

const envelope = z.object({
  results: z.unknown().optional(),
  elements: z.unknown().optional(),
  data: z.unknown().optional(),
  total: count,
  paging: z.object({ total: count }).nullish().catch(null),
});

/**
 * Reads `{ paging, results }`, `{ elements, total }` (where no match is `elements: null`), `{ paging, data }` and bare
 * lists. Null when there is no list in it or a row cannot be read: a page with a hole would pass for the whole.
 */
export function readPage<Row>(body: unknown, readRow: (row: unknown) => Row | null): Page<Row> | null {
  if (Array.isArray(body)) return withRows(body, null, readRow);
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return null;
  const { results, elements, data, paging, total } = parsed.data;
  const rows = results ?? elements ?? data;
  const isList = results !== undefined || elements !== undefined || data !== undefined;
  if (!isList) return null;
  return withRows(rows ?? [], paging?.total ?? total, readRow);
}

function withRows<Row>(list: unknown, total: number | null, readRow: (row: unknown) => Row | null): Page<Row> | null {
  if (!Array.isArray(list)) return null;
  const rows: Row[] = [];
  for (const entry of list) {
    const row = readRow(entry);
    if (row === null) return null;
    rows.push(row);
  }
  return { rows, total };
}
