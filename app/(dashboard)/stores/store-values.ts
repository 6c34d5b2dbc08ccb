import type { StoreRow } from '@/db/stores';
import { type BusinessHours, type Interval, readHours } from '@/lib/domain/business-hours';
import { weekdays } from '@/lib/domain/calendar';
import { readCoordinates, writeCoordinates } from '@/lib/domain/coordinates';
import type { StoreChangeRequest, StoreRequest } from '@/lib/domain/store';
import { textIn } from '@/lib/web/form-text';
import { type FormSides, isChanged } from '../form-changes';

/** What somebody typed into the form of a store, as text. */
export type StoreValues = {
  readonly name: string;
  readonly code: string;
  readonly state: string;
  readonly city: string;
  readonly street: string;
  readonly number: string;
  readonly zip: string;
  readonly reference: string;
  readonly place: string;
  readonly category: string;
  readonly hours: Readonly<Record<string, readonly Interval[]>>;
  readonly tills: readonly { readonly code: string; readonly name: string }[];
};

const usual: readonly Interval[] = [{ open: '09:00', close: '18:00' }];

/** An empty form; most stores open on weekdays. */
export function newStoreValues(code: string): StoreValues {
  const hours = Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, usual]));
  const address = { state: '', city: '', street: '', number: '', zip: '', reference: '', place: '' };
  return { name: '', code, ...address, category: '', hours, tills: [] };
}

/** The form of a store as it is here. */
export function storeValuesOf(store: StoreRow): StoreValues {
  const { latitude, longitude } = store;
  const hours: BusinessHours = readHours(store.businessHours);
  return {
    name: store.name,
    code: store.externalStoreId ?? '',
    state: store.stateName ?? '',
    city: store.cityName ?? '',
    street: store.streetName ?? '',
    number: store.streetNumber ?? '',
    zip: store.zipCode ?? '',
    reference: store.reference ?? '',
    place: latitude && longitude ? writeCoordinates({ latitude: Number(latitude), longitude: Number(longitude) }) : '',
    category: '',
    hours: { ...hours },
    tills: [],
  };
}

/** What a form holds that was sent. */
export function readStoreValues(form: FormData): StoreValues {
  const text = (name: string) => textIn(form, name);
  const hours = weekdays.flatMap((day) => {
    if (form.get(`${day}.isOpen`) === null) return [];
    const opens = form.getAll(`${day}.open`).map(String);
    const closes = form.getAll(`${day}.close`).map(String);
    return [[day, opens.map((open, place) => ({ open, close: closes[place] ?? '' }))] as const];
  });
  const codes = form.getAll('till.code').map(String);
  const names = form.getAll('till.name').map(String);
  return {
    name: text('name'),
    code: text('code').trim(),
    state: text('state'),
    city: text('city'),
    street: text('street'),
    number: text('number'),
    zip: text('zip'),
    reference: text('reference'),
    place: text('place'),
    category: text('category'),
    hours: Object.fromEntries(hours),
    tills: codes.map((code, place) => ({ code, name: names[place] ?? '' })),
  };
}

/** The store that a form describes. */
export function toStoreRequest(values: StoreValues): StoreRequest {
  const coordinates = readCoordinates(values.place);
  return {
    externalStoreId: values.code,
    name: values.name,
    streetName: values.street,
    streetNumber: values.number,
    cityName: values.city,
    stateName: values.state,
    zipCode: values.zip,
    reference: values.reference,
    latitude: coordinates?.latitude ?? null,
    longitude: coordinates?.longitude ?? null,
    businessHours: values.hours,
  };
}

/** What of a store somebody changed: the rest may be something else by now, here or at Mercado Pago. Throws as `isChanged`. */
export function changesOf(form: FormSides<StoreValues>): StoreChangeRequest {
  const { externalStoreId: _fixed, name, businessHours, ...address } = toStoreRequest(form.typed);
  return {
    ...(isChanged(form, (values) => values.name.trim()) ? { name } : {}),
    ...(isChanged(form, (values) => JSON.stringify(inOrder(values.hours))) ? { businessHours } : {}),
    ...(isChanged(form, (values) => JSON.stringify(addressParts.map((part) => values[part].trim()))) ? address : {}),
  };
}

const addressParts = ['state', 'city', 'street', 'number', 'zip', 'reference', 'place'] as const;

function inOrder(hours: StoreValues['hours']) {
  return weekdays.map((day) => (hours[day] ?? []).map(({ open, close }) => [open, close]));
}
