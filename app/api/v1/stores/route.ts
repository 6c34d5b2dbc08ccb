import { listStoresAfter } from '@/db/stores';
import * as operations from '@/lib/api/stores';
import { presentStore } from '@/lib/services/store-presentation';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.listStores, async ({ caller, query: { limit, cursor } }) => {
  const { rows, hasMore } = await listStoresAfter(caller.merchant, { after: cursor ?? null, limit });
  return json({ results: rows.map(presentStore), next_cursor: hasMore ? (rows.at(-1)?.id ?? null) : null });
});
