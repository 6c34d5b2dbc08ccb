import { getStoreSummary } from '@/db/stores';
import * as operations from '@/lib/api/stores';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { presentStore } from '@/lib/services/store-presentation';
import { changeStore, retireStore } from '@/lib/services/stores';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.getStore, async ({ caller, parameters }) =>
  show(caller.merchant, parameters.externalStoreId),
);

export const PATCH = operationRoute(operations.changeStore, async ({ caller, parameters, body }) => {
  const { id } = await changeStore(caller, parameters.externalStoreId, operations.toStoreChange(body));
  return show(caller.merchant, id);
});

export const DELETE = operationRoute(operations.retireStore, async ({ caller, parameters, query }) => {
  const { id } = await retireStore(caller, parameters.externalStoreId, { confirmedCode: query.confirm });
  return show(caller.merchant, id);
});

async function show(merchant: Merchant, key: string): Promise<Response> {
  const store = await getStoreSummary(merchant, key);
  if (!store) throw new AppError('not_found', 'no such store');
  return json(presentStore(store));
}
