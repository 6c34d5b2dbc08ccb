import type { Account } from './accounts';
import { writeUtcInstant } from './instant';
import { findUnknownField, isRecord, readId } from './json-value';
import { paged, readCount } from './paging';
import { refuseGeneric } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';
import { readBusinessHours, readStoreLocation, readText, refuseStore, type StoreLocation } from './store-input';

/** A store (sucursal) of an account. */
export type Store = {
  id: number;
  userId: number;
  name: string;
  externalId: string | null;
  businessHours: Record<string, unknown> | null;
  location: StoreLocation;
  createdAt: number;
};

const createFields = ['name', 'external_id', 'business_hours', 'location'];
const updateFields = ['name', 'business_hours', 'location'];

function createStore(call: Call, account: Account): Reply {
  checkUser(call, account);
  const body = readBody(call, createFields);
  const externalId = readExternalId(body.external_id);
  const { simulation } = call;
  const { stores } = simulation.world;
  const name = readText(body.name, 'INVALID_NAME', 'name');
  const businessHours = readBusinessHours(body.business_hours);
  const location = readStoreLocation(body.location, account);
  if (externalId !== null && findStoreByExternalId(stores, account.userId, externalId)) {
    // A 400 and not the 409 of a POS: so it was seen live.
    throw refuseStore('VALIDATION_ERROR', `external id '${externalId}' is already assigned to this user`);
  }
  const store: Store = {
    id: simulation.nextId(),
    userId: account.userId,
    name,
    externalId,
    businessHours,
    location,
    createdAt: simulation.now(),
  };
  stores.set(store.id, store);
  simulation.changed();
  return ok(writeStore(store, 'date_created'));
}

function updateStore(call: Call, account: Account): Reply {
  checkUser(call, account);
  const store = requireStore(call, account);
  const body = readBody(call, updateFields);
  const name = body.name === undefined ? store.name : readText(body.name, 'INVALID_NAME', 'name');
  const businessHours =
    body.business_hours === undefined ? store.businessHours : readBusinessHours(body.business_hours);
  const location = body.location === undefined ? store.location : readStoreLocation(body.location, account);
  Object.assign(store, { name, businessHours, location });
  call.simulation.changed();
  return ok({ ...writeStore(store, 'date_created'), date_creation: writeUtcInstant(store.createdAt) });
}

function deleteStore(call: Call, account: Account): Reply {
  checkUser(call, account);
  const store = requireStore(call, account);
  const { world } = call.simulation;
  if ([...world.pos.values()].some((pos) => pos.storeId === store.id)) {
    throw refuseStore('VALIDATION_ERROR', 'The store still has points of sale');
  }
  world.stores.delete(store.id);
  call.simulation.changed();
  return ok({ store: store.id, user: account.userId });
}

function searchStores(call: Call, account: Account): Reply {
  checkUser(call, account);
  const limit = readCount(call.query, 'limit', 30);
  if (limit === null) throw refuseStore('INVALID_LIMIT', 'limit must be a number');
  const offset = readCount(call.query, 'offset', 0);
  if (offset === null) throw refuseStore('INVALID_OFFSET', 'offset must be a number');
  const externalId = call.query.get('external_id');
  if (externalId !== null && !/^[A-Za-z0-9]+$/.test(externalId)) {
    throw refuseStore('INVALID_EXTERNAL_ID', 'external_id must be alphanumeric');
  }
  const found = [...call.simulation.world.stores.values()].filter(
    (store) => store.userId === account.userId && (externalId === null || store.externalId === externalId),
  );
  return ok(paged(found, { limit, offset }, (store) => writeStore(store, 'date_creation')));
}

/** The store with this external id, or null. */
export function findStoreByExternalId(stores: Map<number, Store>, userId: number, externalId: string): Store | null {
  for (const store of stores.values()) {
    if (store.userId === userId && store.externalId === externalId) return store;
  }
  return null;
}

function requireStore(call: Call, account: Account): Store {
  const id = readId(call.param('id'));
  if (id === null) throw refuseStore('INVALID_STORE_ID', 'store id must be a number');
  const store = call.simulation.world.stores.get(id);
  if (store?.userId !== account.userId) throw refuseGeneric(404, 'not_found', `Store ${id} not found`);
  return store;
}

function checkUser(call: Call, account: Account): void {
  const userId = readId(call.param('user_id'));
  if (userId === null) throw refuseStore('INVALID_USER_ID', 'user id must be a number');
  if (userId !== account.userId) throw refuseGeneric(403, 'Forbidden', 'The user is not the owner of the token');
}

function readBody(call: Call, known: readonly string[]): Record<string, unknown> {
  if (!isRecord(call.body)) throw refuseStore('BAD_REQUEST', 'The body must be an object');
  const unknown = findUnknownField(call.body, known);
  if (unknown !== null) throw refuseStore('UNKNOWN_FIELD', `${unknown} is not a known field`);
  return call.body;
}

function readExternalId(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || !/^[A-Za-z0-9]{1,39}$/.test(value)) {
    throw refuseStore('INVALID_EXTERNAL_ID', 'external_id must be alphanumeric and shorter than 40 characters');
  }
  return value;
}

/** The parts of an address come back joined; the other fields are not echoed. */
function writeStore(store: Store, dateField: 'date_created' | 'date_creation'): Record<string, unknown> {
  const { location } = store;
  const address = [
    `${location.streetName} ${location.streetNumber}`,
    location.zipCode,
    location.cityName,
    location.stateName,
  ];
  return {
    id: String(store.id),
    name: store.name,
    [dateField]: writeUtcInstant(store.createdAt),
    ...(store.businessHours === null ? {} : { business_hours: store.businessHours }),
    location: {
      address_line: address.filter((part) => part !== null && part !== '').join(', '),
      latitude: location.latitude,
      longitude: location.longitude,
      reference: location.reference ?? '',
    },
    ...(store.externalId === null ? {} : { external_id: store.externalId }),
  };
}

/**
 * Stores: create, read, search, update, delete.
 * Source: mercadopago/devsite-docs reference/api-json/stores.json and guides/qr-code/general-considerations/stores-pos.es.md.
 */
export const storeRoutes: Route[] = [
  forAccount('POST', '/users/:user_id/stores', createStore),
  forAccount('GET', '/users/:user_id/stores/search', searchStores),
  forAccount('PUT', '/users/:user_id/stores/:id', updateStore),
  forAccount('DELETE', '/users/:user_id/stores/:id', deleteStore),
  forAccount('GET', '/stores/:id', (call, account) => ok(writeStore(requireStore(call, account), 'date_creation'))),
];
