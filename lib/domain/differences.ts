import { readHours, writeHours } from './business-hours';
import type { IgnoredDifferences, TheirPos, TheirStore } from './place';

/** What of a store can be another thing at Mercado Pago than here. */
export const storeFields = ['name', 'address', 'place', 'hours'] as const;
export type StoreField = (typeof storeFields)[number];

/** The same of a POS. */
export const posFields = ['name', 'category', 'fixed_amount', 'store'] as const;
export type PosField = (typeof posFields)[number];

/** One thing that is not the same on both sides, as text that is the same whenever the value is; "" is nothing. */
export type Difference<Field> = { readonly field: Field; readonly ours: string; readonly theirs: string };

/** A store as it is here, as far as Mercado Pago tells the same. */
export type OurStore = {
  readonly name: string;
  readonly addressLine: string | null;
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly businessHours: unknown;
  readonly theirs: TheirStore | null;
  readonly ignored: IgnoredDifferences;
};

/** A POS as it is here; `mercadopagoStoreId` is their id of the store where it stands. */
export type OurPos = {
  readonly name: string;
  readonly category: number | null;
  readonly isFixedAmount: boolean;
  readonly mercadopagoStoreId: string | null;
  readonly theirs: TheirPos | null;
  readonly ignored: IgnoredDifferences;
};

/** What differs of a store and was not ignored. What they do not say at all is no difference. */
export function differencesOfStore({ theirs, ignored, ...ours }: OurStore): Difference<StoreField>[] {
  if (!theirs) return [];
  const pairs: (Difference<StoreField> | null)[] = [
    pair('name', ours.name, theirs.name),
    pair('address', ours.addressLine ?? '', theirs.addressLine),
    pair(
      'place',
      placeOf(numberOf(ours.latitude), numberOf(ours.longitude)) ?? '',
      placeOf(theirs.latitude, theirs.longitude),
    ),
    pair('hours', writeHours(readHours(ours.businessHours)), writeHours(theirs.businessHours)),
  ];
  return unignored(pairs, ignored);
}

/** What differs of a POS and was not ignored. */
export function differencesOfPos({ theirs, ignored, ...ours }: OurPos): Difference<PosField>[] {
  if (!theirs) return [];
  const pairs: (Difference<PosField> | null)[] = [
    pair('name', ours.name, theirs.name),
    pair('category', String(ours.category ?? ''), String(theirs.category ?? '')),
    pair(
      'fixed_amount',
      String(ours.isFixedAmount),
      theirs.isFixedAmount === null ? null : String(theirs.isFixedAmount),
    ),
    pair('store', ours.mercadopagoStoreId ?? '', theirs.storeId),
  ];
  return unignored(pairs, ignored);
}

function pair<Field>(field: Field, ours: string, theirs: string | null): Difference<Field> | null {
  return theirs === null || ours === theirs ? null : { field, ours, theirs };
}

/** Ignored is what they said then: once they say something else it is a difference again. */
function unignored<Field extends string>(
  pairs: readonly (Difference<Field> | null)[],
  ignored: IgnoredDifferences,
): Difference<Field>[] {
  return pairs.filter((found) => found !== null).filter(({ field, theirs }) => ignored[field] !== theirs);
}

/** To a metre: both sides round. */
function placeOf(latitude: number | null, longitude: number | null): string | null {
  return latitude === null || longitude === null ? null : `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
