import { MercadoPagoError } from '../errors';
import type { Page } from '../wire/paging';

const PAGE_SIZE = 50;

/** A path with its parts encoded. Throws `refused` for a part that would climb out of its place. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  const encoded = values.map((value) => {
    if (!/^[^\p{Cc}\p{Cs}]{1,256}$/u.test(value) || value === '.' || value === '..')
      throw new MercadoPagoError('refused', { code: 'invalid_path', message: 'an id cannot be part of an address' });
    return encodeURIComponent(value);
  });
  return String.raw({ raw: parts }, ...encoded);
}

/** The header that makes a write safe to repeat. Throws `RangeError` for a key that is not 1–128 printable characters. */
export function idempotencyHeader(key: string): Record<string, string> {
  if (!/^[\x21-\x7e]{1,128}$/.test(key)) throw new RangeError('not an idempotency key');
  return { 'x-idempotency-key': key };
}

/** The parameters of one page. No largest page is published, so pages are small. */
export function pageQuery(offset: number): { limit: string; offset: string } {
  return { limit: String(PAGE_SIZE), offset: String(offset) };
}

/**
 * Every row once. It goes by `total` and by what each page brings, never by `limit`, which answers were seen to get wrong.
 * Throws `unreadable` when there is no end.
 */
export async function everyPage<Row>(
  getPage: (offset: number) => Promise<Page<Row>>,
  { keyOf, maxPages, onPage }: { keyOf: (row: Row) => string; maxPages: number; onPage?: OnPage | undefined },
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  let offset = 0;
  for (let pageNumber = 0; pageNumber < maxPages; pageNumber++) {
    const page = await getPage(offset);
    const before = rows.size;
    for (const row of page.rows) rows.set(keyOf(row), row);
    offset += page.rows.length;
    await onPage?.(rows.size, page.total);
    const isLast = rows.size === before || (page.total !== null && offset >= page.total);
    if (isLast) return [...rows.values()];
  }
  throw new MercadoPagoError('unreadable', { code: 'too_many_pages', message: 'the search does not come to an end' });
}

/** Told after every page how many rows there are so far, and of how many where that is said. */
export type OnPage = (rows: number, total: number | null) => Promise<void>;

/** The object when it is the one that was asked for, whatever zeros pad its id; null when something mixed up the answers. */
export function sameId<Key extends string, Read extends Readonly<Record<Key, string>>>(
  read: Read | null,
  key: Key,
  wanted: string,
): Read | null {
  const plain = (id: string) => id.replace(/^0+(?=\d)/, '');
  return read && plain(read[key]) === plain(wanted) ? read : null;
}

/** Reads the answers whose status says everything: a body may be there or not, but what is there was JSON. */
export function anyBody(): true {
  return true;
}
