import { listPosAfter } from '@/db/pos';
import * as operations from '@/lib/api/pos';
import { createPos } from '@/lib/services/pos-lifecycle';
import { presentPos } from '@/lib/services/pos-presentation';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.listPos, async ({ caller, query: { limit, cursor } }) => {
  const { rows, hasMore } = await listPosAfter(caller.merchant, { after: cursor ?? null, limit });
  return json({ results: rows.map(presentPos), next_cursor: hasMore ? (rows.at(-1)?.id ?? null) : null });
});

export const POST = operationRoute(operations.createPos, async ({ caller, body }) => {
  const { pos } = await createPos(caller, operations.toNewPos(body));
  if (pos) return json(presentPos(pos), { status: 201 });
  return json({ external_pos_id: body.external_pos_id, status: 'unknown' }, { status: 202 });
});
