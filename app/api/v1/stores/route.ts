import { listStores } from '@/db/stores';
import { apiRoute, json, listQuerySchema, pageOf, readQuery } from '@/lib/web/api';

export const GET = apiRoute('stores:read', async ({ caller, request }) => {
  const query = readQuery(request, listQuerySchema);
  const { page, nextCursor } = pageOf(await listStores(caller.merchant), query, (store) => store.id);
  const results = page.map((store) => ({
    external_store_id: store.externalStoreId,
    store_id: store.mercadopagoStoreId,
    name: store.name,
    address: store.addressLine,
    time_zone: store.timeZone,
    pos_count: store.posCount,
  }));
  return json({ results, next_cursor: nextCursor });
});
