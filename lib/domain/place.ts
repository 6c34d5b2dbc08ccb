import type { BusinessHours } from './business-hours';
import type { Integration, QrMode } from './order';

/** A store or a point of sale: what exists here and at Mercado Pago as one thing. */
export type PlaceKind = 'store' | 'pos';

/** `retired`: taken out of service by us, its history stays. `missing`: Mercado Pago has it no more. */
export const placeStatuses = ['active', 'retired', 'missing'] as const;
export type PlaceStatus = (typeof placeStatuses)[number];

/** A store that Mercado Pago would accept. */
export type AcceptedStore = {
  readonly externalStoreId: string;
  readonly name: string;
  readonly streetName: string;
  readonly streetNumber: string;
  readonly cityName: string;
  readonly stateName: string;
  readonly zipCode: string | null;
  readonly reference: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly businessHours: BusinessHours;
};

/** A POS that Mercado Pago would accept. */
export type AcceptedPos = {
  readonly externalPosId: string;
  readonly name: string;
  /** The store's `external_id` or our id: it may not exist yet while both are planned. */
  readonly storeKey: string;
  readonly category: number | null;
  readonly isFixedAmount: boolean;
  readonly integration: Integration;
  readonly mode: QrMode;
  readonly unattendedProtocol: 'v1' | 'v2';
  /** Unguessable part of the URL by which an unattended POS asks; the others get theirs when they are stored. */
  readonly unattendedKey?: string;
};

export type NewPlace =
  | { readonly kind: 'store'; readonly store: AcceptedStore }
  | { readonly kind: 'pos'; readonly pos: AcceptedPos };

/**
 * How far the making of a place is. `sent` was asked for just now; `unknown` may or may not exist, and is looked for;
 * `not_found` was looked for in vain, so that it can be asked for again; `canceled` was never asked for.
 */
export const creationStates = ['planned', 'sent', 'unknown', 'done', 'refused', 'not_found', 'canceled'] as const;
export type CreationState = (typeof creationStates)[number];

/** What was wrong with a place: which field where that is known, and Mercado Pago's own words. */
export type CreationProblem = {
  readonly code: string;
  /** Path of a field → a code of `fieldErrorCodes`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly mercadopago: string | null;
};

/** What Mercado Pago says of a store; the parts of its address come back joined. */
export type TheirStore = {
  readonly name: string | null;
  readonly addressLine: string | null;
  readonly reference: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly businessHours: BusinessHours;
};

/** What Mercado Pago says of a POS; `storeId` is their id of the store. */
export type TheirPos = {
  readonly name: string | null;
  readonly category: number | null;
  readonly isFixedAmount: boolean | null;
  readonly storeId: string | null;
};

/** By field, their value when somebody said that the difference does not matter, as `differences` writes it. */
export type IgnoredDifferences = Readonly<Record<string, string>>;

/** What a reading of the account is at. */
export type SyncPhase = 'idle' | 'stores' | 'pos' | 'codes';
export type SyncProblem = 'refused' | 'unavailable';
