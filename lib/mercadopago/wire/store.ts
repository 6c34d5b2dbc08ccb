import { z } from 'zod';
import { refusedHere } from '../errors';
import { jsonNumber, type WritableJson } from '../exact-json';
import { id, list, moment, optionalObject, text } from './values';

/** Days of the week as Mercado Pago names them. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Opening times on a 24-hour clock ("08:00"); a day left out is closed. */
export type BusinessHours = {
  readonly [day in Weekday]?: readonly { readonly open: string; readonly close: string }[];
};

/** Where a store is. Coordinates are degrees; the names must be the ones on Mercado Libre's lists. */
export type StoreLocation = {
  readonly streetName: string;
  /** Text: the validator refuses a number. */
  readonly streetNumber: string;
  readonly cityName: string;
  readonly stateName: string;
  readonly zipCode: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly reference: string | null;
};

export type NewStore = {
  readonly name: string;
  readonly externalId: string;
  readonly businessHours: BusinessHours | null;
  readonly location: StoreLocation;
};

/** What of a store can be changed; `external_id` cannot. A property left out stays as it is. */
export type StoreChange = {
  readonly name?: string;
  readonly businessHours?: BusinessHours;
  readonly location?: StoreLocation;
};

/** A store as read. The parts of the address come back joined in `addressLine` and nowhere else. */
export type ReadStore = {
  readonly storeId: string;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly addressLine: string | null;
  readonly reference: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly businessHours: BusinessHours;
  readonly createdAt: Date | null;
};

const degrees = text.transform((value) => {
  const number = value === null ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
});

const intervals = list(z.object({ open: z.string(), close: z.string() }))
  .optional()
  .catch(undefined);

const store = z.object({
  id,
  external_id: text,
  name: text,
  date_created: moment,
  date_creation: moment,
  business_hours: optionalObject({
    monday: intervals,
    tuesday: intervals,
    wednesday: intervals,
    thursday: intervals,
    friday: intervals,
    saturday: intervals,
    sunday: intervals,
  }),
  location: optionalObject({ address_line: text, reference: text, latitude: degrees, longitude: degrees }),
});

/**
 * A store as created, read, updated or found; null without an id. Creation answers `date_created`, reading
 * `date_creation`. Source: devsite-docs `reference/api-json/stores.json`, read 2026-11-21.
 */
export function readStore(body: unknown): ReadStore | null {
  const parsed = store.safeParse(body);
  if (!parsed.success || parsed.data.id === null) return null;
  const wire = parsed.data;
  return {
    storeId: parsed.data.id,
    externalId: wire.external_id,
    name: wire.name,
    addressLine: wire.location?.address_line ?? null,
    reference: wire.location?.reference ?? null,
    latitude: wire.location?.latitude ?? null,
    longitude: wire.location?.longitude ?? null,
    businessHours: openDays(wire.business_hours ?? {}),
    createdAt: wire.date_created ?? wire.date_creation,
  };
}

/** The body that creates a store. Throws `refused` for what Mercado Pago would refuse, with its own key. */
export function writeNewStore(store: NewStore): WritableJson {
  if (!/^[A-Za-z0-9]{1,39}$/.test(store.externalId)) throw refusedHere('INVALID_EXTERNAL_ID');
  return { ...writeStoreChange(store), external_id: store.externalId };
}

/** The body that changes a store: only what is given. Throws `refused` as `writeNewStore` does. */
export function writeStoreChange(change: StoreChange | NewStore): { readonly [key: string]: WritableJson | undefined } {
  const objection = objectionTo(change);
  if (objection !== null) throw refusedHere(objection);
  return {
    name: change.name,
    business_hours: change.businessHours ? { ...openDays(change.businessHours) } : undefined,
    location: change.location ? writeLocation(change.location) : undefined,
  };
}

function writeLocation(location: StoreLocation): WritableJson {
  return {
    street_name: location.streetName,
    street_number: location.streetNumber,
    city_name: location.cityName,
    state_name: location.stateName,
    zip_code: location.zipCode ?? undefined,
    latitude: jsonNumber(String(location.latitude)),
    longitude: jsonNumber(String(location.longitude)),
    reference: location.reference ?? undefined,
  };
}

/** The days that have times, each with nothing but its times: unknown fields are refused there and meaningless here. */
function openDays(hours: BusinessHours): BusinessHours {
  const days = weekdays.flatMap((day) => {
    const times = hours[day] ?? [];
    return times.length > 0 ? [[day, times.map(({ open, close }) => ({ open, close }))] as const] : [];
  });
  return Object.fromEntries(days);
}

const MAX_INTERVALS = 4;
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Source: devsite-docs `reference/api-json/stores.json`, read 2026-11-21. Of the two published numbers of intervals a day the newer one. */
function objectionTo({ name, businessHours, location }: StoreChange | NewStore): string | null {
  if (name === '') return 'INVALID_NAME';
  for (const intervals of Object.values(businessHours ?? {}))
    if (
      intervals.length > MAX_INTERVALS ||
      !intervals.every(({ open, close }) => clock.test(open) && clock.test(close))
    )
      return 'INVALID_DAY';
  if (!location) return null;
  if (location.streetName === '') return 'INVALID_STREET_NAME';
  if (location.streetNumber === '') return 'INVALID_STREET_NUMBER';
  if (location.cityName === '') return 'INVALID_CITY_NAME';
  if (location.stateName === '') return 'INVALID_STATE_NAME';
  if (!(Math.abs(location.latitude) <= 90)) return 'INVALID_LATITUDE';
  return Math.abs(location.longitude) <= 180 ? null : 'INVALID_LONGITUDE';
}
