import { randomUUID } from 'node:crypto';
import { type Account, siteOf } from './accounts';
import { readAmount, writeAmount } from './amount';
import { requireOrderPos } from './attended-orders';
import { findSlotOrder, type OrderItem, publishInStoreOrder, withdrawInStoreOrder } from './in-store-order';
import { isFilledText, isRecord, readId } from './json-value';
import { hasPaymentInProcess } from './merchant-orders';
import { isSponsor, refuseInput } from './order-input';
import type { PointOfSale } from './pos';
import { refuseInStore } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';
import { checkTaxes } from './taxes';

const defaultLifeS = 600;
const longestLifeS = 86_400 * 30;

/** Puts an order on the printed QR of a POS, as the first version of the API did. The total is worked out of the items. */
function createOrder(call: Call, account: Account): Reply {
  const pos = requireFirstPos(call, account);
  const { body, simulation } = call;
  if (!isRecord(body)) throw refuseInput('invalid_items', 'The body must be an object');
  const externalReference = readReference(body.external_reference);
  const items = readFirstItems(body.items, account);
  const totalMinor = items.reduce((sum, item) => sum + item.unitPriceMinor * item.quantity, 0);
  if (totalMinor === 0) throw refuseInput('invalid_items', 'The amount cannot be paid');
  const sponsorId = readSponsorId(call, account, body.sponsor_id);
  checkTaxes(body.taxes, account);
  const notificationUrl = readUrl(body.notification_url);
  const now = simulation.now();
  publishInStoreOrder(simulation, {
    id: randomUUID(),
    userId: account.userId,
    posId: pos.id,
    origin: 'attended_v1',
    orderId: null,
    externalReference,
    title: items[0]?.title ?? '',
    description: '',
    notificationUrl,
    sponsorId,
    items,
    totalMinor,
    isOnPrintedQr: true,
    hasOwnQr: false,
    merchantOrderIds: [],
    sent: body,
    createdAt: now,
    expiresAt: now + readLifeS(call) * 1000,
  });
  return ok(
    writePreference(account, body, writeAmount(totalMinor, siteOf(account).decimals), notificationUrl, sponsorId),
  );
}

/** Answers 204 whether or not there was an order. */
function deleteOrder(call: Call, account: Account): Reply {
  const order = findSlotOrder(call.simulation, requireFirstPos(call, account).id);
  if (order && hasPaymentInProcess(call.simulation.world, order)) {
    throw refuseInStore(400, 'instore_order_locked_error', 'The in-store order has a payment in process');
  }
  if (order) withdrawInStoreOrder(call.simulation, order);
  return { status: 204 };
}

/** Whatever is wrong with the collector is one 400 here, under a key of its own. */
function requireFirstPos(call: Call, account: Account): PointOfSale {
  if (readId(call.param('user_id')) !== account.userId) {
    throw refuseInput('invalid_collector_id', 'The collector must be the account of the token');
  }
  return requireOrderPos(call, account);
}

function readReference(value: unknown): string {
  if (isFilledText(value) && value.length <= 256) return value;
  throw refuseInput('invalid_external_reference', 'external_reference must be a string of at most 256 characters');
}

/**
 * Reads the items of a first-version order; the unattended model sends the same.
 * Source: mercadopago/devsite-docs reference/api-json/instore_orders.json.
 */
export function readFirstItems(value: unknown, account: Account): OrderItem[] {
  if (!Array.isArray(value) || value.length === 0) throw refuseInput('invalid_items', 'items are missing');
  const { currencyId, decimals } = siteOf(account);
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw refuseInput('invalid_items', 'items have a wrong format');
    if (!isFilledText(item.title)) throw refuseInput('invalid_items', 'title is missing');
    if (item.currency_id !== currencyId) throw refuseInput('invalid_items', `currency_id must be ${currencyId}`);
    const unitPriceMinor = readAmount(item.unit_price, decimals);
    if (unitPriceMinor === null) {
      throw refuseInput('invalid_items', `unit_price must be a number with at most ${decimals} decimals`);
    }
    const { quantity } = item;
    if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > 1e6) {
      throw refuseInput('invalid_items', 'quantity must be a whole number from 1');
    }
    return {
      id: typeof item.id === 'string' ? item.id : null,
      title: item.title,
      description: typeof item.description === 'string' ? item.description : null,
      category: null,
      pictureUrl: typeof item.picture_url === 'string' ? item.picture_url : null,
      quantity,
      unitPriceMinor,
    };
  });
}

function readSponsorId(call: Call, account: Account, value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const sponsorId = readId(value);
  if (sponsorId === null || sponsorId === 0 || !isSponsor(call, account, sponsorId)) {
    throw refuseInput('invalid_sponsor_id', 'sponsor_id must be another active account of the same site');
  }
  return sponsorId;
}

function readUrl(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value.length <= 500) return value;
  throw refuseInput('invalid_notification_url', 'notification_url takes at most 500 characters');
}

function readLifeS(call: Call): number {
  const header = call.headers['x-ttl-store-preference'];
  if (header === undefined) return defaultLifeS;
  const seconds = typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : 0;
  if (seconds > 0 && seconds <= longestLifeS) return seconds;
  throw refuseInput('bad_request', 'X-Ttl-Store-Preference must be a number of seconds');
}

/** The answer is a preference: its id is of no use for QR. */
function writePreference(
  account: Account,
  body: Record<string, unknown>,
  total: number,
  notificationUrl: string | null,
  sponsorId: number | null,
): unknown {
  return {
    id: `${account.userId}-${randomUUID()}`,
    items: body.items,
    collector_id: account.userId,
    collector: {},
    total_amount: total,
    amount: total,
    external_reference: body.external_reference,
    operation_type: 'regular_payment',
    payment_methods: {
      excluded_payment_methods: [{ id: '' }],
      excluded_payment_types: [{ id: 'ticket' }, { id: 'atm' }],
    },
    marketplace: 'NONE',
    marketplace_fee: 0,
    sponsor_id: sponsorId,
    notification_url: notificationUrl,
    back_urls: { success: '', pending: '', failure: '' },
    payer: {
      id: 0,
      email: '',
      identification: { number: '', type: '' },
      address: { primary: false, zip: '' },
      phone: { area_code: '', number: '' },
      internal_tags: [],
    },
    expires: false,
    additional_info: '',
    site_id: account.siteId,
    client_id: account.userId,
    processing_modes: ['aggregator'],
    internal_metadata: {},
  };
}

/** A token that is not known is a 400 here, and not a 401. */
const refusals = { refuseCaller: () => refuseInput('invalid_access_token', 'Access denied') };

/**
 * Attended orders, first version. There is no reading.
 * Source: mercadopago/devsite-docs reference/api-json/instore_orders.json and guides/qr-code/qr-attended/qr-attended-part-b.es.md.
 */
export const firstOrderRoutes: Route[] = [
  forAccount('POST', '/mpmobile/instore/qr/:user_id/:external_pos_id', createOrder, refusals),
  forAccount('DELETE', '/mpmobile/instore/qr/:user_id/:external_pos_id', deleteOrder, refusals),
];
