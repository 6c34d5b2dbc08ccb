import type { Transport } from '../transport';
import { readPage } from '../wire/paging';
import {
  type NewStore,
  type ReadStore,
  readStore,
  type StoreChange,
  writeNewStore,
  writeStoreChange,
} from '../wire/store';
import { anyBody, everyPage, type OnPage, pageQuery, path, sameId } from './request';

/** 20,000 stores or POS; more than that is an answer gone wrong. */
const MAX_PAGES = 400;

/** Source: devsite-docs `reference/api-json/stores.json`, read 2026-11-21. */
export function storeEndpoints({ send }: Transport) {
  const storesOf = (userId: string) => path`/users/${userId}/stores`;
  return {
    /** All stores, every page of them. */
    searchStores: async ({
      userId,
      externalId,
      onPage,
    }: {
      userId: string;
      externalId?: string;
      onPage?: OnPage;
    }): Promise<ReadStore[]> =>
      everyPage(
        (offset) =>
          send(
            {
              method: 'GET',
              path: `${storesOf(userId)}/search`,
              query: { external_id: externalId, ...pageQuery(offset) },
            },
            (body) => readPage(body, readStore),
          ),
        { keyOf: (store) => store.storeId, maxPages: MAX_PAGES, onPage },
      ),
    getStore: async (storeId: string): Promise<ReadStore> =>
      send({ method: 'GET', path: path`/stores/${storeId}` }, (body) => sameId(readStore(body), 'storeId', storeId)),
    createStore: async ({ userId, store }: { userId: string; store: NewStore }): Promise<ReadStore> =>
      send({ method: 'POST', path: storesOf(userId), body: writeNewStore(store) }, readStore),
    updateStore: async (update: { userId: string; storeId: string; change: StoreChange }): Promise<ReadStore> =>
      send(
        {
          method: 'PUT',
          path: storesOf(update.userId) + path`/${update.storeId}`,
          body: writeStoreChange(update.change),
        },
        readStore,
      ),
    deleteStore: async ({ userId, storeId }: { userId: string; storeId: string }): Promise<void> => {
      await send({ method: 'DELETE', path: storesOf(userId) + path`/${storeId}` }, anyBody);
    },
  };
}
