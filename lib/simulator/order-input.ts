import { randomUUID } from 'node:crypto';
import { type Account, siteOf } from './accounts';
import { readAmount } from './amount';
import type { InStoreOrder, OrderItem } from './in-store-order';
import { readInstant } from './instant';
import { isFilledText, isRecord } from './json-value';
import type { PointOfSale } from './pos';
import { type Refusal, refuseInStore } from './refusal';
import type { Call } from './route';
import { checkTaxes } from './taxes';

const defaultLifeMs = 600_000;

/** Refuses an in-store order with the key that the reference lists for the fault. */
export function refuseInput(key: string, message: string): Refusal {
  return refuseInStore(400, key, message);
}

/**
 * Reads the body of a v2 order, which the dynamic QR shares, and makes the order out of it.
 * Source: mercadopago/devsite-docs reference/api-json/instore_orders_v2.json and reference/api-json/qr-dynamic.json.
 */
export function readOrder(
  call: Call,
  account: Account,
  pos: PointOfSale,
  place: Pick<InStoreOrder, 'origin' | 'isOnPrintedQr' | 'hasOwnQr'>,
): InStoreOrder {
  const { body, simulation } = call;
  if (!isRecord(body)) throw refuseInput('error_creating_seller_qr_order', 'The body must be an object');
  const { decimals } = siteOf(account);
  const externalReference = readReference(body.external_reference);
  const title = readText(body.title, 'invalid_title', 'title', 256);
  const description = readText(body.description, 'invalid_description', 'description', 256);
  const cashOutMinor = readCashOut(body.cash_out, decimals);
  const items = readItems(body.items, decimals, cashOutMinor !== null);
  const totalMinor = readAmount(body.total_amount, decimals);
  if (totalMinor === null || totalMinor === 0) {
    throw refuseInput(
      'invalid_total_amount',
      `total_amount must be a positive number with at most ${decimals} decimals`,
    );
  }
  const sum = items.reduce((total, item) => total + item.unitPriceMinor * item.quantity, cashOutMinor ?? 0);
  if (sum !== totalMinor) {
    throw refuseInput('invalid_total_amount', 'total_amount must equal the sum of the items and the cash out');
  }
  checkTaxes(body.taxes, account);
  const now = simulation.now();
  return {
    ...place,
    id: randomUUID(),
    userId: account.userId,
    posId: pos.id,
    orderId: null,
    externalReference,
    title,
    description,
    notificationUrl: readNotificationUrl(body.notification_url, place.origin === 'qrs'),
    sponsorId: readSponsor(call, account, body.sponsor),
    items,
    totalMinor,
    merchantOrderIds: [],
    sent: body,
    createdAt: now,
    expiresAt: now + readLifeMs(call, body.expiration_date),
  };
}

/** A reference under the strictest documented rule. */
export function readReference(value: unknown): string {
  if (!isFilledText(value)) throw refuseInput('invalid_external_reference', 'external_reference must be present');
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(value)) {
    throw refuseInput('invalid_external_reference', 'external_reference takes 1 to 64 of A-Z a-z 0-9 _ -');
  }
  return value;
}

function readItems(value: unknown, decimals: 0 | 2, mayBeEmpty: boolean): OrderItem[] {
  const items = value ?? [];
  if (!Array.isArray(items)) throw refuseInput('error_creating_seller_qr_order', 'items must be an array');
  if (items.length === 0 && !mayBeEmpty) {
    throw refuseInput('error_creating_seller_qr_order', 'items or cash_out must be present');
  }
  return items.map((item: unknown) => readItem(item, decimals));
}

/**
 * The reference has two keys for these: the one without `items.` is taken for what is missing, as it is with the id of a
 * sponsor. That is inferred.
 */
const required = ['unit_price', 'quantity', 'unit_measure'] as const;

