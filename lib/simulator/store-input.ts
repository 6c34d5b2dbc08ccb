import { type Account, siteOf } from './accounts';
import { isElsewhere } from './cities';
import { findUnknownField, isFilledText, isRecord } from './json-value';
import { type Refusal, refuseGeneric } from './refusal';

/** The address of a store as its owner wrote it. */
export type StoreLocation = {
  streetName: string;
  streetNumber: string;
  cityName: string;
  stateName: string;
  zipCode: string | null;
  latitude: number;
  longitude: number;
  reference: string | null;
};

const locationFields = [
  'street_name',
  'street_number',
  'city_name',
  'state_name',
  'zip_code',
  'latitude',
  'longitude',
  'reference',
];
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Refuses a store with the key that the reference lists for the fault. */
export function refuseStore(key: string, message: string): Refusal {
  return refuseGeneric(400, key, message, [{ code: key, description: message }]);
}

/** Reads a store's address. Source: mercadopago/devsite-docs reference/api-json/stores.json. */
export function readStoreLocation(value: unknown, account: Account): StoreLocation {
  if (!isRecord(value)) throw refuseStore('INVALID_LOCATION', 'location must be an object');
  const unknown = findUnknownField(value, locationFields);
  if (unknown !== null) throw refuseStore('UNKNOWN_FIELD', `location.${unknown} is not a known field`);
  const location = {
    streetName: readText(value.street_name, 'INVALID_STREET_NAME', 'location.street_name'),
    streetNumber: readText(value.street_number, 'INVALID_STREET_NUMBER', 'location.street_number'),
    cityName: readText(value.city_name, 'INVALID_CITY_NAME', 'location.city_name'),
    stateName: readText(value.state_name, 'INVALID_STATE_NAME', 'location.state_name'),
    zipCode: readOptionalText(value.zip_code, 'INVALID_ZIP_CODE', 'location.zip_code'),
    latitude: readNumber(value.latitude, 'INVALID_LATITUDE', 'location.latitude'),
    longitude: readNumber(value.longitude, 'INVALID_LONGITUDE', 'location.longitude'),
    reference: readOptionalText(value.reference, 'INVALID_REFERENCE', 'location.reference'),
  };
  if (isElsewhere(account.siteId, location)) {
    throw refuseStore('VALIDATION_ERROR', `The city ${location.cityName} is not in ${location.stateName}`);
  }
  const site = siteOf(account);
  const [south, west, north, east] = site.bounds;
  const isInside =
    location.latitude >= south &&
    location.latitude <= north &&
    location.longitude >= west &&
    location.longitude <= east;
  if (!isInside) throw refuseStore('BAD_REQUEST', `The coordinates are outside ${site.countryName}`);
  return location;
}

/** Reads opening hours and gives them back as they came: at most four intervals a day. */
export function readBusinessHours(value: unknown): Record<string, unknown> | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) throw refuseStore('INVALID_BUSINESS_HOURS', 'business_hours must be an object');
  for (const [day, intervals] of Object.entries(value)) {
    if (!days.includes(day)) throw refuseStore('INVALID_DAY', `business_hours.${day} is not a day`);
    if (!Array.isArray(intervals)) throw refuseStore('INVALID_DAY', `business_hours.${day} must be an array`);
    if (intervals.length > 4) {
      throw refuseStore('INVALID_BUSINESS_HOURS', `business_hours.${day} takes at most 4 intervals`);
    }
    if (!intervals.every(isInterval)) {
      throw refuseStore('INVALID_BUSINESS_HOURS', `business_hours.${day} must hold { open, close } as HH:mm`);
    }
  }
  return value;
}

/** Reads a text that must be there. */
export function readText(value: unknown, key: string, name: string): string {
  if (!isFilledText(value)) throw refuseStore(key, `${name} must be a string`);
  return value;
}

function readOptionalText(value: unknown, key: string, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw refuseStore(key, `${name} must be a string`);
  return value;
}

function readNumber(value: unknown, key: string, name: string): number {
  if (typeof value !== 'number') throw refuseStore(key, `${name} must be a number`);
  return value;
}

function isInterval(value: unknown): boolean {
  if (!isRecord(value) || findUnknownField(value, ['open', 'close']) !== null) return false;
  const { open, close } = value;
  return typeof open === 'string' && typeof close === 'string' && timePattern.test(open) && timePattern.test(close);
}
