import { listPosAfter } from '@/db/pos';
import * as operations from '@/lib/api/pos';
import { presentPos } from '@/lib/services/pos-presentation';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.listPos, async ({ caller, query: { limit, cursor } }) => {
  const { rows, hasMore } = await listPosAfter(caller.merchant, { after: cursor ?? null, limit });
  return json({ results: rows.map(presentPos), next_cursor: hasMore ? (rows.at(-1)?.id ?? null) : null });
});
