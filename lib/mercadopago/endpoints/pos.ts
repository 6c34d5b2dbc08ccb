import type { Transport } from '../transport';
import { readPage } from '../wire/paging';
import { type NewPos, type PosSettings, type ReadPos, readPos, writeNewPos, writePosSettings } from '../wire/pos';
import { anyBody, everyPage, type OnPage, pageQuery, path, sameId } from './request';

/** 20,000 stores or POS; more than that is an answer gone wrong. */
const MAX_PAGES = 400;

/** Source: devsite-docs `reference/api-json/pos.json`, read 2026-11-21. */
export function posEndpoints({ send }: Transport) {
  return {
    /** All POS, every page of them. Rows may lack `status`, `uuid` and `url`. */
    searchPos: async (filter: { externalId?: string; storeId?: string; onPage?: OnPage } = {}): Promise<ReadPos[]> =>
      everyPage(
        (offset) =>
          send(
            {
              method: 'GET',
              path: '/pos',
              query: { external_id: filter.externalId, store_id: filter.storeId, ...pageQuery(offset) },
            },
            (body) => readPage(body, readPos),
          ),
        { keyOf: (pos) => pos.posId, maxPages: MAX_PAGES, onPage: filter.onPage },
      ),
    getPos: async (posId: string): Promise<ReadPos> =>
      send({ method: 'GET', path: path`/pos/${posId}` }, (body) => sameId(readPos(body), 'posId', posId)),
    createPos: async (pos: NewPos): Promise<ReadPos> =>
      send({ method: 'POST', path: '/pos', body: writeNewPos(pos) }, readPos),
    /** Changes all of it. Whether leaving out `url` takes an earlier one away, nobody says: the answer does. */
    updatePos: async (update: { posId: string; settings: PosSettings; clearsUrl?: boolean }): Promise<ReadPos> =>
      send(
        {
          method: 'PUT',
          path: path`/pos/${update.posId}`,
          body: writePosSettings(update.settings, { clearsUrl: update.clearsUrl }),
        },
        readPos,
      ),
    deletePos: async (posId: string): Promise<void> => {
      await send({ method: 'DELETE', path: path`/pos/${posId}` }, anyBody);
    },
  };
}
