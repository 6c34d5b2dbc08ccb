import { type Account, siteOf } from './accounts';
import { findUnknownField, isFilledText, isRecord, readId } from './json-value';
import { type Refusal, refuseInStore } from './refusal';
import type { Call } from './route';
import { findStoreByExternalId, type Store } from './stores';

/** What a body may change of a POS. */
export type PosInput = {
  name: string;
  fixedAmount: boolean;
  category: number | null;
  url: string | null;
  storeId: number;
};

const createFields = ['name', 'external_id', 'external_store_id', 'store_id', 'fixed_amount', 'category', 'url'];
const updateFields = createFields.filter((field) => field !== 'external_id');

/** Refuses a POS call with the key that the reference lists for the fault. */
export function refusePos(key: string, message: string): Refusal {
  return refuseInStore(400, key, message, [{ code: key, description: message }]);
}

/** The body of a POS call: there, an object, and with known fields only. */
export function readPosBody(call: Call, mode: 'create' | 'update'): Record<string, unknown> {
  if (call.body === undefined) throw refusePos('MISSING_BODY', 'The body is missing');
  if (!isRecord(call.body)) throw refusePos('MISSING_BODY', 'The body must be an object');
  const unknown = findUnknownField(call.body, mode === 'create' ? createFields : updateFields);
  if (unknown !== null) throw refusePos('UNKNOWN_FIELD_EXCEPTION', `${unknown} is not a known field`);
  return call.body;
}

/**
 * Reads the fields of a POS; what a body leaves out stays as `current` has it.
 * Source: mercadopago/devsite-docs reference/api-json/pos.json; limits of guides/qr-code/pos.es.md taken at their strictest.
 */
export function readPosInput(
  call: Call,
  account: Account,
  body: Record<string, unknown>,
  current?: PosInput,
): PosInput {
  const name = readName(body.name ?? current?.name);
  const fixedAmount = body.fixed_amount ?? current?.fixedAmount ?? false;
  if (typeof fixedAmount !== 'boolean') throw refusePos('INVALID_FIXED_AMOUNT', 'fixed_amount must be a boolean');
  const category = readCategory(body.category === undefined ? current?.category : body.category, account, current);
  const storeId = readStoreId(call, account, body, current);
  const url = readUrl(body.url === undefined ? current?.url : body.url, account);
  if (url !== null && !fixedAmount) throw refusePos('FIXED_AMOUNT_FALSE', 'A POS with url needs fixed_amount true');
  return { name, fixedAmount, category, url, storeId };
}

/** Reads the external id of a new POS: letters and digits, fewer than 40, never changed afterwards. */
export function readPosExternalId(value: unknown): string {
  if (!isFilledText(value)) throw refusePos('INVALID_EXTERNAL_ID', 'external_id must be a string');
  if (value.length >= 40) throw refusePos('EXTERNAL_ID_TOO_LONG', 'external_id must be shorter than 40 characters');
  if (!/^[A-Za-z0-9]+$/.test(value)) throw refusePos('INVALID_EXTERNAL_ID', 'external_id must be alphanumeric');
  return value;
}

function readName(value: unknown): string {
  if (!isFilledText(value)) throw refusePos('INVALID_NAME', 'name must be a string');
  if (value.length >= 45) throw refusePos('NAME_TOO_LONG', 'name must be shorter than 45 characters');
  return value;
}

function readCategory(value: unknown, account: Account, current: PosInput | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number') throw refusePos('INVALID_CATEGORY', 'category must be a number');
  const { food, fuel } = siteOf(account).categories;
  if (value === food || value === fuel) return value;
  throw refusePos(current ? 'POS_UNKNOWN_MCC' : 'UNKNOWN_MCC', `category ${value} does not exist in ${account.siteId}`);
}

function readStoreId(
  call: Call,
  account: Account,
  body: Record<string, unknown>,
  current: PosInput | undefined,
): number {
  const byId = readStoreById(call, account, body.store_id, current);
  const byExternalId = readStoreByExternalId(call, account, body.external_store_id);
  if (byId && byExternalId && byId.id !== byExternalId.id) {
    throw refusePos('EXTERNAL_STORE_ID_NOT_MATCH', 'store_id and external_store_id name different stores');
  }
  const storeId = byId?.id ?? byExternalId?.id ?? current?.storeId;
  // Since 20 April 2021 there is no POS without a store.
  if (storeId === undefined) throw refusePos('INVALID_STORE_ID', 'store_id or external_store_id must be present');
  return storeId;
}

function readStoreById(call: Call, account: Account, value: unknown, current: PosInput | undefined): Store | undefined {
  if (value === undefined || value === null) return undefined;
  const key = current ? 'POS_INVALID_STORE_ID' : 'INVALID_STORE_ID';
  const id = readId(value);
  if (id === null) throw refusePos(key, 'store_id must be a number');
  const store = call.simulation.world.stores.get(id);
  if (store?.userId !== account.userId) throw refusePos(key, `store ${id} does not exist`);
  return store;
}

function readStoreByExternalId(call: Call, account: Account, value: unknown): Store | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw refusePos('INVALID_EXTERNAL_STORE_ID', 'external_store_id must be a string');
  const store = findStoreByExternalId(call.simulation.world.stores, account.userId, value);
  if (!store) throw refusePos('INEXISTENT_EXTERNAL_STORE_ID', `There is no store with external id ${value}`);
  return store;
}

function readUrl(value: unknown, account: Account): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || !URL.canParse(value)) throw refusePos('INVALID_URL', 'url must be a valid url');
  if (value.length >= 300) throw refusePos('URL_TOO_LONG', 'url must be shorter than 300 characters');
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refusePos('INVALID_URL', 'url must be http or https');
  if (!account.allowedHosts.includes(url.hostname)) {
    throw refuseInStore(403, 'forbidden', `The host ${url.hostname} is not allowed`, [
      { code: '1', description: 'The host of the url is not on the list of allowed hosts' },
    ]);
  }
  return value;
}
