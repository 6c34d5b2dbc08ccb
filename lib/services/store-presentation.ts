import 'server-only';
import type { StoreSummary } from '@/db/stores';
import type { ShownStore } from '@/lib/api/stores';

/** The API's view of a store. */
export function presentStore(store: StoreSummary): ShownStore {
  return {
    external_store_id: store.externalStoreId,
    store_id: store.mercadopagoStoreId,
    name: store.name,
    address: store.addressLine,
    time_zone: store.timeZone,
    pos_count: store.posCount,
  };
}
