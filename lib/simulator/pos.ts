import { randomBytes } from 'node:crypto';
import type { Account } from './accounts';
import { writeOffsetInstant } from './instant';
import { readId } from './json-value';
import { paged, readCount } from './paging';
import { type PosInput, readPosBody, readPosExternalId, readPosInput, refusePos } from './pos-input';
import { refuseInStore } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';
import { findStoreByExternalId } from './stores';
import { accountKey, type World } from './world';

/** A point of sale (caja) with its printed QR. */
export type PointOfSale = PosInput & {
  id: number;
  userId: number;
  /** Null for a POS made in Mercado Pago's own app: it can take no orders. */
  externalId: string | null;
  uuid: string;
  createdAt: number;
  updatedAt: number;
};

function createPos(call: Call, account: Account): Reply {
  const { simulation } = call;
  const body = readPosBody(call, 'create');
  const externalId = readPosExternalId(body.external_id);
  const input = readPosInput(call, account, body);
  if (findPosByExternalId(simulation.world, account.userId, externalId)) {
    throw refuseInStore(409, 'point_of_sale_exists', 'Point of sale with corresponding user and id exists', [
      { code: '1', description: 'external_id is already in use' },
    ]);
  }
  const now = simulation.now();
  const pos: PointOfSale = {
    ...input,
    id: simulation.nextId(),
    userId: account.userId,
    externalId,
    uuid: randomBytes(32).toString('hex'),
    createdAt: now,
    updatedAt: now,
  };
  addPos(simulation.world, pos);
  simulation.changed();
  return ok(writePos(call, pos, 'whole'));
}

function updatePos(call: Call, account: Account): Reply {
  const pos = requirePos(call, account);
  const input = readPosInput(call, account, readPosBody(call, 'update'), pos);
  Object.assign(pos, input, { updatedAt: call.simulation.now() });
  call.simulation.changed();
  return ok(writePos(call, pos, 'whole'));
}

function deletePos(call: Call, account: Account): Reply {
  const pos = requirePos(call, account);
  const { world } = call.simulation;
  world.pos.delete(pos.id);
  if (pos.externalId !== null) world.posIdByExternalId.delete(posKey(pos.userId, pos.externalId));
  const orderId = world.slots.get(pos.id);
  if (orderId !== undefined) world.inStoreOrders.delete(orderId);
  world.slots.delete(pos.id);
  call.simulation.changed();
  return { status: 204 };
}

function searchPos(call: Call, account: Account): Reply {
  const { query } = call;
  const limit = readCount(query, 'limit', 30);
  if (limit === null) throw refusePos('INVALID_LIMIT', 'limit must be a number');
  const offset = readCount(query, 'offset', 0);
  if (offset === null) throw refusePos('INVALID_OFFSET', 'offset must be a number');
  const matches = [matchExternalId(query), matchStore(call, account), matchCategory(query)];
  const found = [...call.simulation.world.pos.values()].filter(
    (pos) => pos.userId === account.userId && matches.every((isMatch) => isMatch(pos)),
  );
  return ok(paged(found, { limit, offset }, (pos) => writePos(call, pos, 'row')));
}

function matchExternalId(query: URLSearchParams): (pos: PointOfSale) => boolean {
  if (!query.has('external_id')) return () => true;
  const externalId = readPosExternalId(query.get('external_id')).toLowerCase();
  return (pos) => pos.externalId?.toLowerCase() === externalId;
}

function matchStore(call: Call, account: Account): (pos: PointOfSale) => boolean {
  const storeId = call.query.get('store_id');
  if (storeId !== null && readId(storeId) === null) throw refusePos('INVALID_STORE_ID', 'store_id must be a number');
  const externalStoreId = call.query.get('external_store_id');
  if (externalStoreId === null) return (pos) => storeId === null || pos.storeId === readId(storeId);
  const store = findStoreByExternalId(call.simulation.world.stores, account.userId, externalStoreId);
  if (!store) {
    throw refusePos('INEXISTENT_EXTERNAL_STORE_ID', `There is no store with external id ${externalStoreId}`);
  }
  return (pos) => pos.storeId === store.id && (storeId === null || pos.storeId === readId(storeId));
}

function matchCategory(query: URLSearchParams): (pos: PointOfSale) => boolean {
  const category = query.get('category');
  if (category === null) return () => true;
  if (readId(category) === null) throw refusePos('INVALID_CATEGORY', 'category must be a number');
  return (pos) => pos.category === readId(category);
}

/** Puts a POS into the world and its index. */
export function addPos(world: World, pos: PointOfSale): void {
  world.pos.set(pos.id, pos);
  if (pos.externalId !== null) world.posIdByExternalId.set(posKey(pos.userId, pos.externalId), pos.id);
}

/** The POS with this external id, compared without case, or null. */
export function findPosByExternalId(world: World, userId: number, externalId: string): PointOfSale | null {
  const id = world.posIdByExternalId.get(posKey(userId, externalId));
  return id === undefined ? null : (world.pos.get(id) ?? null);
}

function posKey(userId: number, externalId: string): string {
  return accountKey(userId, externalId.toLowerCase());
}

function requirePos(call: Call, account: Account): PointOfSale {
  const id = readId(call.param('id'));
  if (id === null) throw refusePos('INVALID_POS_ID', 'POS id must be a number');
  const pos = call.simulation.world.pos.get(id);
  if (pos?.userId !== account.userId) {
    throw refuseInStore(404, 'point_of_sale_not_found', 'Point of sale not found', [
      { code: '1', description: 'There is no point of sale for this id and user' },
    ]);
  }
  return pos;
}

/** Addresses of a POS's pictures, which never change while the POS lives. */
export function writePosPictures(baseUrl: string, pos: PointOfSale): Record<string, string> {
  const folder = `${baseUrl}/instore/merchant/qr/${pos.id}`;
  return {
    image: `${folder}/${pos.uuid}.png`,
    template_document: `${folder}/template_${pos.uuid}.pdf`,
    template_image: `${folder}/template_${pos.uuid}.png`,
  };
}

/** A search row leaves out `status`, `uuid` and `url`, as the samples do. */
function writePos(call: Call, pos: PointOfSale, extent: 'whole' | 'row'): unknown {
  const store = call.simulation.world.stores.get(pos.storeId);
  return {
    id: pos.id,
    qr: writePosPictures(call.baseUrl, pos),
    ...(extent === 'whole' ? { status: 'active', uuid: pos.uuid, url: pos.url } : {}),
    date_created: writeOffsetInstant(pos.createdAt),
    date_last_updated: writeOffsetInstant(pos.updatedAt),
    user_id: pos.userId,
    name: pos.name,
    fixed_amount: pos.fixedAmount,
    category: pos.category,
    store_id: String(pos.storeId),
    external_store_id: store?.externalId ?? null,
    external_id: pos.externalId,
  };
}

/**
 * Points of sale: create, search, read, update, delete.
 * Source: mercadopago/devsite-docs reference/api-json/pos.json and guides/qr-code/pos.es.md.
 */
export const posRoutes: Route[] = [
  forAccount('POST', '/pos', createPos),
  forAccount('GET', '/pos', searchPos),
  forAccount('GET', '/pos/:id', (call, account) => ok(writePos(call, requirePos(call, account), 'whole'))),
  forAccount('PUT', '/pos/:id', updatePos),
  forAccount('DELETE', '/pos/:id', deletePos),
];
