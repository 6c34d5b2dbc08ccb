import type { PlaceStatus } from '@/lib/domain/place';

export type PlaceQuery = Record<string, string | string[] | undefined>;

/** Which stores or tills a list shows. */
export type PlaceFilter = { readonly q: string; readonly withRetired: boolean };

/** The filter of an address; what cannot be read filters nothing. */
export function readPlaceFilter({ q, retired }: PlaceQuery): PlaceFilter {
  return { q: typeof q === 'string' ? q.slice(0, 100) : '', withRetired: retired === '1' };
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
