import { AppError, type FieldErrorCode } from '../errors';
import { acceptHours, type HoursProblem, type Interval } from './business-hours';
import { isInCountry } from './coordinates';
import { externalIdProblem } from './external-id';
import type { AcceptedStore } from './place';
import type { SiteId } from './sites';
import { findState } from './states';
import { textProblem } from './text-problem';

/** A store as somebody describes it. */
export type StoreRequest = {
  readonly externalStoreId: string;
  readonly name: string;
  readonly streetName: string;
  readonly streetNumber: string;
  readonly cityName: string;
  readonly stateName: string;
  readonly zipCode?: string | null | undefined;
  readonly reference?: string | null | undefined;
  /** Null when they could not be read. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly businessHours?: Readonly<Record<string, readonly Interval[]>> | undefined;
};

/** No length is published for a store; what is longer than this is a mistake, and does not fit a sticker. */
export const MAX_STORE_NAME = 80;
const MAX_ADDRESS_PART = 120;

/** What of a store is to be changed; the parts of its address are one thing, given all together or not at all. */
export type StoreChangeRequest = Partial<Omit<StoreRequest, 'externalStoreId'>>;

/** What is known of a store's address here; null where it was made in Mercado Pago's panel. */
export type KnownAddress = Pick<AcceptedStore, 'name' | 'zipCode' | 'reference'> & {
  readonly [part in 'streetName' | 'streetNumber' | 'cityName' | 'stateName']: string | null;
} & { readonly latitude: string | null; readonly longitude: string | null };

/**
 * Checks a store against what Mercado Pago accepts in the account's country. Throws `invalid_input` naming every wrong
 * field at once, by its path in the API (`location.city_name`, `business_hours.monday`). That the city exists in its state
 * only Mercado Pago knows.
 */
export function acceptStore(request: StoreRequest, siteId: SiteId): AcceptedStore {
  const { store, fields } = checkStore(request, siteId);
  refuse(fields);
  return store;
}

/**
 * Checks a change in the same way and gives what is to be sent: a part of the address takes the whole of it along, as it
 * is known here, because Mercado Pago does not give its parts back.
 */
export function acceptStoreChange(
  request: StoreChangeRequest,
  known: KnownAddress,
  siteId: SiteId,
): Partial<Omit<AcceptedStore, 'externalStoreId'>> {
  const hasAddress = addressParts.some((part) => request[part] !== undefined);
  const { store, fields } = checkStore(
    {
      externalStoreId: 'known',
      name: request.name ?? known.name,
      streetName: request.streetName ?? known.streetName ?? '',
      streetNumber: request.streetNumber ?? known.streetNumber ?? '',
      cityName: request.cityName ?? known.cityName ?? '',
      stateName: request.stateName ?? known.stateName ?? '',
      zipCode: request.zipCode === undefined ? known.zipCode : request.zipCode,
      reference: request.reference === undefined ? known.reference : request.reference,
      latitude: request.latitude === undefined ? numberOf(known.latitude) : request.latitude,
      longitude: request.longitude === undefined ? numberOf(known.longitude) : request.longitude,
      businessHours: request.businessHours,
    },
    siteId,
  );
  const isAsked = (path: string) =>
    path.startsWith('location.') ? hasAddress : path !== 'name' || request.name !== undefined;
  refuse(Object.fromEntries(Object.entries(fields).filter(([path]) => isAsked(path))));
  const { externalStoreId: _fixed, name, businessHours, ...address } = store;
  return {
    ...(request.name === undefined ? {} : { name }),
    ...(request.businessHours === undefined ? {} : { businessHours }),
    ...(hasAddress ? address : {}),
  };
}

const addressParts = [
  'streetName',
  'streetNumber',
  'cityName',
  'stateName',
  'zipCode',
  'reference',
  'latitude',
  'longitude',
] as const;

function checkStore(request: StoreRequest, siteId: SiteId) {
  const fields: Record<string, FieldErrorCode> = {};
  const note = (path: string, problem: FieldErrorCode | null) => {
    if (problem) fields[path] = problem;
  };
  const text = (path: string, value: string, max: number) => {
    note(path, textProblem(value, max));
    return value.trim();
  };
  const optional = (path: string, value: string | null | undefined) =>
    value && value.trim() !== '' ? text(path, value, MAX_ADDRESS_PART) : null;
  note('external_store_id', externalIdProblem(request.externalStoreId));
  const stateName = findState(siteId, request.stateName);
  if (stateName === null) note('location.state_name', request.stateName.trim() === '' ? 'required' : 'not_found');
  const { latitude, longitude } = request;
  if (latitude === null || longitude === null) note('location.latitude', 'not_coordinates');
  else if (!isInCountry({ latitude, longitude }, siteId)) note('location.latitude', 'outside_country');
  const hours = acceptHours(request.businessHours ?? {});
  if ('problems' in hours)
    for (const [day, problem] of Object.entries(hours.problems)) note(`business_hours.${day}`, hourProblems[problem]);
  const store: AcceptedStore = {
    externalStoreId: request.externalStoreId,
    name: text('name', request.name, MAX_STORE_NAME),
    streetName: text('location.street_name', request.streetName, MAX_ADDRESS_PART),
    streetNumber: text('location.street_number', request.streetNumber, 20),
    cityName: text('location.city_name', request.cityName, MAX_ADDRESS_PART),
    stateName: stateName ?? '',
    zipCode: optional('location.zip_code', request.zipCode),
    reference: optional('location.reference', request.reference),
    latitude: latitude ?? 0,
    longitude: longitude ?? 0,
    businessHours: 'hours' in hours ? hours.hours : {},
  };
  return { store, fields };
}

function refuse(fields: Record<string, FieldErrorCode>): void {
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', 'the store would be refused', { fields });
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}

const hourProblems: Readonly<Record<HoursProblem, FieldErrorCode>> = {
  invalid: 'unknown_field',
  too_many: 'too_many',
  not_a_time: 'not_a_time',
  overlaps: 'hours_overlap',
};
