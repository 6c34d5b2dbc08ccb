import type { PlaceStatus } from '@/lib/domain/place';

export type PlaceQuery = Record<string, string | string[] | undefined>;

/** Which stores or tills a list shows; pages count from 1. */
export type PlaceFilter = { readonly q: string; readonly withRetired: boolean; readonly page: number };

/** The filter of an address; what cannot be read filters nothing. */
export function readPlaceFilter({ q, retired, page }: PlaceQuery): PlaceFilter {
  return {
    q: typeof q === 'string' ? q.slice(0, 100) : '',
    withRetired: retired === '1',
    page: typeof page === 'string' && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1,
  };
}

/** What of a list stands on a page of it, and where that is; beyond the last page, the last one. */
export type PlacePage<Place> = {
  readonly places: readonly Place[];
  readonly page: number;
  readonly pages: number;
  readonly from: number;
  readonly total: number;
};

/** As many as are drawn at once: lists are drawn again whenever an order changes. */
const PAGE_SIZE = 100;

/** The page of a list that a filter asks for. */
export function pageOf<Place>(all: readonly Place[], filter: PlaceFilter): PlacePage<Place> {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const page = Math.min(filter.page, pages);
  const begin = (page - 1) * PAGE_SIZE;
  return { places: all.slice(begin, begin + PAGE_SIZE), page, pages, from: begin + 1, total: all.length };
}

export function isRetired({ status }: { readonly status: PlaceStatus }): boolean {
  return status === 'retired';
}

/** What is out of service is shown to who asks for it, or searches. */
export function isShown(place: { readonly status: PlaceStatus }, { q, withRetired }: PlaceFilter): boolean {
  return withRetired || q !== '' || !isRetired(place);
}

/** Whether one of some texts has what is searched, whatever the capitals and accents. */
export function matches(texts: readonly (string | null)[], { q }: PlaceFilter): boolean {
  const wanted = plain(q);
  return wanted === '' || texts.some((text) => text !== null && plain(text).includes(wanted));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase();
}
