import { type Account, siteOf } from './accounts';
import { readAmount } from './amount';
import type { OrderItem } from './in-store-order';
import { isFilledText, isRecord, readId } from './json-value';
import { addMerchantOrder, checkCaller, type MerchantOrder, statusOf, writeMerchantOrder } from './merchant-orders';
import { announceMerchantOrder } from './notifications';
import { isSponsor } from './order-input';
import { refuseGeneric } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';
import { accountKey, appendToIndex } from './world';

/** What a caller can set, each only where it was given. */
type Changes = Partial<
  Pick<
    MerchantOrder,
    'externalReference' | 'preferenceId' | 'notificationUrl' | 'sponsorId' | 'additionalInfo' | 'items' | 'totalMinor'
  >
>;

function createMerchantOrder(call: Call, account: Account): Reply {
  const { simulation } = call;
  checkCaller(call, account);
  const changes = readChanges(call, account);
  if (!changes.items) throw refuseFormat('items must be present');
  const id = simulation.nextId();
  const order: MerchantOrder = {
    id,
    userId: account.userId,
    posId: 0,
    inStoreOrderId: '',
    origin: 'checkout_pro',
    orderId: null,
    preferenceId: '',
    externalReference: '',
    items: [],
    totalMinor: 0,
    description: changes.items[0]?.title ?? '',
    notificationUrl: null,
    sponsorId: null,
    additionalInfo: '',
    payerId: readPayer(call.body),
    isExpired: false,
    paymentIds: [],
    createdAt: simulation.now(),
    updatedAt: simulation.now(),
    ...changes,
  };
  addMerchantOrder(simulation.world, order);
  announceMerchantOrder(simulation, order, 'created');
  simulation.changed();
  return { status: 201, json: writeMerchantOrder(simulation.world, account, order) };
}

function updateMerchantOrder(call: Call, account: Account): Reply {
  const { world, now, changed } = call.simulation;
  checkCaller(call, account);
  const id = readId(call.param('id'));
  if (id === null) throw refuseFormat('The merchant order id must be a number');
  const order = world.merchantOrders.get(id);
  if (!order) throw refuseGeneric(404, 'not_found', 'Merchant order not found');
  if (order.userId !== account.userId) throw refuseGeneric(403, 'user_not_allowed', 'The order is of another user');
  const changes = readChanges(call, account);
  const status = statusOf(world, order);
  if (status === 'expired') throw refuseGeneric(400, 'invalid_expired', 'The merchant order is expired');
  if (status === 'closed') throw refuseGeneric(400, 'invalid_order_state', 'The merchant order is closed');
  const before = accountKey(order.userId, order.externalReference);
  Object.assign(order, changes, { updatedAt: now() });
  const after = accountKey(order.userId, order.externalReference);
  if (after !== before) {
    const others = (world.merchantOrderIdsByReference.get(before) ?? []).filter((other) => other !== id);
    world.merchantOrderIdsByReference.set(before, others);
    appendToIndex(world.merchantOrderIdsByReference, after, id);
  }
  changed();
  return ok(writeMerchantOrder(world, account, order));
}

function readChanges(call: Call, account: Account): Changes {
  const { body } = call;
  if (!isRecord(body)) throw refuseFormat('The body must be an object');
  const collectorId = isRecord(body.collector) ? readId(body.collector.id) : account.userId;
  if (collectorId !== account.userId) throw refuseGeneric(403, 'user_not_allowed', 'The collector is another user');
  return {
    ...readTexts(body),
    ...(body.notification_url === undefined ? {} : { notificationUrl: readUrl(body.notification_url) }),
    ...(body.sponsor_id === undefined ? {} : { sponsorId: readSponsor(call, account, body.sponsor_id) }),
    ...(body.items === undefined ? {} : readItems(body.items, account)),
  };
}

function readTexts(body: Record<string, unknown>): Changes {
  const limits = { external_reference: 256, preference_id: 256, additional_info: 600 } as const;
  const names = {
    external_reference: 'externalReference',
    preference_id: 'preferenceId',
    additional_info: 'additionalInfo',
  } as const;
  const changes: Changes = {};
  for (const field of ['external_reference', 'preference_id', 'additional_info'] as const) {
    const value = body[field];
    if (value === undefined) continue;
    if (typeof value !== 'string' || value.length > limits[field])
      throw refuseFormat(`${field} must be a text of at most ${limits[field]} characters`);
    changes[names[field]] = value;
  }
  return changes;
}

function readUrl(value: unknown): string | null {
  if (value === null) return null;
  const isUrl = typeof value === 'string' && value.length <= 500 && /^https?:\/\/[^/\s]+/i.test(value);
  if (!isUrl) throw refuseGeneric(400, 'invalid_url', 'notification_url must be http or https');
  return value;
}

function readSponsor(call: Call, account: Account, value: unknown): number | null {
  if (value === null) return null;
  const id = readId(value);
  if (id === null || !isSponsor(call, account, id))
    throw refuseGeneric(400, 'invalid_sponsor_id', 'sponsor_id must be another user of the same site');
  return id;
}

function readItems(value: unknown, account: Account): Pick<MerchantOrder, 'items' | 'totalMinor'> {
  if (!Array.isArray(value) || value.length === 0) throw refuseFormat('items must be a list with at least one');
  const items = value.map((item: unknown) => readItem(item, account));
  const totalMinor = items.reduce((sum, item) => sum + item.unitPriceMinor * item.quantity, 0);
  if (totalMinor === 0) throw refuseFormat('the items must cost something');
  return { items, totalMinor };
}

function readItem(item: unknown, account: Account): OrderItem {
  if (!isRecord(item)) throw refuseFormat('an item must be an object');
  const { currencyId, decimals } = siteOf(account);
  const quantity = readId(item.quantity);
  const unitPriceMinor = readAmount(item.unit_price, decimals);
  if (!isFilledText(item.title) || !quantity || unitPriceMinor === null)
    throw refuseFormat('an item needs a title, a quantity and a unit_price');
  if (item.currency_id !== undefined && item.currency_id !== currencyId)
    throw refuseFormat(`an item’s currency_id must be ${currencyId}`);
  const text = (field: unknown) => (isFilledText(field) ? field : null);
  return {
    id: text(item.id),
    title: item.title,
    description: text(item.description),
    category: text(item.category_id),
    pictureUrl: text(item.picture_url),
    quantity,
    unitPriceMinor,
  };
}

function readPayer(body: unknown): number {
  return isRecord(body) && isRecord(body.payer) ? (readId(body.payer.id) ?? 0) : 0;
}

function refuseFormat(message: string): Error {
  return refuseGeneric(400, 'invalid_format', message);
}

const refusals = { refuseCaller: () => refuseGeneric(401, 'invalid_token', 'Invalid access token') };

/**
 * Merchant orders that are made without a scan, as Checkout Pro does; not part of the QR flow, but the same list. The error
 * keys are the documented ones; their status (403 for another user, else 400) is inferred.
 * Source: mercadopago/devsite-docs reference/api-json/merchant_orders.json.
 */
export const merchantOrderWriteRoutes: Route[] = [
  forAccount('POST', '/merchant_orders', createMerchantOrder, refusals),
  forAccount('PUT', '/merchant_orders/:id', updateMerchantOrder, refusals),
];
