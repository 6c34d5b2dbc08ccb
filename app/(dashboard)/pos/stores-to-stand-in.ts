import type { StoreRow } from '@/db/stores';

/** The stores that a till can stand in, as a form offers them. */
export function storesToStandIn(stores: readonly StoreRow[]) {
  return stores
    .filter((store) => store.status === 'active' && store.mercadopagoStoreId !== null)
    .map((store) => ({ key: store.externalStoreId ?? store.id, name: store.name, code: store.externalStoreId }));
}