function readItem(value: unknown, decimals: 0 | 2): OrderItem {
  if (!isRecord(value)) throw refuseInput('error_creating_seller_qr_order', 'each item must be an object');
  const title = readText(value.title, 'invalid_items.title', 'items.title', 256);
  for (const field of required)
    if (value[field] === undefined || value[field] === null)
      throw refuseInput(`invalid_${field}`, `${field} must be present`);
  const unitPriceMinor = readAmount(value.unit_price, decimals);
  if (unitPriceMinor === null) {
    throw refuseInput(
      'invalid_items.unit_price',
      `items.unit_price must be a number with at most ${decimals} decimals`,
    );
  }
  const { quantity } = value;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > 1e6) {
    throw refuseInput('invalid_items.quantity', 'items.quantity must be a whole number from 1');
  }
  if (value.unit_measure !== 'unit' && value.unit_measure !== 'pack') {
    throw refuseInput('invalid_items.unit_measure', 'items.unit_measure must be unit or pack');
  }
  if (readAmount(value.total_amount, decimals) !== unitPriceMinor * quantity) {
    throw refuseInput('invalid_items.total_amount', 'items.total_amount must be the number unit_price × quantity');
  }
  // The currency is the account's: an item has none, and an error for one that is no text.
  readOptionalText(value.currency_id, 'invalid_items.currency_id', 'items.currency_id');
  return {
    id: readOptionalText(value.sku_number, 'invalid_items.sku_number', 'items.sku_number'),
    title,
    description: readOptionalText(value.description, 'invalid_items.description', 'items.description'),
    category: readOptionalText(value.category, 'invalid_items.category', 'items.category'),
    pictureUrl: null,
    quantity,
    unitPriceMinor,
  };
}

function readCashOut(value: unknown, decimals: 0 | 2): number | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) throw refuseInput('invalid_cash_out.amount', 'cash_out must be an object');
  if (value.amount === undefined || value.amount === null)
    throw refuseInput('invalid_amount', 'amount must be present');
  const minor = readAmount(value.amount, decimals);
  if (minor === null || minor === 0) throw refuseInput('invalid_cash_out.amount', 'cash_out.amount must be positive');
  return minor;
}

/** Who integrates the till: another account than the collector, of the same country. */
function readSponsor(call: Call, account: Account, value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value) || value.id === undefined) throw refuseInput('invalid_id', 'sponsor.id must be present');
  if (typeof value.id !== 'number' || !Number.isSafeInteger(value.id) || value.id <= 0) {
    throw refuseInput('invalid_sponsor.id', 'sponsor.id must be a number');
  }
  if (!isSponsor(call, account, value.id)) {
    throw refuseInput('invalid_sponsor.id', 'sponsor must be another account of the same site');
  }
  return value.id;
}

/** Whether this user may sponsor orders of the account. Users that the simulator does not know are taken as valid. */
export function isSponsor(call: Call, account: Account, userId: number): boolean {
  const known = call.simulation.world.accounts.get(userId);
  return userId !== account.userId && (known === undefined || known.siteId === account.siteId);
}

/** Official samples leave out the scheme, so only the dynamic QR, which documents it, insists on one. */
function readNotificationUrl(value: unknown, mustBeAbsolute: boolean): string | null {
  if (value === undefined || value === null) return null;
  const isUrl = typeof value === 'string' && value.length <= 500 && (!mustBeAbsolute || isHttpUrl(value));
  if (!isUrl) throw refuseInput('invalid_notification_url', 'notification_url must be a url of at most 500 characters');
  return value;
}

/** Whether a text is an absolute http or https URL. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/**
 * How long the order lives. The instant comes from the client's clock, so it is measured against the machine's and not against
 * the simulator's, which `advance` may have moved.
 */
function readLifeMs(call: Call, value: unknown): number {
  if (value === undefined || value === null) return defaultLifeMs;
  const instant = readInstant(value);
  if (instant === null) {
    throw refuseInput('invalid_expiration_date', 'expiration_date must be yyyy-MM-ddTHH:mm:ss.SSS±HH:mm');
  }
  const lifeMs = instant - call.simulation.machineNow();
  if (lifeMs <= 0) throw refuseInput('invalid_expiration_date', 'expiration_date must be in the future');
  return lifeMs;
}

function readText(value: unknown, key: string, name: string, longest: number): string {
  if (value === undefined || value === null) throw refuseInput(key, `${name} must be present`);
  if (!isFilledText(value)) throw refuseInput(key, `${name} must be a string`);
  if (value.length > longest) throw refuseInput(key, `${name} takes at most ${longest} characters`);
  return value;
}

function readOptionalText(value: unknown, key: string, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw refuseInput(key, `${name} must be a string`);
  return value;
}
