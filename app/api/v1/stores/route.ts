import { getStoreSummary, listStoresAfter } from '@/db/stores';
import * as operations from '@/lib/api/stores';
import { presentStore } from '@/lib/services/store-presentation';
import { createStore } from '@/lib/services/stores';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.listStores, async ({ caller, query: { limit, cursor } }) => {
  const { rows, hasMore } = await listStoresAfter(caller.merchant, { after: cursor ?? null, limit });
  return json({ results: rows.map(presentStore), next_cursor: hasMore ? (rows.at(-1)?.id ?? null) : null });
});

export const POST = operationRoute(operations.createStore, async ({ caller, body }) => {
  const { store } = await createStore(caller, operations.toNewStore(body));
  const made = store && (await getStoreSummary(caller.merchant, store.id));
  if (made) return json(presentStore(made), { status: 201 });
  return json({ external_store_id: body.external_store_id, status: 'unknown' }, { status: 202 });
});
