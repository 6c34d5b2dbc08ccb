import 'server-only';
import type { PlaceKind } from '@/lib/domain/place';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { asAppError } from './mercadopago-errors';

type Found = readonly [path: string, code: FieldErrorCode];

/**
 * What the caller is told when Mercado Pago refused a store or POS: its own words, and at which field that is to be
 * repaired where its code says so. Anything else becomes what `asAppError` makes of it.
 * Source: devsite-docs `reference/api-json/stores.json` and `pos.json`, read 2026-11-21.
 */
export function placeRefusal(error: unknown, kind: PlaceKind): unknown {
  const told = asAppError(error);
  if (!(error instanceof MercadoPagoError) || !(told instanceof AppError)) return told;
  if (error.kind !== 'refused') return told;
  const found = kind === 'store' ? fieldOfStore(error) : fieldOfPos(error);
  if (!found) return told;
  const [path, code] = found;
  return new AppError(code === 'already_used' ? 'conflict' : 'mercadopago_refused', told.message, {
    cause: error,
    fields: { [path]: code },
    details: told.details,
  });
}

function fieldOfStore(error: MercadoPagoError): Found | null {
  // One code for two faults: the id that is taken, and the city that is not in its state.
  if (error.hasCode('VALIDATION_ERROR')) {
    const isTaken = /external.?id/i.test(error.message);
    return isTaken ? ['external_store_id', 'already_used'] : ['location.city_name', 'city_refused'];
  }
  if (error.hasCode('BAD_REQUEST')) return ['location.latitude', 'outside_country'];
  return firstOf(error, storeFields);
}

function fieldOfPos(error: MercadoPagoError): Found | null {
  if (error.status === 409) return ['external_pos_id', 'already_used'];
  if (error.status === 403) return ['integration', 'host_refused'];
  return firstOf(error, posFields);
}

function firstOf(error: MercadoPagoError, fields: Readonly<Record<string, Found>>): Found | null {
  const code = Object.keys(fields).find((known) => error.hasCode(known));
  return code === undefined ? null : (fields[code] ?? null);
}

const storeFields: Readonly<Record<string, Found>> = {
  INVALID_NAME: ['name', 'invalid'],
  INVALID_EXTERNAL_ID: ['external_store_id', 'not_alphanumeric'],
  INVALID_STREET_NAME: ['location.street_name', 'invalid'],
  INVALID_STREET_NUMBER: ['location.street_number', 'invalid'],
  INVALID_CITY_NAME: ['location.city_name', 'city_refused'],
  INVALID_STATE_NAME: ['location.state_name', 'invalid'],
  INVALID_ZIP_CODE: ['location.zip_code', 'invalid'],
  INVALID_REFERENCE: ['location.reference', 'invalid'],
  INVALID_LATITUDE: ['location.latitude', 'not_coordinates'],
  INVALID_LONGITUDE: ['location.latitude', 'not_coordinates'],
  INVALID_BUSINESS_HOURS: ['business_hours', 'not_a_time'],
  INVALID_DAY: ['business_hours', 'not_a_time'],
};

const posFields: Readonly<Record<string, Found>> = {
  INVALID_NAME: ['name', 'invalid'],
  NAME_TOO_LONG: ['name', 'too_long'],
  INVALID_EXTERNAL_ID: ['external_pos_id', 'not_alphanumeric'],
  EXTERNAL_ID_TOO_LONG: ['external_pos_id', 'too_long'],
  INVALID_CATEGORY: ['category', 'unknown_category'],
  UNKNOWN_MCC: ['category', 'unknown_category'],
  POS_UNKNOWN_MCC: ['category', 'unknown_category'],
  INVALID_STORE_ID: ['external_store_id', 'not_found'],
  POS_INVALID_STORE_ID: ['external_store_id', 'not_found'],
  INVALID_EXTERNAL_STORE_ID: ['external_store_id', 'not_found'],
  INEXISTENT_EXTERNAL_STORE_ID: ['external_store_id', 'not_found'],
  EXTERNAL_STORE_ID_NOT_MATCH: ['external_store_id', 'not_found'],
  POS_EXTERNAL_STORE_ID_NOT_MATCH: ['external_store_id', 'not_found'],
  INVALID_FIXED_AMOUNT: ['fixed_amount', 'invalid'],
  FIXED_AMOUNT_FALSE: ['fixed_amount', 'invalid'],
  INVALID_URL: ['integration', 'host_refused'],
  URL_TOO_LONG: ['integration', 'host_refused'],
};
